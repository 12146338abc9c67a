import { layout } from './module-layout.ts';

// The text of one module, in the order in which it runs: longer than other files, since no part of it is used by itself.

/**
 * The text (WebAssembly text format, SIMD) of a module that simulates and sums up four crossover trials at a time, one in each lane, with the very
 * numbers of `Stream` and of the short way in `pair-kernel.ts`: the same operations in the same order, so the same bits. Longer than most files because it
 * is one program. `npm run build:wasm` assembles it into `module-bytes.ts`; `tests/power/crossover-kernel/four-crossovers.test.ts` holds the bytes to this text and their numbers to TypeScript's.
 */

const at = layout;
const lanes = [0, 1, 2, 3] as const;
const halves = [0, 1] as const;
type Half = (typeof halves)[number];

const each = <Item>(items: readonly Item[], text: (item: Item, place: number) => string): string => items.map(text).join('\n');
const get = (name: string): string => `(local.get $${name})`;
const set = (name: string, value: string): string => `(local.set $${name} ${value})`;
const locals = (type: string, names: string): string => each(names.split(' '), (name) => `(local $${name} ${type})`);
const all32 = (word: string | number): string => `(v128.const i32x4 ${word} ${word} ${word} ${word})`;
const all64 = (value: string): string => `(v128.const f64x2 ${value} ${value})`;
const rotated = (words: string, by: number): string =>
  `(v128.or (i32x4.shl ${words} (i32.const ${by})) (i32x4.shr_u ${words} (i32.const ${32 - by})))`;
/** The words of two vectors in turn, from their lower or upper halves: two 64-bit lanes with the first vector's words below. */
const interleaved = (half: Half, below: string, above: string): string => {
  const bytes = half === 0 ? '0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23' : '8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31';
  return `(i8x16.shuffle ${bytes} ${below} ${above})`;
};

// Threefry4x32-20 over four neighbouring replicates (threefry.ts).
const keyWord = (word: number): string => (word % 5 === 4 ? get('parity') : `(i32.load offset=${at.key} (i32.const ${4 * (word % 5)}))`);
const mix = (x: string, y: string, by: number): string =>
  `${set(x, `(i32x4.add ${get(x)} ${get(y)})`)} ${set(y, `(v128.xor ${rotated(get(y), by)} ${get(x)})`)}`;
const fourRounds = (rotations: readonly number[]): string =>
  each([0, 1, 2, 3], (round) => {
    const [y, z] = round % 2 === 0 ? ['x1', 'x3'] : ['x3', 'x1'];
    return `${mix('x0', y, rotations[2 * round])} ${mix('x2', z, rotations[2 * round + 1])}`;
  });
const injection = (number: number): string =>
  each(lanes, (word) => {
    const value = word === 3 ? `(i32.add ${keyWord(number + word)} (i32.const ${number}))` : keyWord(number + word);
    return set(`x${word}`, `(i32x4.add ${get(`x${word}`)} (i32x4.splat ${value}))`);
  });
const start = `(func $start (param $first i32) (param $purpose i32) ${locals('v128', 'x0 x1 x2 x3')} (local $parity i32)
  ${set('parity', `(i32.xor (i32.const 0x1bd11bda) (i32.xor (i32.xor ${keyWord(0)} ${keyWord(1)}) (i32.xor ${keyWord(2)} ${keyWord(3)})))`)}
  ${set('x0', `(i32x4.add (i32x4.add (i32x4.splat ${get('first')}) (v128.const i32x4 0 1 2 3)) (i32x4.splat ${keyWord(0)}))`)}
  ${set('x1', `(i32x4.splat ${keyWord(1)})`)}
  ${set('x2', `(i32x4.splat (i32.add ${get('purpose')} ${keyWord(2)}))`)}
  ${set('x3', `(i32x4.splat ${keyWord(3)})`)}
  ${each([1, 2, 3, 4, 5], (number) => `${fourRounds(number % 2 === 1 ? [10, 26, 11, 21, 13, 27, 23, 5] : [6, 20, 17, 11, 25, 10, 18, 20])}\n${injection(number)}`)}
  ${set('x3', `(v128.or ${get('x3')} (v128.and (i32x4.eq (v128.or (v128.or ${get('x0')} ${get('x1')}) (v128.or ${get('x2')} ${get('x3')})) ${all32(0)}) ${all32(1)}))`)}
  ${each(lanes, (word) => `(v128.store offset=${at.state + 16 * word} (i32.const 0) ${get(`x${word}`)})`)})`;

