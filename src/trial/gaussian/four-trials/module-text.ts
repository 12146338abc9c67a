import { streamText } from '../../../random/four-streams/stream-text.ts';
import { advance, each, get, half64, halves, lanes, locals, parameters, set, storeHalf64 } from '../../../vectors/words.ts';

/**
 * The text (WebAssembly text format, SIMD) of a module that makes four neighbouring Gaussian trials side by side: the numbers of their streams, their permuted blocks, and
 * their responses, with the operations of `blocksFrom` and of `GaussianGenerator` in the same order, so the same bits. `npm run build:wasm` assembles it into `module-bytes.ts`.
 */

const whole = (half: 0 | 1, size: string): string => `(i32x4.trunc_sat_f64x2_u_zero (f64x2.mul ${half64(half, get('numbers'))} ${size}))`;
/** The places that the next numbers draw of those left. */
const drawnPlaces = `(i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 ${whole(0, get('left'))} ${whole(1, get('left'))})`;
/** Exchanges the last place of those left in a block with the one drawn. */
const exchange = (lane: number): string => `
  ${set('other', `(i32.add ${get('start')} (i32.shl (i32x4.extract_lane ${lane} ${get('drawn')}) (i32.const 4)))`)}
  ${set('code', `(i32.load offset=${4 * lane} ${get('other')})`)}
  (i32.store offset=${4 * lane} ${get('other')} (i32.load offset=${4 * lane} ${get('last')}))
  (i32.store offset=${4 * lane} ${get('last')} ${get('code')})`;
/** Fills whole blocks of sequence codes from `start` to `end`: those of the block, shuffled by as many numbers less one. In a pair, the number draws who comes first. */
const blocks = `(func (export "blocks") ${parameters('i32', 'numbers block size start end')} ${locals('i32', 'place last other code')} ${locals('v128', 'drawn left')}
  (if (i32.eq ${get('size')} (i32.const 2)) (then
    ${set('left', '(v128.const f64x2 2 2)')}
    (loop $nextPair
      ${set('drawn', drawnPlaces)}
      (v128.store ${get('start')} (i32x4.sub (v128.const i32x4 1 1 1 1) ${get('drawn')}))
      (v128.store offset=16 ${get('start')} ${get('drawn')})
      ${advance('numbers', 32)}
      ${advance('start', 32)}
      (br_if $nextPair (i32.lt_u ${get('start')} ${get('end')})))
    (return)))
  (loop $nextBlock
    ${set('place', get('block'))}
    ${set('last', get('start'))}
    (loop $copy
      (v128.store ${get('last')} (v128.load32_splat ${get('place')}))
      ${advance('place', 4)}
      ${advance('last', 16)}
      (br_if $copy (i32.lt_u ${get('place')} (i32.add ${get('block')} (i32.shl ${get('size')} (i32.const 2))))))
    ${set('place', get('last'))}
    ${set('left', `(f64x2.splat (f64.convert_i32_u ${get('size')}))`)}
    ${advance('last', -16)}
    (loop $shuffle
      ${set('drawn', drawnPlaces)}
      ${each(lanes, exchange)}
      ${set('left', `(f64x2.sub ${get('left')} (v128.const f64x2 1 1))`)}
      ${advance('numbers', 32)}
      ${advance('last', -16)}
      (br_if $shuffle (i32.gt_u ${get('last')} ${get('start')})))
    ${set('start', get('place'))}
    (br_if $nextBlock (i32.lt_u ${get('start')} ${get('end')}))))`;

const cells = lanes.map((lane) => `cell${lane}`);
const meanOf = (half: 0 | 1): string => `(v128.load64_lane 1 ${get(cells[2 * half + 1])} (v128.load64_zero ${get(cells[2 * half])}))`;
/**
 * Responses of `subjects` participants in `periods` periods: mean of the sequence in the period + SD between · the participant's number + SD within · the period's number;
 * `unused` bytes of numbers are left after each participant.
 */
const respond = `(func (export "respond") ${parameters('i32', 'sequences numbers unused values means subjects periods')} ${parameters('f64', 'sdBetween sdWithin')}
  ${locals('i32', `end left ${cells.join(' ')}`)} ${locals('v128', 'cell between within patient0 patient1')}
  ${set('between', `(f64x2.splat ${get('sdBetween')})`)}
  ${set('within', `(f64x2.splat ${get('sdWithin')})`)}
  ${set('end', `(i32.add ${get('sequences')} (i32.shl ${get('subjects')} (i32.const 4)))`)}
  (loop $nextSubject
    ${set('cell', `(i32x4.add (i32x4.mul (v128.load ${get('sequences')}) (i32x4.splat (i32.shl ${get('periods')} (i32.const 3)))) (i32x4.splat ${get('means')}))`)}
    ${each(cells, (cell, lane) => set(cell, `(i32x4.extract_lane ${lane} ${get('cell')})`))}
    ${each(halves, (half) => set(`patient${half}`, `(f64x2.mul ${get('between')} ${half64(half, get('numbers'))})`))}
    ${set('left', get('periods'))}
    (loop $nextPeriod
      ${advance('numbers', 32)}
      ${each(halves, (half) => storeHalf64(half, get('values'), `(f64x2.add (f64x2.add ${meanOf(half)} ${get(`patient${half}`)}) (f64x2.mul ${get('within')} ${half64(half, get('numbers'))}))`))}
      ${each(cells, (cell) => advance(cell, 8))}
      ${advance('values', 32)}
      (br_if $nextPeriod (local.tee $left (i32.sub ${get('left')} (i32.const 1)))))
    ${advance('numbers', `(i32.add ${get('unused')} (i32.const 32))`)}
    ${advance('sequences', 16)}
    (br_if $nextSubject (i32.lt_u ${get('sequences')} ${get('end')}))))`;

/** The module: the functions of `StreamExports`, `blocks` and `respond`. */
export const moduleText = `(module
${streamText}
${blocks}
${respond})
`;
