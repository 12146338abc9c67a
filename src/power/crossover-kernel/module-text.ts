import { each, get, type Half, halves, locals, set } from '../../random/four-streams/module-words.ts';
import { loadState, moduleHead, nextWords, normalLocals, normals } from '../../random/four-streams/stream-text.ts';
import { layout } from './module-layout.ts';

// The text of one module, in the order in which it runs: longer than other files, since no part of it is used by itself.

/**
 * The text (WebAssembly text format, SIMD) of a module that simulates and sums up four crossover trials at a time, one in each lane, with the very
 * numbers of `Stream`, of the Gaussian generator and of `DifferenceSums`: the same operations in the same order, so the same bits. Longer than most files because it
 * is one program. `npm run build:wasm` assembles it into `module-bytes.ts`; `tests/power/crossover-kernel/four-crossovers.test.ts` holds the bytes to this text and their numbers to TypeScript's.
 */

const at = layout;

// Period 1 − period 2 of both patients of a pair, in two of the four trials.
const normal = (draw: number, half: Half): string => `(v128.load offset=${at.normals + 32 * draw + 16 * half} (i32.const 0))`;
const splat64 = (offset: number): string => `(v128.load64_splat offset=${offset} (i32.const 0))`;
const chosen = (yes: string, no: string, mask: string): string => `(v128.bitselect ${yes} ${no} ${mask})`;
const response = (mean: string, patient: string, draw: number, half: Half): string =>
  `(f64x2.add (f64x2.add ${mean} ${get(patient)}) (f64x2.mul ${splat64(at.sds + 8)} ${normal(draw, half)}))`;
const difference = (patient: string, draw: number, half: Half, ifSecond: readonly [number, number]): string => {
  const mean = (period: number): string =>
    chosen(splat64(at.means + 8 * (2 * ifSecond[0] + period)), splat64(at.means + 8 * (2 * ifSecond[1] + period)), get('second'));
  return `(f64x2.sub ${response(mean(0), patient, draw + 1, half)} ${response(mean(1), patient, draw + 2, half)})`;
};
const added = (sum: string, value: string): string => set(sum, `(f64x2.add ${get(sum)} ${value})`);
/** Whether the second patient of the pair takes the reference first. */
const orders = (half: Half): string => `
  ${set('second', `(i64x2.extend_${half === 0 ? 'low' : 'high'}_i32x4_s (v128.load ${get('pair')}))`)}
  ${set('swapped', `(v128.xor (v128.not ${get('second')}) ${get('referenceMask')})`)}`;
const differences = (half: Half): string => `
  ${orders(half)}
  ${set('one', `(f64x2.mul ${splat64(at.sds)} ${normal(0, half)})`)}
  ${set('two', `(f64x2.mul ${splat64(at.sds)} ${normal(3, half)})`)}
  ${set('x0', difference('one', 0, half, [0, 1]))}
  ${set('x1', difference('two', 3, half, [1, 0]))}
  ${set('one', chosen(get('x1'), get('x0'), get('swapped')))}
  ${set('two', chosen(get('x0'), get('x1'), get('swapped')))}
  (v128.store offset=${16 * half} ${get('place')} ${get('one')})
  (v128.store offset=${32 + 16 * half} ${get('place')} ${get('two')})
  ${set(`reference${half}`, `(f64x2.add ${get(`reference${half}`)} ${get('one')})`)}
  ${set(`comparator${half}`, `(f64x2.add ${get(`comparator${half}`)} ${get('two')})`)}`;
const squareAbout = (value: string, mean: string): string =>
  `${set('one', `(f64x2.sub ${value} ${get(mean)})`)}\n${set('one', `(f64x2.mul ${get('one')} ${get('one')})`)}`;
/** The differences of a pair: of the patient who took the reference first, and of the other. */
const stored = (group: number, half: Half): string => `(v128.load offset=${32 * group + 16 * half} ${get('place')})`;
const squares = (half: Half): string => `
  ${squareAbout(stored(0, half), `reference${half}`)} ${added(`referenceSquares${half}`, get('one'))}
  ${squareAbout(stored(1, half), `comparator${half}`)} ${added(`comparatorSquares${half}`, get('one'))}`;
/** The values of both patients added in the order of their numbers. */
const inOrder = (sum: string): string => `
  ${added(sum, chosen(get('two'), get('one'), get('swapped')))}
  ${added(sum, chosen(get('one'), get('two'), get('swapped')))}`;
const pairedSums = (half: Half): string => `
  ${orders(half)}
  ${set('one', `(f64x2.neg ${stored(0, half)})`)}
  ${set('two', stored(1, half))}
  ${inOrder(`paired${half}`)}`;
