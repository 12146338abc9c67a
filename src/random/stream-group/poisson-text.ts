import { EXPONENTIAL } from '../../elementary/exp.ts';
import { exponential, exponentialLocals } from './exponential-text.ts';
import { advance, all64, each, get, locals, parameters, set } from '../../vectors/words.ts';
import { groupLayout as group } from './group-layout.ts';

// Poisson counts of two participants side by side: the operations of `poisson` (variates.ts) in the same order, so the same bits.

const [first, ...later] = [1, 2, 3, 4, 5, 6, 7, 8];
/** mean / count: by a division, or exactly by a power of two of one. */
const quotients: Readonly<Record<number, string>> = {
  1: get('mean'),
  2: `(f64x2.mul ${get('mean')} ${all64('0.5')})`,
  3: get('third'),
  4: `(f64x2.mul ${get('mean')} ${all64('0.25')})`,
  5: `(f64x2.div ${get('mean')} ${all64('5')})`,
  6: `(f64x2.mul ${get('third')} ${all64('0.5')})`,
  7: `(f64x2.div ${get('mean')} ${all64('7')})`,
  8: `(f64x2.mul ${get('mean')} ${all64('0.125')})`,
};
const compared = `${set('below', `(i64x2.sub ${get('below')} (f64x2.gt ${get('uniform')} ${get('sum')}))`)}`;
const step = (count: number): string => `
  ${set('e', `(f64x2.mul ${get('e')} ${quotients[count]})`)}
  ${set('sum', `(f64x2.add ${get('sum')} ${get('e')})`)}
  ${compared}`;

/** Goes on from the eighth count in one lane, and stores what it finds. */
const beyond = (lane: 0 | 1): string => `
  (if (i32.gt_s (i32.wrap_i64 (i64x2.extract_lane ${lane} ${get('below')})) (i32.const 8)) (then
    ${set('one', `(f64x2.extract_lane ${lane} ${get('mean')})`)}
    ${set('probability', `(f64x2.extract_lane ${lane} ${get('e')})`)}
    ${set('upTo', `(f64x2.extract_lane ${lane} ${get('sum')})`)}
    ${set('draw', `(f64x2.extract_lane ${lane} ${get('uniform')})`)}
    ${set('count', '(f64.const 8)')}
    (block $found (loop $more
      (br_if $found (i32.eqz (i32.and (f64.gt ${get('draw')} ${get('upTo')}) (f64.lt ${get('count')} (f64.const 1000)))))
      ${set('count', `(f64.add ${get('count')} (f64.const 1))`)}
      ${set('probability', `(f64.mul ${get('probability')} (f64.div ${get('one')} ${get('count')}))`)}
      ${set('upTo', `(f64.add ${get('upTo')} ${get('probability')})`)}
      (br $more)))
    (f64.store offset=${group.means + 8 * lane} ${get('place')} (f64.min ${get('count')} ${get('most')}))))`;

/**
 * The text of a function that turns the means of a group, at `means`, into Poisson counts of at most `most`, by the uniform numbers at `uniforms`; a mean that is no number stays so.
 */
export const poissons = `(func (export "poissons") ${parameters('i32', 'members')} ${parameters('f64', 'most')} (local $place i32)
  ${locals('f64', 'one probability upTo draw count')} ${locals('v128', `${exponentialLocals} mean uniform third sum below number`)}
  ${set('members', `(i32.shl ${get('members')} (i32.const 3))`)}
  (loop $next
    ${set('mean', `(v128.load offset=${group.means} ${get('place')})`)}
    ${set('uniform', `(v128.load offset=${group.uniforms} ${get('place')})`)}
    ${set('x', `(f64x2.neg ${get('mean')})`)}
    ${exponential(group.exponentials)}
    (if (i32.eqz (i64x2.all_true (f64x2.gt ${get('x')} ${all64(String(EXPONENTIAL.least))}))) (then
      ${each([0, 1] as const, (lane) => set('e', `(f64x2.replace_lane ${lane} ${get('e')} (call $exp (f64x2.extract_lane ${lane} ${get('x')})))`))}))
    ${set('sum', get('e'))}
    ${set('third', `(f64x2.div ${get('mean')} ${all64('3')})`)}
    ${set('below', '(v128.const i64x2 0 0)')}
    ${compared}
    ${each([first, ...later], step)}
    ${set('below', `(v128.and ${get('below')} (f64x2.gt ${get('mean')} ${all64('0')}))`)}
    ${set('number', `(f64x2.min (f64x2.convert_low_i32x4_s (i8x16.shuffle 0 1 2 3 8 9 10 11 0 1 2 3 8 9 10 11 ${get('below')} ${get('below')})) (f64x2.splat ${get('most')}))`)}
    (v128.store offset=${group.means} ${get('place')} (v128.bitselect ${get('number')} ${get('mean')} (f64x2.eq ${get('mean')} ${get('mean')})))
    (if (v128.any_true (i64x2.gt_s ${get('below')} (v128.const i64x2 8 8))) (then
      ${each([0, 1] as const, beyond)}))
    ${advance('place', 16)}
    (br_if $next (i32.lt_u ${get('place')} ${get('members')}))))`;
