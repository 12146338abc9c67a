import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import * as files from 'node:fs';
import { sourceFiles } from '../house/source-files.ts';
import { doors } from './doors.ts';
import { runExample } from './example.ts';

/** What one function takes beside values like those of its example. */
export interface MisuseRow {
  /** Names of the arguments in their order, as messages name them; a question mark behind those that may be left out. */
  readonly arguments: string;
  /**
   * Wrong values that are legitimate here, as labels of `wrongValues`, by the path of the value: `x`, `plan.alpha`, `p.0`. Of `anything` null is tried: the
   * function does not read it.
   */
  readonly accepts?: Readonly<Record<string, string>>;
  /** Whether every field of a study or a trial is replaced, by every wrong value. Elsewhere a few are: all are checked by one function. */
  readonly whole?: boolean;
  /** An argument whose text is read: a wrong text is no wrong argument, and its problems are told otherwise. */
  readonly text?: string;
  /** Lists of the example of which two elements are enough. */
  readonly shortened?: string;
}

/** One call that is wrong on purpose. */
export interface WrongCall {
  /** The value that is replaced: `level`, or `plan.alpha`. */
  readonly path: string;
  readonly label: string;
  readonly values: readonly unknown[];
}

/** How a wrong call ended: undefined where it was refused in a way that helps, else what went wrong. */
export type Outcome = string | undefined;

type Callable = (...values: never[]) => unknown;
type Module = Readonly<Record<string, unknown>>;

const isClass = (value: unknown): boolean => typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));

const modules: Record<string, Module> = {};
for (const { name, file } of doors) modules[name] = (await import(pathToFileURL(resolve(file)).href)) as Module;

/** Every function that a door exports, by its name; of several doors once. */
export const functions: ReadonlyMap<string, Callable> = new Map(
  Object.values(modules).flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) =>
      typeof value === 'function' && !isClass(value) ? [[name, value as Callable] as const] : [],
    ),
  ),
);

/** Names of the classes that doors export. */
export const classes: readonly string[] = [
  ...new Set(Object.values(modules).flatMap((module) => Object.keys(module).filter((name) => isClass(module[name])))),
].sort();

