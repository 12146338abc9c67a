import type { ComparedCell, Comparison, ComparisonCell, Separation } from '../../power/common-random-numbers/comparison.ts';
import { textTable } from '../../text/text-table.ts';
import { worldChangeSentences, type WorldChange } from '../sentences/world-changes.ts';

/**
 * Designs against worlds as one table, the answer in words above it: rates in per cent with their Monte-Carlo standard errors.
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
 * comparisonText(cells, comparison, []); // → 'How often the claim is made, in % of trials ± Monte-Carlo st…'
 * ```
 */
export function comparisonText(cells: readonly ComparedCell[], comparison: Comparison, changes: readonly WorldChange[]): string {
  const designs = [...new Set(cells.map(({ design }) => design))];
  const worlds = [...new Set(cells.map(({ world }) => world))];
  const [{ study, successes }] = cells;
  const at = (design: string, world: string): ComparisonCell | undefined =>
    comparison.cells.find((cell) => cell.design === design && cell.world === world);
  const patients = (design: string): string => String(cells.find((cell) => cell.design === design)?.study.trial.design.participants ?? '');
  const rowsFor = (holds: boolean): string[][] =>
    worlds
      .filter((world) => (at(designs[0], world)?.holds ?? false) === holds)
      .map((world) => [world, holds ? 'true' : 'false', ...designs.map((design) => percent(at(design, world)?.probability ?? null))]);
  const { separations, varianceRatio } = comparison;
  const apart = (design: string): string => {
    const separation = separations.find((each) => each.design === design);
    return separation === undefined ? '–' : signedPercent(separation);
  };
  const rows = [...rowsFor(true), ...rowsFor(false)];
  const several = designs.length > 1;
  return [
    `How often the claim is made, in % of trials ± Monte-Carlo standard error · ${successes.trials} trials a cell, all with the same luck · seed ${study.seed}`,
    `claim: ${study.claim?.name ?? ''}`,
    '',
    ...comparisonSentences(comparison),
    '',
    textTable([
      ['world', 'claim is', ...designs],
      ['patients', '', ...designs.map(patients)],
      ...rows,
      ...(separations.length > 0 ? [['separation', '', ...designs.map(apart)]] : []),
    ]),
    '',
    ...(several
      ? [
          textTable([
            ['difference to ' + designs[0], ...designs.slice(1)],
            ...worlds.map((world) => [world, ...designs.slice(1).map((design) => signedPercent(at(design, world)?.difference ?? null))]),
          ]),
          '',
        ]
      : []),
    'where the claim is true this is power, where it is false the rate of false conclusions · separation: lowest power minus highest false rate',
    ...varianceReductionText(varianceRatio),
    ...worldChangeSentences(changes, designs.length),
  ].join('\n');
}

function varianceReductionText({ betweenDesigns, betweenWorlds }: Comparison['varianceRatio']): string[] {
  const parts = [
    ...(betweenDesigns === null ? [] : [`${betweenDesigns.toFixed(1)} times between designs in one world`]),
    ...(betweenWorlds === null ? [] : [`${betweenWorlds.toFixed(1)} times between worlds for one design`]),
  ];
  return parts.length === 0
    ? []
    : [`common luck: independent runs would have had more variance in a difference, ${parts.join(', ')} (medians)`];
}

/** Separation below which a design is not said to tell the worlds apart (assumed): the claim would then be little more credible for having been made. */
const MIN_SEPARATION = 0.5;

/** What the table says: which design keeps true from false worlds apart best, what it mistakes most, and which designs fall behind. */
export function comparisonSentences({ separations, cells }: Comparison): string[] {
  if (separations.length === 0) {
    const kind = cells.some(({ holds }) => holds) ? 'true' : 'false';
    return [`The claim is ${kind} in every world here: with a world of the other kind the designs could be told apart.`];
  }
  const [best, ...others] = separations;
  const words = `it makes the claim in at least ${plain(best.lowestPower.value)} % of trials where it is true (${best.lowestPower.world}) and in at most ${plain(best.highestFalse.value)} % where it is false (${best.highestFalse.world})`;
  const first =
    best.value >= MIN_SEPARATION
      ? `${others.length > 0 ? `Of ${separations.length} designs ${best.design} tells the worlds apart best` : `${best.design} tells the worlds apart`}: ${words}.`
      : best.value > 2 * best.mcse
        ? `${others.length > 0 ? `No design tells all these worlds apart well; ${best.design} comes nearest` : `${best.design} does not tell all these worlds apart well`}: ${words}.`
        : `${others.length > 0 ? `No design tells these worlds apart: with ${best.design}, the best,` : `${best.design} does not tell these worlds apart:`} a false world looks as convincing as a true one (${best.highestFalse.world} ${plain(best.highestFalse.value)} %, ${best.lowestPower.world} ${plain(best.lowestPower.value)} %).`;
  const close = others.filter(({ behindBest: { value, mcse } }) => Math.abs(value) <= 2 * mcse);
  const blind = others.filter(({ value, mcse }) => value <= 2 * mcse);
  return [
    first,
    ...(close.length > 0 ? [`Within Monte-Carlo error as good: ${close.map(named).join(', ')}.`] : []),
    ...(blind.length > 0 && best.value > 2 * best.mcse
      ? [
          `Cannot tell them apart: ${blind.map(({ design, highestFalse }) => `${design} (claims in ${plain(highestFalse.value)} % of trials of ${highestFalse.world})`).join(', ')}.`,
        ]
      : []),
  ];
}

function named({ design }: Separation): string {
  return design;
}

function percent(rate: { readonly value: number; readonly mcse: number } | null): string {
  return rate === null ? '–' : `${plain(rate.value)} ± ${digits(rate.mcse)}`;
}

function signedPercent(rate: { readonly value: number; readonly mcse: number } | null): string {
  return rate === null ? '–' : `${rate.value < 0 ? '−' : '+'}${plain(Math.abs(rate.value))} ± ${digits(rate.mcse)}`;
}

function plain(rate: number): string {
  return (100 * rate).toFixed(1);
}

function digits(mcse: number): string {
  return (100 * mcse).toFixed(mcse > 0 && mcse < 0.0005 ? 2 : 1);
}
