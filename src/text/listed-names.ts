/** Names that a message lists (assumed: more are not read). */
const MAX_LISTED = 40;

/** Characters of a name that a message shows. */
const MAX_CHARACTERS = 60;

/** A name as a message shows it: of a very long one the beginning. */
export function shortName(name: string): string {
  return name.length > MAX_CHARACTERS ? `${name.slice(0, MAX_CHARACTERS)}…` : name;
}

/** Names as a message lists them, of very many the first and how many there are beside; empty for none. */
export function listedNames(names: readonly string[]): string {
  const listed = names.slice(0, MAX_LISTED).map(shortName);
  const rest = names.length - listed.length;
  return `${listed.join(', ')}${rest > 0 ? ` … and ${rest} more` : ''}`;
}