const examples = new Map(
  sourceFiles.flatMap(({ text }) =>
    [...text.matchAll(/@example\n((?: \*[^\n]*\n)+?) \*\/\nexport (?:async )?function (\w+)/g)].map(
      ([, said, name]) =>
        [
          name,
          said
            .replace(/^ \* ?/gm, '')
            .replace(/```(?:ts)?/g, '')
            .replace(/^@(?:see|param)[^]*/m, ''),
        ] as const,
    ),
  ),
);

/** The fewest trials that a study may have. */
const FEWEST = 100;

/** Ends an example as soon as its arguments are known. */
class Recorded extends Error {}

/** The arguments with which the example of a function calls it, by few trials; its first call counts, and is not made. */
export async function argumentsInExample(name: string): Promise<readonly unknown[] | undefined> {
  let recorded: readonly unknown[] | undefined;
  const watched = (module: Module): Module => {
    const original = module[name];
    if (typeof original !== 'function') return module;
    return {
      ...module,
      [name]: (...values: never[]) => {
        recorded = values;
        throw new Recorded();
      },
    };
  };
  const around = Object.fromEntries(Object.entries(modules).map(([door, module]) => [door, watched(module)]));
  const code = (examples.get(name) ?? '').replace(/\b(replicates: )\d+/g, `$1${FEWEST}`).replace('share: 0.28', 'share: 0.27'); // what was solved for before is not solved for again
  await runExample({ of: name, code }, { 'node:fs': files, ...around }, () => {}).catch((error: unknown) => {
    if (!(error instanceof Recorded)) throw error;
  });
  return recorded;
}

/** What stands in place of a right value; of the kind of the right value only what is wrong of that kind. */
function wrongValues(right: unknown): Readonly<Record<string, unknown>> {
  const kinds: Readonly<Record<string, unknown>> = {
    missing: undefined,
    null: null,
    text: 'my seed',
    'empty-text': '',
    negative: -1,
    NaN: NaN,
    infinite: Infinity,
    fractional: typeof right === 'number' && !(right > 0 && right < 1) ? right + 0.5 : 7.5,
    boolean: typeof right === 'boolean' ? 'true' : true,
    object: {},
    list: [],
    function: typeof right === 'function' ? 'function' : () => 1,
  };
  const without: Readonly<Record<string, readonly string[]>> = { number: [], string: [], boolean: [], function: ['function'] };
  const left = without[typeof right] ?? [];
  return Object.fromEntries(Object.entries(kinds).filter(([label]) => !left.includes(label)));
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

/** What is replaced of a study or a trial where not every field is, and by what. */
const fewFields = ['seed', 'trial', 'analyses', 'power', 'kind', 'design', 'missingness'];
const fewLabels = ['missing', 'negative', 'list'];
const isStudy = (value: Readonly<Record<string, unknown>>): boolean => 'trial' in value && 'analyses' in value && 'power' in value;
const isTrial = (value: Readonly<Record<string, unknown>>): boolean => 'design' in value && 'missingness' in value;

interface WrongValue {
  readonly path: string;
  readonly label: string;
  readonly value: unknown;
}

/** Values like one value, each with something wrong in it: itself, its first element or one of its fields. */
function wrongLike(right: unknown, path: string, whole: boolean): WrongValue[] {
  const instead = (of: unknown, at: string): WrongValue[] =>
    Object.entries(wrongValues(of)).map(([label, value]) => ({ path: at, label, value }));
  const here = instead(right, path);
  if (Array.isArray(right) && right.length > 0)
    return [...here, ...instead(right[0], `${path}.0`).map((wrong) => ({ ...wrong, value: [wrong.value, ...right.slice(1)] }))];
  if (!isPlain(right)) return here;
  const few = !whole && (isStudy(right) || isTrial(right));
  const inside = Object.entries(right)
    .filter(([field]) => !few || fewFields.includes(field))
    .flatMap(([field, value]) =>
      instead(value, `${path}.${field}`).map((wrong) => ({ ...wrong, value: { ...right, [field]: wrong.value } })),
    );
  return [...here, ...inside.filter(({ label }) => !few || fewLabels.includes(label))];
}

/** All wrong calls of a function with these right arguments. */
export function wrongCalls(
  { arguments: words, accepts = {}, whole = false, text, shortened = '' }: MisuseRow,
  right: readonly unknown[],
): WrongCall[] {
  const names = words.split(' ').filter((name) => name !== '');
  const taken = names.map((name, place) => {
    const value = right[place];
    return shortened.split(' ').includes(name) && Array.isArray(value) ? value.slice(0, 2) : value;
  });
  const none = names.length > 0 ? [{ path: names.map((name) => name.replace('?', '')).join('|'), label: 'missing', values: [] }] : [];
  return [
    ...none,
    ...names.flatMap((name, place) =>
      wrongLike(taken[place], name.replace('?', ''), whole)
        .filter(({ path, value }) => path !== text || typeof value !== 'string')
        .filter(({ path, label }) => accepts[path] !== 'anything' || label === 'null')
        .map(({ path, label, value }) => ({ path, label, values: taken.map((each, other) => (other === place ? value : each)) })),
    ),
  ];
}

/** Whether what a row declares of a path and its labels is about a wrong call. */
const isAbout = (where: string, labels: string, { path, label }: WrongCall): boolean =>
  (where === path || (where.endsWith('.*') && path.startsWith(where.slice(0, -1)))) &&
  (labels === 'anything' || labels.split(' ').includes(label));

/** Whether a row says that a wrong value is legitimate. */
function isAccepted({ arguments: words, accepts = {} }: MisuseRow, wrong: WrongCall): boolean {
  if (wrong.label === 'missing' && wrong.path.split('|').every((name) => words.split(' ').includes(`${name}?`))) return true;
  return Object.entries(accepts).some(([where, labels]) => isAbout(where, labels, wrong));
}

/** What a row declares that is about none of its wrong calls. */
export function unusedAcceptances({ accepts = {} }: MisuseRow, calls: readonly WrongCall[]): string[] {
  return Object.entries(accepts).flatMap(([where, labels]) =>
    (labels === 'anything' ? ['null'] : labels.split(' '))
      .filter((label) => !calls.some((wrong) => isAbout(where, label, wrong)))
      .map((label) => `${where}, ${label}: declared, but never tried`),
  );
}

/** Errors of JavaScript itself, which say where the library stumbled and not what the caller did wrong. */
const raw =
  /Cannot read prop|is not a function|is not iterable|Cannot convert|call stack|Cannot destructure|Invalid array length|Cannot use 'in'|reading '/;

/** Makes a wrong call and says what was wrong with how it ended. */
export async function outcomeOf(called: Callable, row: MisuseRow, wrong: WrongCall): Promise<Outcome> {
  const accepted = isAccepted(row, wrong);
  try {
    await called(...(wrong.values as never[]));
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    if (accepted) return `declared as legitimate, but refused: ${text}`;
    const [argument] = wrong.path.split('.');
    const helps = (error instanceof TypeError || error instanceof RangeError) && new RegExp(`\\b(?:${argument})\\b`).test(text);
    return helps && !raw.test(text) ? undefined : text;
  }
  return accepted ? undefined : 'accepted';
}
