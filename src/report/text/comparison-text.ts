import { changesShape, comparedShape, comparisonShape, layoutShape } from '../answer-shapes.ts';
import { check } from '../../arguments/shape.ts';
import type { ComparedCell, Comparison, ComparisonCell } from '../../power/common-random-numbers/comparison.ts';
import { comparisonSentences } from '../sentences/comparison-sentences.ts';
import { countWords, percentWords, signedPointsWords } from '../sentences/figure-words.ts';
import { worldChangeSentences, type WorldChange } from '../sentences/world-changes.ts';
import { DEFAULT_COLUMNS, folded, foldedTable, type Meaning, type TextLayout } from './fold.ts';

/**
 * Designs against worlds: the best and the worst design in words, then the power of the claim where it is true and its false-positive rate where it is false, each in
 * its own table and colour; with `details` the differences between designs.
 *
 * @example
 * ```ts
 * import { runComparison } from 'crossover-sim/power';
 * import { comparisonText } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const worlds = { 'it works': ['claim.holds=true'], 'it does not': ['claim.holds=false', 'gaussian.difference=0'] };
 * const grid = Object.entries(worlds).map(([world, set]) => {
 *   return { design: 'two periods', world, study: readStudy(text, { set, replicates: 1000 }) };
 * });
 * const { cells, comparison } = await runComparison(grid);
 * comparisonText(cells, comparison, []); // → 'two periods discriminates poorly…'
 * ```
 */
export function comparisonText(
  cells: readonly ComparedCell[],
  comparison: Comparison,
  changes: readonly WorldChange[],
  layout: TextLayout = {},
): string {
  check('cells', cells, comparedShape);
  check('comparison', comparison, comparisonShape);
  check('changes', changes, changesShape);
  check('layout', layout, layoutShape);
  const { columns = DEFAULT_COLUMNS, details = false, paint = (_, line) => line } = layout;
  const width = Math.min(columns, DEFAULT_COLUMNS);
  const designs = [...new Set(cells.map(({ design }) => design))];
  const [{ study, successes }] = cells;
  const tables = (['power', 'false-positive'] as const).flatMap((meaning) => {
    const table = rateTable(meaning, cells, comparison, columns);
    return table === undefined ? [] : ['', ...table.split('\n').map((line) => (line === '' ? '' : paint(meaning, line)))];
  });
  return [...comparisonSentences(comparison), `claim: ${study.claim?.name ?? ''}`]
    .map((line) => folded(line, width))
    .concat(tables, [
      '',
      folded(
        `${countWords(successes.trials)} simulated trials for each rate, with common random numbers, seed ${study.seed}${details ? '' : '; differences: --details'}`,
        width,
      ),
      ...worldChangeSentences(changes, designs.length).map((line) => folded(line, width)),
      ...(details ? ['', comparisonDetails(designs, comparison, columns)] : []),
    ])
    .join('\n');
}

const headings: Readonly<Record<Meaning, string>> = {
  power: 'Power of the claim where it is true, % (95 % Monte-Carlo interval)',
  'false-positive': 'False-positive rate of the claim where it is false, % (95 % Monte-Carlo interval)',
};

/** The rates of one meaning, a row a design; undefined without a world of that kind. */
function rateTable(meaning: Meaning, cells: readonly ComparedCell[], comparison: Comparison, columns: number): string | undefined {
  const kind = comparison.cells.filter(({ holds }) => holds === (meaning === 'power'));
  const worlds = [...new Set(kind.map(({ world }) => world))];
  const designs = [...new Set(kind.map(({ design }) => design))];
  if (worlds.length === 0) return undefined;
  const rows = designs.map((design) => [
    design,
    String(cells.find((cell) => cell.design === design)?.study.trial.design.participants ?? ''),
    ...worlds.map((world) => rate(kind.find((cell) => cell.design === design && cell.world === world))),
  ]);
  return `${folded(headings[meaning], columns)}\n${foldedTable([['design', 'participants', ...worlds], ...rows], columns)}`;
}

function rate(cell: ComparisonCell | undefined): string {
  if (cell?.probability == null) return '–';
  const { value, interval } = percentWords(cell.probability);
  return `${value} (${interval})`;
}

/** How well each design discriminates, how designs differ in each world, and what common random numbers were worth. */
function comparisonDetails(designs: readonly string[], { cells, separations, varianceRatio }: Comparison, columns: number): string {
  const worlds = [...new Set(cells.map(({ world }) => world))];
  const difference = (design: string, world: string): string =>
    points(cells.find((cell) => cell.design === design && cell.world === world)?.difference ?? null);
  const parts = [
    ...(separations.length === 0
      ? []
      : [
          'Discrimination: lowest power minus highest false-positive rate, percentage points ± MCSE',
          foldedTable(
            [
              ['design', 'discrimination', 'lowest power in', 'highest false-positive rate in'],
              ...separations.map((each) => [each.design, points(each), each.lowestPower.world, each.highestFalse.world]),
            ],
            columns,
          ),
          '',
        ]),
    ...(designs.length < 2
      ? []
      : [
          `Difference to ${designs[0]}, percentage points ± MCSE`,
          foldedTable(
            [['design', ...worlds], ...designs.slice(1).map((design) => [design, ...worlds.map((world) => difference(design, world))])],
            columns,
          ),
          '',
        ]),
    ...varianceReductionText(varianceRatio),
    'MCSE: Monte-Carlo standard error',
  ];
  return parts.map((part) => (part.includes('\n') ? part : folded(part, columns))).join('\n');
}

function varianceReductionText({ betweenDesigns, betweenWorlds }: Comparison['varianceRatio']): string[] {
  const parts = [
    ...(betweenDesigns === null ? [] : [`${betweenDesigns.toFixed(1)} times between designs in one world`]),
    ...(betweenWorlds === null ? [] : [`${betweenWorlds.toFixed(1)} times between worlds for one design`]),
  ];
  return parts.length === 0
    ? []
    : [`common random numbers: independent runs would have had a larger variance of a difference, ${parts.join(', ')} (medians)`];
}

/** A difference of rates in percentage points with its error. */
function points(difference: { readonly value: number; readonly mcse: number } | null): string {
  return difference === null ? '–' : signedPointsWords(difference);
}
