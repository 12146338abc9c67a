/** One value of a stored document that is another one now; undefined where one of the two does not have it. */
export interface ValueDifference {
  readonly path: string;
  readonly stored: unknown;
  readonly now: unknown;
}

/** Every value that differs between two JSON documents, in the order of the stored one. Numbers are the same only to the last bit. */
export function valueDifferences(stored: unknown, now: unknown, path = ''): ValueDifference[] {
  if (isCollection(stored) && isCollection(now) && Array.isArray(stored) === Array.isArray(now)) {
    const names = [...new Set([...Object.keys(stored), ...Object.keys(now)])];
    return names.flatMap((name) => valueDifferences(own(stored, name), own(now, name), path === '' ? name : `${path}.${name}`));
  }
  return stored === now ? [] : [{ path, stored, now }];
}

/** A difference in words: `claim.power.value: stored 0.85, now 0.86`. */
export function differenceText({ path, stored, now }: ValueDifference): string {
  return `${path}: stored ${formatValue(stored)}, now ${formatValue(now)}`;
}

/** A document without some of its parts. */
export function without(document: Collection, ...names: readonly string[]): Collection {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !names.includes(name)));
}

type Collection = Readonly<Record<string, unknown>>;

function isCollection(value: unknown): value is Collection {
  return typeof value === 'object' && value !== null;
}

function own(value: Collection, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

const MAX_CHARACTERS = 70;

function formatValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text;
}