// xoshiro128** of one lane, its state in globals; what lies outside a layer of the ziggurat (stream.ts).
const scalar = `${each(['a', 'b', 'c', 'd'], (word) => `(global $${word} (mut i32) (i32.const 0))`)}
(func $bits (result i32) ${locals('i32', 'b c d')}
  ${set('b', '(global.get $b)')}
  ${set('c', `(i32.xor (global.get $c) (global.get $a))`)}
  ${set('d', `(i32.xor (global.get $d) ${get('b')})`)}
  (global.set $b (i32.xor ${get('b')} ${get('c')}))
  (global.set $a (i32.xor (global.get $a) ${get('d')}))
  (global.set $c (i32.xor ${get('c')} (i32.shl ${get('b')} (i32.const 9))))
  (global.set $d (i32.rotl ${get('d')} (i32.const 11)))
  (i32.mul (i32.rotl (i32.mul ${get('b')} (i32.const 5)) (i32.const 7)) (i32.const 9)))
(func $position (param $word i32) (result f64)
  (f64.add (f64.mul (f64.convert_i32_u (i32.shr_u ${get('word')} (i32.const 11))) (f64.const 0x1p32)) (f64.convert_i32_u (call $bits))))
(func $uniform (result f64) (f64.mul (f64.add (call $position (call $bits)) (f64.const 0.5)) (f64.const 0x1p-53)))
(func $layer (param $word i32) (result i32) (i32.shl (i32.and ${get('word')} (i32.const 255)) (i32.const 3)))
(func $signed (param $word i32) (param $x f64) (result f64)
  (f64.mul (f64.convert_i32_s (i32.sub (i32.const 1) (i32.and (i32.shr_u ${get('word')} (i32.const 7)) (i32.const 2)))) ${get('x')}))
(func $normal (result f64) (local $word i32) (local $x f64)
  ${set('word', '(call $bits)')}
  ${set('x', `(f64.mul (call $position ${get('word')}) (f64.load offset=${at.scaledEdges} (call $layer ${get('word')})))`)}
  (if (result f64) (f64.lt ${get('x')} (f64.load offset=${at.edges + 8} (call $layer ${get('word')})))
    (then (call $signed ${get('word')} ${get('x')}))
    (else (call $outsideTheLayer ${get('word')} ${get('x')}))))
(func $outsideTheLayer (param $word i32) (param $x f64) (result f64) (local $layer i32) (local $height f64)
  ${set('layer', `(call $layer ${get('word')})`)}
  (if (i32.eqz ${get('layer')}) (then (return (call $signed ${get('word')} (call $tail)))))
  ${set('height', `(f64.load offset=${at.heights} ${get('layer')})`)}
  ${set('height', `(f64.add ${get('height')} (f64.mul (call $uniform) (f64.sub (f64.load offset=${at.heights + 8} ${get('layer')}) ${get('height')})))`)}
  (if (result f64) (f64.lt ${get('height')} (call $exp (f64.div (f64.mul (f64.neg ${get('x')}) ${get('x')}) (f64.const 2))))
    (then (call $signed ${get('word')} ${get('x')}))
    (else (call $normal))))
(func $tail (result f64) (local $beyond f64)
  (loop $again (result f64)
    ${set('beyond', `(f64.div (f64.neg (call $log (call $uniform))) (f64.load offset=${at.edges + 8} (i32.const 0)))`)}
    (br_if $again (i32.eqz (f64.gt (f64.mul (f64.const -2) (call $log (call $uniform))) (f64.mul ${get('beyond')} ${get('beyond')}))))
    (f64.add (f64.load offset=${at.edges + 8} (i32.const 0)) ${get('beyond')})))`;

// Four streams side by side.
const loadState = each(['a', 'b', 'c', 'd'], (word, place) => set(word, `(v128.load offset=${at.state + 16 * place} (i32.const 0))`));
const nextWords = (target: string): string => `
  ${set('t', `(i32x4.add ${get('b')} (i32x4.shl ${get('b')} (i32.const 2)))`)}
  ${set('t', rotated(get('t'), 7))}
  ${set(target, `(i32x4.add ${get('t')} (i32x4.shl ${get('t')} (i32.const 3)))`)}
  ${set('t', `(i32x4.shl ${get('b')} (i32.const 9))`)}
  ${set('c', `(v128.xor ${get('c')} ${get('a')})`)}
  ${set('d', `(v128.xor ${get('d')} ${get('b')})`)}
  ${set('b', `(v128.xor ${get('b')} ${get('c')})`)}
  ${set('a', `(v128.xor ${get('a')} ${get('d')})`)}
  ${set('c', `(v128.xor ${get('c')} ${get('t')})`)}
  ${set('d', rotated(get('d'), 11))}`;

