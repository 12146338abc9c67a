import type { ComparedCell, Comparison, ComparisonCell, Separation } from '../../power/common-random-numbers/comparison.ts';
import { listWords } from '../sentences/endpoint-words.ts';
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
  { columns = DEFAULT_COLUMNS, details = false, paint = (_, line) => line }: TextLayout = {},
): string {
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

/** Separation below which a design is not said to discriminate between the worlds (assumed): a trial that supports the claim would then make it little more credible. */
const MIN_SEPARATION = 0.5;

/** What the table says: which design discriminates best between worlds where the claim is true and where it is false, which one worst, and what they mistake most. */
export function comparisonSentences({ separations, cells }: Comparison): string[] {
  if (separations.length === 0) return oneKindSentences(cells);
  const [best, ...others] = separations;
  const close = others.filter(({ behindBest: { value, mcse } }) => Math.abs(value) <= 2 * mcse);
  const worst = others.filter((each) => !close.includes(each)).at(-1);
  const blind = others.filter((each) => each.value <= 2 * each.mcse && each !== worst);
  return [
    `${verdict(best, others.length)}: ${rates(best)}.`,
    ...(close.length > 0 ? [`Within Monte-Carlo error as good: ${close.map(({ design }) => design).join(', ')}.`] : []),
    ...(worst === undefined ? [] : [`The worst is ${worst.design}: ${rates(worst)}.`]),
    ...(blind.length > 0 && best.value > 2 * best.mcse
      ? [
          `No better than chance: ${blind.map(({ design, highestFalse }) => `${design} (false-positive rate ${percent(highestFalse.value)} in ${highestFalse.world})`).join(', ')}.`,
        ]
      : []),
  ];
}

function verdict({ design, value, mcse }: Separation, others: number): string {
  if (others === 0)
    return `${design} ${value >= MIN_SEPARATION ? 'discriminates' : value > 2 * mcse ? 'discriminates poorly' : 'does not discriminate'} between the worlds`;
  if (value >= MIN_SEPARATION) return `Of ${others + 1} designs ${design} discriminates best between the worlds`;
  return value > 2 * mcse
    ? `No design discriminates well between these worlds; ${design} comes nearest`
    : `No design discriminates between these worlds, also not ${design}, the best of them`;
}

function rates({ lowestPower, highestFalse }: Separation): string {
  return `the power of the claim is at least ${percent(lowestPower.value)} (${lowestPower.world}) and its false-positive rate at most ${percent(highestFalse.value)} (${highestFalse.world})`;
}

/** Best and worst design where no design has worlds of both kinds: of those where the claim is true, and of those where it is false, each by itself. */
function oneKindSentences(cells: readonly ComparisonCell[]): string[] {
  const [where, elsewhere] = [cells.filter(({ holds }) => holds), cells.filter(({ holds }) => !holds)];
  const ranked = [...rankSentences(where), ...rankSentences(elsewhere)];
  if (where.length > 0 && elsewhere.length > 0) {
    if (where.some(({ design }) => elsewhere.some((each) => each.design === design)))
      return [...ranked, 'No design has a probability in worlds of both kinds: where the claim is true and where it is false.'];
    return [
      ...ranked,
      `The claim is true for ${designsOf(where)} and false for ${designsOf(elsewhere)}: power and false-positive rate are not ranked together. In worlds of both kinds (--worlds) each design shows both.`,
    ];
  }
  const holds = where.length > 0;
  return [
    ...ranked,
    `The claim is ${holds ? 'true' : 'false'} in every world here: a world in which it is ${holds ? 'false shows the false-positive rate' : 'true shows the power'}.`,
  ];
}

/** The best and the worst of cells in which the claim is true, or is false, in all of them. */
function rankSentences(cells: readonly ComparisonCell[]): string[] {
  const holds = cells.some((cell) => cell.holds);
  const known = cells.flatMap(({ design, world, probability }) =>
    probability === null ? [] : [{ design, world, value: probability.value }],
  );
  const sorted = [...known].sort((a, b) => (holds ? b.value - a.value : a.value - b.value));
  const [best, worst] = [sorted.at(0), sorted.at(-1)];
  const of = (cell: { design: string; world: string; value: number }): string =>
    `${percent(cell.value)} with ${cell.design} in ${cell.world}`;
  if (best === undefined || worst === undefined || best === worst) return [];
  return [`The ${holds ? 'power of the claim' : 'false-positive rate'} is best at ${of(best)}, and worst at ${of(worst)}.`];
}

function designsOf(cells: readonly ComparisonCell[]): string {
  return listWords([...new Set(cells.map(({ design }) => design))]);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** A difference of rates in percentage points with its error. */
function points(difference: { readonly value: number; readonly mcse: number } | null): string {
  return difference === null ? '–' : signedPointsWords(difference);
}