const pairedSquares = (half: Half): string => `
  ${orders(half)}
  ${squareAbout(`(f64x2.neg ${stored(0, half)})`, `paired${half}`)} ${set('two', get('one'))}
  ${squareAbout(stored(1, half), `paired${half}`)} ${set('x0', get('one'))} ${set('one', get('two'))} ${set('two', get('x0'))}
  ${inOrder(`pairedSquares${half}`)}`;
/** Once more over all pairs. */
const overPairs = (label: string, text: (half: Half) => string): string => `
  ${set('pair', `(i32.const ${at.work})`)}
  ${set('place', get('pairsEnd'))}
  (loop $${label}
    ${each(halves, text)}
    ${set('place', `(i32.add ${get('place')} (i32.const 64))`)}
    ${set('pair', `(i32.add ${get('pair')} (i32.const 16))`)}
    (br_if $${label} (i32.lt_u ${get('pair')} ${get('pairsEnd')})))`;
const groups = ['reference', 'comparator', 'paired'] as const;
const sumsOf = (of: readonly string[]): string[] => of.flatMap((group) => halves.map((half) => `${group}${half}`));
/** Three means of each lane, then three sums of squares. */
const results = each(
  sumsOf([...groups, ...groups.map((group) => `${group}Squares`)]),
  (sum, place) => `(v128.store offset=${at.results + 16 * place} (i32.const 0) ${get(sum)})`,
);
const storeHalf = (half: Half, value: string): string => `(v128.store offset=${at.normals + 16 * half} ${get('draw')} ${value})`;
const storeLane = (lane: number, value: string): string => `(f64.store offset=${at.normals + 8 * lane} ${get('draw')} ${value})`;

const simulateFour = `(func (export "simulateFour")
  (param $first i32) (param $pairs i32) (param $referenceFirst i32) (param $allocation i32) (param $outcomes i32) (param $paired i32)
  ${normalLocals}
  ${locals('i32', 'draw pair pairsEnd place')}
  ${locals('v128', 'referenceMask second swapped one two')}
  ${locals('v128', sumsOf([...groups, ...groups.map((group) => `${group}Squares`)]).join(' '))}
  (call $start ${get('first')} ${get('allocation')} (i32.const 0))
  ${loadState}
  ${set('pair', `(i32.const ${at.work})`)}
  ${set('pairsEnd', `(i32.add ${get('pair')} (i32.shl ${get('pairs')} (i32.const 4)))`)}
  (loop $allocate
    ${nextWords('word')}
    ${nextWords('low')}
    (v128.store ${get('pair')} (i32x4.shr_s ${get('word')} (i32.const 31)))
    ${set('pair', `(i32.add ${get('pair')} (i32.const 16))`)}
    (br_if $allocate (i32.lt_u ${get('pair')} ${get('pairsEnd')})))
  (call $start ${get('first')} ${get('outcomes')} (i32.const 0))
  ${loadState}
  ${set('referenceMask', `(i64x2.splat (i64.sub (i64.const 0) (i64.extend_i32_u ${get('referenceFirst')})))`)}
  ${set('pair', `(i32.const ${at.work})`)}
  ${set('place', get('pairsEnd'))}
  (loop $observe
    ${set('draw', '(i32.const 0)')}
    (loop $six
      ${normals({ ofHalf: storeHalf, ofLane: storeLane })}
      ${set('draw', `(i32.add ${get('draw')} (i32.const 32))`)}
      (br_if $six (i32.lt_u ${get('draw')} (i32.const 192))))
    ${each(halves, differences)}
    ${set('place', `(i32.add ${get('place')} (i32.const 64))`)}
    ${set('pair', `(i32.add ${get('pair')} (i32.const 16))`)}
    (br_if $observe (i32.lt_u ${get('pair')} ${get('pairsEnd')})))
  ${set('t', `(f64x2.splat (f64.convert_i32_s ${get('pairs')}))`)}
  ${each(sumsOf(['reference', 'comparator']), (sum) => set(sum, `(f64x2.div ${get(sum)} ${get('t')})`))}
  ${overPairs('spread', squares)}
  (if ${get('paired')} (then
    ${overPairs('pairs', pairedSums)}
    ${set('t', `(f64x2.add ${get('t')} ${get('t')})`)}
    ${each(sumsOf(['paired']), (sum) => set(sum, `(f64x2.div ${get(sum)} ${get('t')})`))}
    ${overPairs('pairedSpread', pairedSquares)}))
  ${results})`;

/** The module: `memory`, and `simulateFour(first, pairs, referenceFirst, allocation purpose, outcomes purpose)`, which fills `results` for trials first … first + 3. */
export const moduleText = `(module
${moduleHead}
${simulateFour})
`;
