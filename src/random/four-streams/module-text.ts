import { streamLayout } from './module-layout.ts';
import { all64, each, get, type Half, halves, lanes, locals, set } from './module-words.ts';
import { loadState, moduleHead, nextWords, normalLocals, normals, position } from './stream-text.ts';

/**
 * The text (WebAssembly text format, SIMD) of a module that fills four rows with the numbers of four streams, those of a purpose in neighbouring trials:
 * `normals(first trial, purpose, index, count)` and `uniforms(…)`. `npm run build:wasm` assembles it into `module-bytes.ts`.
 */

const parameters = '(param $first i32) (param $purpose i32) (param $index i32) (param $count i32)';
/** The place of the next number in the row of each lane. */
const places = lanes.map((lane) => `place${lane}`);
const begin = `
  (call $start ${get('first')} ${get('purpose')} ${get('index')})
  ${loadState}
  ${set('count', `(i32.shl ${get('count')} (i32.const 3))`)}
  ${set('place0', `(i32.const ${streamLayout.free})`)}
  ${each([1, 2, 3], (lane) => set(`place${lane}`, `(i32.add ${get(`place${lane - 1}`)} ${get('count')})`))}
  ${set('end', get('place1'))}`;
const proceed = `
  ${each(places, (place) => set(place, `(i32.add ${get(place)} (i32.const 8))`))}
  (br_if $next (i32.lt_u ${get('place0')} ${get('end')}))`;
const storeHalf = (half: Half, value: string): string => `
  ${set('row', value)}
  ${each([0, 1], (place) => `(v128.store64_lane ${place} ${get(places[2 * half + place])} ${get('row')})`)}`;
const storeLane = (lane: number, value: string): string => `(f64.store ${get(places[lane])} ${value})`;
const ownLocals = `${locals('i32', `end ${places.join(' ')}`)} ${locals('v128', 'row')}`;

const fillNormals = `(func (export "normals") ${parameters} ${normalLocals} ${ownLocals}
  ${begin}
  (loop $next
    ${normals({ ofHalf: storeHalf, ofLane: storeLane })}
    ${proceed}))`;

const fillUniforms = `(func (export "uniforms") ${parameters} ${normalLocals} ${ownLocals}
  ${begin}
  (loop $next
    ${nextWords('word')}
    ${nextWords('low')}
    ${set('high', `(i32x4.shr_u ${get('word')} (i32.const 11))`)}
    ${each(halves, (half) => `${position(half)} ${storeHalf(half, `(f64x2.mul (f64x2.add ${get(`x${half}`)} ${all64('0.5')}) ${all64('0x1p-53')})`)}`)}
    ${proceed}))`;

/** The module: `memory`, `normals` and `uniforms`, which fill four rows of `count` ≥ 1 numbers behind `streamLayout.free`. */
export const moduleText = `(module
${moduleHead}
${fillNormals}
${fillUniforms})
`;
