/** `treatments.pretreatments.naltrexone.doseMg` in words: `naltrexone: dose mg`. */
export function labelOf(path: string): string {
  const [section, ...names] = path.split('.');
  const words = (name: string): string =>
    name.replaceAll(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  const last = words(names.at(-1) ?? section);
  const owner = names.slice(0, -1).filter((name) => !['pretreatments', 'infusions', 'drugs', 'endpoints'].includes(name));
  if (owner.length > 0) return `${owner.join(', ')}: ${last}`;
  return ['dissociation', 'craving', 'belief', 'missingness'].includes(section) ? `${words(section)}: ${last}` : last;
}
