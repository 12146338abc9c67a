import { worldWeights, type WorldWeights } from '../../power/uncertainty/world-weights.ts';
import { uncertaintyOf } from '../../scenario/index.ts';
import type { GridCell } from '../arguments/load-grid.ts';

/**
 * Weights of the worlds of a comparison under the posterior that its designs name: of those worlds that differ from the first design in one learned parameter and in nothing else that is
 * simulated, where there are two or more of different values. Undefined where no posterior is named, the designs name different ones, or no such worlds are compared.
 */
export function posteriorWeights(grid: readonly GridCell[]): WorldWeights | undefined {
  const [{ design: first, own }] = grid;
  const joint = own.study.posterior === undefined ? undefined : uncertaintyOf(own.scenario)?.joint;
  if (joint === undefined || grid.some((cell) => cell.own.study.posterior !== own.study.posterior)) return undefined;
  const learned = Object.keys(joint[0].set);
  const moved = grid
    .filter(({ design }) => design === first)
    .map(({ world, one }) => ({ world, changed: differences(own.study.trial, one.study.trial), trial: one.study.trial }));
  const [parameter, ...others] = new Set(
    moved.flatMap(({ changed }) => (changed.length === 1 && learned.includes(changed[0]) ? changed : [])),
  );
  if (parameter === undefined || others.length > 0) return undefined;
  const points = moved.flatMap(({ world, changed, trial }) => {
    const value = valueAt(trial, parameter.split('.'));
    return changed.every((path) => path === parameter) && typeof value === 'number' ? [{ world, value }] : [];
  });
  return points.length < 2 || new Set(points.map(({ value }) => value)).size < points.length
    ? undefined
    : worldWeights(parameter, points, joint);
}

/** Paths at which two trials have different values. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return [];
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return [path];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].flatMap((name) => differences(valueAt(a, [name]), valueAt(b, [name]), path === '' ? name : `${path}.${name}`));
}

function valueAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const inner = (value as Readonly<Record<string, unknown>>)[name];
  return rest.length === 0 ? inner : valueAt(inner, rest);
}
