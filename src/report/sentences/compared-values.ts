import { describedShape } from '../answer-shapes.ts';
import { check } from '../../arguments/shape.ts';
import type { DescribedValue } from '../../scenario/index.ts';

/** The values of one design in one world. */
export interface ComparedValues {
  readonly design: string;
  readonly world: string;
  readonly values: readonly DescribedValue[];
}

/**
 * The values of all cells of a comparison, each once. Where cells differ in a value, in its origin or in its source, each of them is listed, and its
 * origin says of which designs and worlds it is.
 *
 * @example
 * ```ts
 * import { comparedValues } from 'crossover-sim/report';
 * import { describedStudy, readScenario, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const cells = [24, 48].map((participants) => {
 *   const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '', participants });
 *   if ('problems' in read) throw new Error('not a scenario');
 *   return { design: String(participants), world: 'as assumed', values: describedStudy(read.study, read.origins) };
 * });
 * const values = comparedValues(cells).filter(({ path }) => path === 'design.participants');
 * values.map(({ value }) => value); // → [24, 48]
 * ```
 */
export function comparedValues(cells: readonly ComparedValues[]): DescribedValue[] {
  check('cells', cells, { list: { fields: { design: 'text', world: 'text', values: describedShape } } });
  const found = new Map<string, { readonly described: DescribedValue; readonly cells: ComparedValues[] }>();
  for (const cell of cells)
    for (const described of cell.values) {
      const { path, value, origin, source } = described;
      const key = JSON.stringify([path, value, origin, source]);
      const known = found.get(key);
      if (known === undefined) found.set(key, { described, cells: [cell] });
      else known.cells.push(cell);
    }
  const rows = [...found.values()].map(({ described, cells: having }) =>
    having.length === cells.length ? described : { ...described, origin: `${described.origin} (${whereWords(having, cells)})` },
  );
  const paths = [...new Set(rows.map(({ path }) => path))];
  return paths.flatMap((path) => rows.filter((row) => row.path === path));
}

/** Which cells, by the names of designs and worlds where those say it. */
function whereWords(having: readonly ComparedValues[], all: readonly ComparedValues[]): string {
  const names = (cells: readonly ComparedValues[], of: 'design' | 'world'): string[] => [...new Set(cells.map((cell) => cell[of]))];
  const [designs, worlds] = [names(having, 'design'), names(having, 'world')];
  const words = (what: string, some: readonly string[], of: 'design' | 'world'): string =>
    some.length === names(all, of).length ? '' : `${what}${some.length > 1 ? 's' : ''} ${some.join(', ')}`;
  if (having.length !== designs.length * worlds.length) return having.map(({ design, world }) => `${design} in ${world}`).join(', ');
  return [words('design', designs, 'design'), words('world', worlds, 'world')].filter((each) => each !== '').join(', ');
}
