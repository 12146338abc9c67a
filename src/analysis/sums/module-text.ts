import { advance, each, get, type Half, halves, locals, parameters, set, widened } from '../../vectors/words.ts';

/**
 * The text (WebAssembly text format, SIMD) of a module that sums up four trials side by side: of groups of participants the numbers, means and sums of squares about them of
 * one value each. A participant outside a group adds zero to its sums, which changes no bit of them; so they are the sums that the contrasts add one participant after the other.
 * `npm run build:wasm` assembles it into `module-bytes.ts`.
 */

const sign = '(v128.const i64x2 0x8000000000000000 0x8000000000000000)';
const add = (sum: string, value: string): string => set(sum, `(f64x2.add ${get(sum)} ${value})`);
const table = (place: number): string => `(v128.load offset=${16 * place} ${get('tables')})`;
/** What a table of sixteen sequences says of those in `sequences`, all bits or none. */
const says = (tableName: string): string => `(i8x16.swizzle ${get(tableName)} ${get('sequence')})`;
const inPeriod = (row: number, half: Half): string => `(v128.load offset=${32 * row + 16 * half} ${get('values')})`;
const difference = (half: Half): string => `(f64x2.sub ${inPeriod(0, half)} ${inPeriod(1, half)})`;

/** One value of each participant, and the groups that they count in. */
interface SelectionText {
  readonly groups: readonly number[];
  /** Sets `value0` and `value1`, after `table0` … have been loaded, one for each group and those that it asks for. */
  readonly values: string;
  readonly tables: number;
}

const selections = {
  /** Two periods: period 1 − period 2. */
  byOrder: { groups: [0, 1], tables: 2, values: each(halves, (half) => set(`value${half}`, difference(half))) },
  /** Two periods: the same with the other sign where the second table says so, in one group. */
  paired: {
    groups: [0],
    tables: 2,
    values: `${set('turned', says('table1'))}
    ${each(halves, (half) => set(`value${half}`, `(v128.xor ${difference(half)} (v128.and ${widened(half, get('turned'))} ${sign}))`))}`,
  },
  /** Period 1 alone. */
  byGroup: { groups: [0, 1], tables: 2, values: each(halves, (half) => set(`value${half}`, inPeriod(0, half))) },
} as const satisfies Record<string, SelectionText>;

/** What is summed up. */
export type Selection = keyof typeof selections;

const ofHalves = (names: readonly string[]): string => names.flatMap((name) => halves.map((half) => `${name}${half}`)).join(' ');

function sumUp(name: Selection): string {
  const { groups, tables, values }: SelectionText = selections[name];
  const figures = groups.flatMap((group) => ['count', 'sum', 'squares'].map((figure) => `${figure}${group}_`));
  const isIn = (group: number, half: Half): string => `(v128.and ${get('valid')} ${widened(half, get(`group${group}`))})`;
  const overSubjects = (label: string, text: (half: Half) => string): string => `
  ${set('values', get('firstValues'))}
  ${set('sequences', get('firstSequences'))}
  (loop $${label}
    ${set('sequence', `(i8x16.shuffle 0 0 0 0 4 4 4 4 8 8 8 8 12 12 12 12 (v128.load ${get('sequences')}) (v128.load ${get('sequences')}))`)}
    ${each(groups, (group) => set(`group${group}`, says(`table${group}`)))}
    ${values}
    ${each(halves, (half) => `${set('valid', `(f64x2.eq ${get(`value${half}`)} ${get(`value${half}`)})`)} ${text(half)}`)}
    ${advance('values', get('stride'))}
    ${advance('sequences', 16)}
    (br_if $${label} (i32.lt_u ${get('sequences')} ${get('end')})))`;
  const sum = (half: Half): string =>
    each(
      groups,
      (group) => `
    ${set('in', isIn(group, half))}
    ${set(`count${group}_${half}`, `(i64x2.sub ${get(`count${group}_${half}`)} ${get('in')})`)}
    ${add(`sum${group}_${half}`, `(v128.and ${get(`value${half}`)} ${get('in')})`)}`,
    );
  const spread = (half: Half): string =>
    each(
      groups,
      (group) => `
    ${set('deviation', `(f64x2.sub ${get(`value${half}`)} ${get(`sum${group}_${half}`)})`)}
    ${add(`squares${group}_${half}`, `(v128.and (f64x2.mul ${get('deviation')} ${get('deviation')}) ${isIn(group, half)})`)}`,
    );
  const mean = (group: number, half: Half): string => {
    const [count, total] = ['count', 'sum'].map((figure) => `${figure}${group}_${half}`);
    const low = `(i8x16.shuffle 0 1 2 3 8 9 10 11 0 1 2 3 0 1 2 3 ${get(count)} ${get(count)})`;
    return `${set(count, `(f64x2.convert_low_i32x4_s ${low})`)} ${set(total, `(f64x2.div ${get(total)} ${get(count)})`)}`;
  };
  return `(func (export "${name}") ${parameters('i32', 'firstValues stride firstSequences subjects tables results')}
  ${locals('i32', 'values sequences end')} ${locals('v128', 'sequence turned valid in deviation table0 table1 group0 group1')}
  ${locals('v128', ofHalves(['value', ...figures]))}
  ${each(
    Array.from({ length: tables }, (_, place) => place),
    (place) => set(`table${place}`, table(place)),
  )}
  ${set('end', `(i32.add ${get('firstSequences')} (i32.shl ${get('subjects')} (i32.const 4)))`)}
  ${overSubjects('add', sum)}
  ${each(groups, (group) => each(halves, (half) => mean(group, half)))}
  ${overSubjects('square', spread)}
  ${each(figures, (figure, place) => each(halves, (half) => `(v128.store offset=${32 * place + 16 * half} ${get('results')} ${get(`${figure}${half}`)})`))})`;
}

/** The module: a function for each selection, which fills three rows of four numbers for each group: its numbers, means and sums of squares. */
export const moduleText = `(module
(import "trials" "memory" (memory 1))
${each(Object.keys(selections) as Selection[], sumUp)})
`;
