import {
  hash,
  keyWord,
  loadState,
  rowLocals,
  normalRow,
  outsideTheLayer,
  parity,
  saveState,
  uniformRow,
  imports,
} from '../four-streams/stream-text.ts';
import { STATE_BYTES } from '../four-streams/stream-layout.ts';
import { advance, get, locals, parameters, set } from '../../vectors/words.ts';
import { groupLayout as group } from './group-layout.ts';
import { poissons } from './poisson-text.ts';

const rowsOf = (row: string, label: string, count: string): string => `
  (if ${get(count)} (then
    ${set('left', get(count))}
    (loop $${label}
      ${row}
      ${advance('place', 32)}
      ${advance('left', -1)}
      (br_if $${label} ${get('left')}))))`;

/**
 * The text of a module that starts one stream of every participant of a group and draws its first numbers, four participants side by side (`groupLayout`); a number of members that four
 * does not divide is rounded up. `start(replicate, purpose, index, members, state)` stores their states; `draw(members, normals, uniforms, state, behind, place)` so many normal and then
 * uniform numbers of each from `place` on, and the states behind them; `poissons` as its text says.
 */
export const moduleText = `(module
${imports}
${outsideTheLayer}
(func (export "start") ${parameters('i32', 'replicate purpose index members state')} ${locals('i32', 'name parity')}
  ${locals('v128', 'x0 x1 x2 x3')}
  ${parity}
  ${set('members', `(i32.shl ${get('members')} (i32.const 2))`)}
  (loop $next
    ${set('x0', `(i32x4.splat (i32.add ${get('replicate')} ${keyWord(0)}))`)}
    ${set('x1', `(i32x4.add (v128.load offset=${group.names} ${get('name')}) (i32x4.splat ${keyWord(1)}))`)}
    ${set('x2', `(i32x4.splat (i32.add ${get('purpose')} ${keyWord(2)}))`)}
    ${set('x3', `(i32x4.splat (i32.add ${get('index')} ${keyWord(3)}))`)}
    ${hash}
    ${advance('state', STATE_BYTES)}
    ${advance('name', 16)}
    (br_if $next (i32.lt_u ${get('name')} ${get('members')}))))
(func (export "draw") ${parameters('i32', 'members normals uniforms state behind place')} ${locals('i32', 'left end')}
  ${rowLocals}
  ${set('end', `(i32.add ${get('state')} (i32.shl ${get('members')} (i32.const 4)))`)}
  (loop $next
    ${loadState}
    ${rowsOf(normalRow, 'nextNormal', 'normals')}
    ${rowsOf(uniformRow, 'nextUniform', 'uniforms')}
    ${advance('state', STATE_BYTES)}
    ${saveState('behind')}
    ${advance('behind', STATE_BYTES)}
    (br_if $next (i32.lt_u ${get('state')} ${get('end')}))))
${poissons}
)
`;
