import {
  advance,
  all32,
  all64,
  each,
  get,
  type Half,
  halves,
  interleaved,
  lanes,
  locals,
  parameters,
  rotated,
  set,
  storeHalf64,
} from '../../vectors/words.ts';
import { streamLayout as at } from './stream-layout.ts';

// The text of four streams, one in each lane of the vectors: the operations of `Stream` in the same order, so the same bits. The modules that need streams are made of these parts.

// Threefry4x32-20 over four neighbouring replicates (threefry.ts).
/** A word of the root key, its fifth in the local `parity`. */
export const keyWord = (word: number): string =>
  word % 5 === 4 ? get('parity') : `(i32.load offset=${at.key} (i32.const ${4 * (word % 5)}))`;
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
/** The fifth word of the root key, in the local `parity`. */
export const parity = set(
  'parity',
  `(i32.xor (i32.const 0x1bd11bda) (i32.xor (i32.xor ${keyWord(0)} ${keyWord(1)}) (i32.xor ${keyWord(2)} ${keyWord(3)})))`,
);
/** Turns counters, to which the key has been added, in the locals x0 … x3 into the states of generators, at the local address `state`. */
export const hash = `
  ${each([1, 2, 3, 4, 5], (number) => `${fourRounds(number % 2 === 1 ? [10, 26, 11, 21, 13, 27, 23, 5] : [6, 20, 17, 11, 25, 10, 18, 20])}\n${injection(number)}`)}
  ${set('x3', `(v128.or ${get('x3')} (v128.and (i32x4.eq (v128.or (v128.or ${get('x0')} ${get('x1')}) (v128.or ${get('x2')} ${get('x3')})) ${all32(0)}) ${all32(1)}))`)}
  ${each(lanes, (word) => `(v128.store offset=${16 * word} ${get('state')} ${get(`x${word}`)})`)}`;
const start = `(func (export "start") ${parameters('i32', 'first purpose index state')} ${locals('v128', 'x0 x1 x2 x3')} (local $parity i32)
  ${parity}
  ${set('x0', `(i32x4.add (i32x4.add (i32x4.splat ${get('first')}) (v128.const i32x4 0 1 2 3)) (i32x4.splat ${keyWord(0)}))`)}
  ${set('x1', `(i32x4.splat ${keyWord(1)})`)}
  ${set('x2', `(i32x4.splat (i32.add ${get('purpose')} ${keyWord(2)}))`)}
  ${set('x3', `(i32x4.splat (i32.add ${get('index')} ${keyWord(3)}))`)}
  ${hash})`;

// What lies outside a layer of the ziggurat (stream.ts), in one lane: xoshiro128** of its state a, b, c, d. The density exp(−x²/2), whose second derivative is at most 1, lies
// within (x − e₁)(e₀ − x)/2 of its chord over a layer's edges e₁ < x < e₀: only an ordinate as near to the chord as that is compared with the density itself.
const bits = (target: string): string => `
  ${set(target, `(i32.mul (i32.rotl (i32.mul ${get('b')} (i32.const 5)) (i32.const 7)) (i32.const 9))`)}
  ${set('t', `(i32.shl ${get('b')} (i32.const 9))`)}
  ${set('c', `(i32.xor ${get('c')} ${get('a')})`)}
  ${set('d', `(i32.xor ${get('d')} ${get('b')})`)}
  ${set('b', `(i32.xor ${get('b')} ${get('c')})`)}
  ${set('a', `(i32.xor ${get('a')} ${get('d')})`)}
  ${set('c', `(i32.xor ${get('c')} ${get('t')})`)}
  ${set('d', `(i32.rotl ${get('d')} (i32.const 11))`)}`;
const scalarPosition = (word: string): string =>
  `(f64.add (f64.mul (f64.convert_i32_u (i32.shr_u ${get(word)} (i32.const 11))) (f64.const 0x1p32)) (f64.convert_i32_u ${get('low')}))`;