// One normal number in every lane: position · edge where that lies inside the layer. The 53-bit position is put together from 2^84 + high · 2^32 and 2^52 + low, which is exact.
const gathered = (offset: number): string =>
  `(v128.load64_lane offset=${offset} 1 ${get('q')} (v128.load64_zero offset=${offset} ${get('p')}))`;
const insideTheLayers = (half: Half): string => `
  ${set('p', `(i32x4.extract_lane ${2 * half} ${get('layers')})`)}
  ${set('q', `(i32x4.extract_lane ${2 * half + 1} ${get('layers')})`)}
  ${set(`x${half}`, `(f64x2.sub ${interleaved(half, get('high'), all32('0x45300000'))} ${all64('0x1.00000001p84')})`)}
  ${set(`x${half}`, `(f64x2.add ${get(`x${half}`)} ${interleaved(half, get('low'), all32('0x43300000'))})`)}
  ${set(`x${half}`, `(f64x2.mul ${get(`x${half}`)} ${gathered(at.scaledEdges)})`)}
  ${set(`inside${half}`, `(f64x2.lt ${get(`x${half}`)} ${gathered(at.edges + 8)})`)}
  (v128.store offset=${at.normals + 16 * half} ${get('draw')} (v128.xor ${get(`x${half}`)} ${interleaved(half, all32(0), get('signs'))}))`;
const outsideOfLane = (lane: number): string => {
  const [half, place] = [lane >> 1, lane & 1];
  const states = ['a', 'b', 'c', 'd'];
  return `(if (i64.eqz (i64x2.extract_lane ${place} ${get(`inside${half}`)})) (then
    ${each(states, (word) => `(global.set $${word} (i32x4.extract_lane ${lane} ${get(word)}))`)}
    (f64.store offset=${at.normals + 8 * lane} ${get('draw')}
      (call $outsideTheLayer (i32x4.extract_lane ${lane} ${get('word')}) (f64x2.extract_lane ${place} ${get(`x${half}`)})))
    ${each(states, (word) => set(word, `(i32x4.replace_lane ${lane} ${get(word)} (global.get $${word}))`))}))`;
};
const normals = `
  ${nextWords('word')}
  ${nextWords('low')}
  ${set('layers', `(i32x4.shl (v128.and ${get('word')} ${all32(255)}) (i32.const 3))`)}
  ${set('signs', `(v128.and (i32x4.shl ${get('word')} (i32.const 23)) ${all32('0x80000000')})`)}
  ${set('high', `(i32x4.shr_u ${get('word')} (i32.const 11))`)}
  ${each(halves, insideTheLayers)}
  (if (i32.eqz (i64x2.all_true (v128.and ${get('inside0')} ${get('inside1')}))) (then ${each(lanes, outsideOfLane)}))`;

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
const differences = (half: Half): string => `
  ${set('second', `(i64x2.extend_${half === 0 ? 'low' : 'high'}_i32x4_s (v128.load ${get('pair')}))`)}
  ${set('one', `(f64x2.mul ${splat64(at.sds)} ${normal(0, half)})`)}
  ${set('two', `(f64x2.mul ${splat64(at.sds)} ${normal(3, half)})`)}
  ${set('x0', difference('one', 0, half, [0, 1]))}
  ${set('x1', difference('two', 3, half, [1, 0]))}
  ${set('swapped', `(v128.xor (v128.not ${get('second')}) ${get('referenceMask')})`)}
  ${set('one', chosen(get('x1'), get('x0'), get('swapped')))}
  ${set('two', chosen(get('x0'), get('x1'), get('swapped')))}
  (v128.store offset=${16 * half} ${get('place')} ${get('one')})
  (v128.store offset=${32 + 16 * half} ${get('place')} ${get('two')})
  ${set(`reference${half}`, `(f64x2.add ${get(`reference${half}`)} ${get('one')})`)}
  ${set(`comparator${half}`, `(f64x2.add ${get(`comparator${half}`)} ${get('two')})`)}`;