const uniform = `${bits('high')} ${bits('low')} ${set('u', `(f64.mul (f64.add ${scalarPosition('high')} (f64.const 0.5)) (f64.const 0x1p-53))`)}`;
const layerOf = set('layer', `(i32.shl (i32.and ${get('word')} (i32.const 255)) (i32.const 4))`);
const height = (next: 0 | 1): string => `(f64.load offset=${at.heights + 8 * next} (i32.shr_u ${get('layer')} (i32.const 1)))`;
const tailStart = `(f64.load offset=${at.layers + 8} (i32.const 0))`;
const tail = `(loop $tail
      ${uniform}
      ${set('x', `(f64.div (f64.neg (call $log ${get('u')})) ${tailStart})`)}
      ${uniform}
      (br_if $tail (i32.eqz (f64.gt (f64.mul (f64.const -2) (call $log ${get('u')})) (f64.mul ${get('x')} ${get('x')})))))
    ${set('x', `(f64.add ${tailStart} ${get('x')})`)}`;
/** The number of a position x in a layer of which it lies outside, and the state behind it. */
export const outsideTheLayer = `(func $outsideTheLayer ${parameters('i32', 'a b c d word')} ${parameters('f64', 'x')} (result f64 i32 i32 i32 i32)
  ${locals('i32', 't low high layer')} ${locals('f64', 'u height edge width above')}
  ${layerOf}
  (block $found (loop $again
    (if (i32.eqz ${get('layer')}) (then ${tail} (br $found)))
    ${uniform}
    ${set('height', `(f64.sub ${height(1)} ${height(0)})`)}
    ${set('u', `(f64.add ${height(0)} (f64.mul ${get('u')} ${get('height')}))`)}
    ${set('edge', `(f64.load offset=${at.layers - 8} ${get('layer')})`)}
    ${set('width', `(f64.sub ${get('edge')} (f64.load offset=${at.layers + 8} ${get('layer')}))`)}
    ${set('edge', `(f64.sub ${get('edge')} ${get('x')})`)}
    ${set('above', `(f64.sub ${get('u')} (f64.add ${height(0)} (f64.div (f64.mul ${get('height')} ${get('edge')}) ${get('width')})))`)}
    (br_if $found (if (result i32) (f64.gt (f64.abs ${get('above')}) (f64.add (f64.mul (f64.mul ${get('edge')} (f64.sub ${get('width')} ${get('edge')})) (f64.const 0.5)) (f64.const 0x1p-40)))
      (then (f64.lt ${get('above')} (f64.const 0)))
      (else (f64.lt ${get('u')} (call $exp (f64.div (f64.mul (f64.neg ${get('x')}) ${get('x')}) (f64.const 2)))))))
    ${bits('word')} ${bits('low')}
    ${layerOf}
    ${set('x', `(f64.mul ${scalarPosition('word')} (f64.load offset=${at.layers} ${get('layer')}))`)}
    (br_if $again (i32.eqz (f64.lt ${get('x')} (f64.load offset=${at.layers + 8} ${get('layer')}))))))
  (f64.mul (f64.convert_i32_s (i32.sub (i32.const 1) (i32.and (i32.shr_u ${get('word')} (i32.const 7)) (i32.const 2)))) ${get('x')})
  ${get('a')} ${get('b')} ${get('c')} ${get('d')})`;

// Four streams side by side.
const words = ['a', 'b', 'c', 'd'];
/** Takes the state of four streams from its address, the local `state`, and puts it back. */
export const loadState = each(words, (word, place) => set(word, `(v128.load offset=${16 * place} ${get('state')})`));
export const saveState = (address: string): string =>
  each(words, (word, place) => `(v128.store offset=${16 * place} ${get(address)} ${get(word)})`);
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
const position = (half: Half): string => `
  ${set(`x${half}`, `(f64x2.sub ${interleaved(half, get('high'), all32('0x45300000'))} ${all64('0x1.00000001p84')})`)}
  ${set(`x${half}`, `(f64x2.add ${get(`x${half}`)} ${interleaved(half, get('low'), all32('0x43300000'))})`)}`;