const squares = (half: Half): string =>
  each(['reference', 'comparator'], (group, place) => {
    const deviation = `(f64x2.sub (v128.load offset=${32 * place + 16 * half} ${get('place')}) ${get(`${group}${half}`)})`;
    return `${set('one', deviation)}\n${set(`${group}Squares${half}`, `(f64x2.add ${get(`${group}Squares${half}`)} (f64x2.mul ${get('one')} ${get('one')}))`)}`;
  });
const results = (half: Half): string => `
  (v128.store offset=${at.results + 16 * half} (i32.const 0) (f64x2.div (f64x2.sub ${get(`comparator${half}`)} ${get(`reference${half}`)}) ${all64('2')}))
  (v128.store offset=${at.results + 32 + 16 * half} (i32.const 0)
    (f64x2.div (f64x2.add ${get(`referenceSquares${half}`)} ${get(`comparatorSquares${half}`)}) ${get('t')}))`;
const sums = ['reference', 'comparator'].flatMap((group) => halves.map((half) => `${group}${half}`));

const simulateFour = `(func (export "simulateFour")
  (param $first i32) (param $pairs i32) (param $referenceFirst i32) (param $allocation i32) (param $outcomes i32)
  ${locals('i32', 'p q draw pair pairsEnd place placesEnd')}
  ${locals('v128', 'a b c d t word low high layers signs x0 x1 inside0 inside1 referenceMask second swapped one two')}
  ${locals('v128', `${sums.join(' ')} referenceSquares0 referenceSquares1 comparatorSquares0 comparatorSquares1`)}
  (call $start ${get('first')} ${get('allocation')})
  ${loadState}
  ${set('pair', `(i32.const ${at.work})`)}
  ${set('pairsEnd', `(i32.add ${get('pair')} (i32.shl ${get('pairs')} (i32.const 4)))`)}
  (loop $allocate
    ${nextWords('word')}
    ${nextWords('low')}
    (v128.store ${get('pair')} (i32x4.shr_s ${get('word')} (i32.const 31)))
    ${set('pair', `(i32.add ${get('pair')} (i32.const 16))`)}
    (br_if $allocate (i32.lt_u ${get('pair')} ${get('pairsEnd')})))
  (call $start ${get('first')} ${get('outcomes')})
  ${loadState}
  ${set('referenceMask', `(i64x2.splat (i64.sub (i64.const 0) (i64.extend_i32_u ${get('referenceFirst')})))`)}
  ${set('pair', `(i32.const ${at.work})`)}
  ${set('place', get('pairsEnd'))}
  (loop $observe
    ${set('draw', '(i32.const 0)')}
    (loop $six
      ${normals}
      ${set('draw', `(i32.add ${get('draw')} (i32.const 32))`)}
      (br_if $six (i32.lt_u ${get('draw')} (i32.const 192))))
    ${each(halves, differences)}
    ${set('place', `(i32.add ${get('place')} (i32.const 64))`)}
    ${set('pair', `(i32.add ${get('pair')} (i32.const 16))`)}
    (br_if $observe (i32.lt_u ${get('pair')} ${get('pairsEnd')})))
  ${set('t', `(f64x2.splat (f64.convert_i32_s ${get('pairs')}))`)}
  ${each(sums, (sum) => set(sum, `(f64x2.div ${get(sum)} ${get('t')})`))}
  ${set('placesEnd', get('place'))}
  ${set('place', get('pairsEnd'))}
  (loop $spread
    ${each(halves, squares)}
    ${set('place', `(i32.add ${get('place')} (i32.const 64))`)}
    (br_if $spread (i32.lt_u ${get('place')} ${get('placesEnd')})))
  ${set('t', `(f64x2.splat (f64.convert_i32_s (i32.sub (i32.shl ${get('pairs')} (i32.const 1)) (i32.const 2))))`)}
  ${each(halves, results)})`;

/** The module: `memory`, and `simulateFour(first, pairs, referenceFirst, allocation purpose, outcomes purpose)`, which fills `results` for trials first … first + 3. */
export const moduleText = `(module
(import "math" "exp" (func $exp (param f64) (result f64)))
(import "math" "log" (func $log (param f64) (result f64)))
(memory (export "memory") 1)
${start}
${scalar}
${simulateFour})
`;