const numbersOfHalf = (half: Half): string => `
  ${set('p', `(i32x4.extract_lane ${2 * half} ${get('layers')})`)}
  ${set('q', `(i32x4.extract_lane ${2 * half + 1} ${get('layers')})`)}
  ${position(half)}
  ${set('edges0', `(v128.load offset=${at.layers} ${get('p')})`)}
  ${set('edges1', `(v128.load offset=${at.layers} ${get('q')})`)}
  ${set(`x${half}`, `(f64x2.mul ${get(`x${half}`)} (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 ${get('edges0')} ${get('edges1')}))`)}
  ${set(`inside${half}`, `(f64x2.lt (f64x2.abs ${get(`x${half}`)}) (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 ${get('edges0')} ${get('edges1')}))`)}
  ${storeHalf64(half, get('place'), get(`x${half}`))}`;
const outsideOfLane = (lane: number): string => {
  const [half, place] = [lane >> 1, lane & 1];
  const state = words.map((word) => `(i32x4.extract_lane ${lane} ${get(word)})`).join(' ');
  return `(if (i32.eqz (i32.and ${get(`bits${half}`)} (i32.const ${1 << place}))) (then
    (call $outsideTheLayer ${state} (i32x4.extract_lane ${lane} ${get('word')}) (f64.abs (f64x2.extract_lane ${place} ${get(`x${half}`)})))
    local.set $oneD local.set $oneC local.set $oneB local.set $oneA local.set $number
    (f64.store offset=${8 * lane} ${get('place')} ${get('number')})
    ${each(words, (word) => set(word, `(i32x4.replace_lane ${lane} ${get(word)} ${get(`one${word.toUpperCase()}`)})`))}))`;
};
/** One normal number of every stream, stored in a row at the local `place`: the layer's number is in the lowest eight bits of its first word, the sign in the next. */
export const normalRow = `
  ${nextWords('word')}
  ${nextWords('low')}
  ${set('layers', `(v128.and (i32x4.shl ${get('word')} (i32.const 4)) ${all32(16 * 511)})`)}
  ${set('high', `(i32x4.shr_u ${get('word')} (i32.const 11))`)}
  ${each(halves, numbersOfHalf)}
  (if (i32.ne (i64x2.bitmask (v128.and ${get('inside0')} ${get('inside1')})) (i32.const 3)) (then
    ${each(halves, (half) => set(`bits${half}`, `(i64x2.bitmask ${get(`inside${half}`)})`))}
    ${each(lanes, outsideOfLane)}))`;
/** One uniform number of every stream. */
export const uniformRow = `
  ${nextWords('word')}
  ${nextWords('low')}
  ${set('high', `(i32x4.shr_u ${get('word')} (i32.const 11))`)}
  ${each(halves, (half) => `${position(half)} ${storeHalf64(half, get('place'), `(f64x2.mul (f64x2.add ${get(`x${half}`)} ${all64('0.5')}) ${all64('0x1p-53')})`)}`)}`;

/** Locals of a function with rows of numbers. */
export const rowLocals = `${locals('i32', 'p q bits0 bits1 oneA oneB oneC oneD')} (local $number f64)
  ${locals('v128', 'a b c d t word low high layers x0 x1 inside0 inside1 edges0 edges1')}`;

/** A function that stores the next `count` numbers of four streams in rows from `place` on. */
const rows = (name: string, row: string): string => `
(func (export "${name}") ${parameters('i32', 'state place count')} (local $end i32) ${rowLocals}
  ${loadState}
  ${set('end', `(i32.add ${get('place')} (i32.shl ${get('count')} (i32.const 5)))`)}
  (loop $next
    ${row}
    ${advance('place', 32)}
    (br_if $next (i32.lt_u ${get('place')} ${get('end')})))
  ${saveState('state')})`;

/** What every module with streams imports, and its memory. */
export const imports = `(import "math" "exp" (func $exp (param f64) (result f64)))
(import "math" "log" (func $log (param f64) (result f64)))
(import "streams" "memory" (memory 1))`;

/** What most modules with streams begin with: their imports, their memory, and the functions of `StreamExports`. */
export const streamText = `${imports}
${start}
${outsideTheLayer}
${rows('normals', normalRow)}
${rows('uniforms', uniformRow)}`;
