import { pairedContrast, pairedDifference, type PairedDifference, type Term } from './paired-difference.ts';
import { simulatedProportion, type SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import { primaryOutcome, type TrialSuccesses } from './trial-successes.ts';
import type { Study } from '../../study/study.ts';

/** A design in a world, run. */
export interface ComparedCell {
  readonly design: string;
  readonly world: string;
  readonly study: Study;
  readonly successes: TrialSuccesses;
  /** False where too many analyses failed for a probability to be given. */
  readonly sound: boolean;
}

/** One cell of the table. */
export interface ComparisonCell {
  readonly design: string;
  readonly world: string;
  /** Whether the claim is true in that world. */
  readonly holds: boolean;
  /** Probability of the claim: power where it is true, a false-conclusion rate where it is not. Null where too many analyses failed. */
  readonly probability: SimulatedProportion | null;
  /** To the first design in the same world, with its error under common random numbers. */
  readonly difference: PairedDifference | null;
}

/** How well a design tells the worlds in which the claim is true from those in which it is not. */
export interface Separation {
  readonly design: string;
  /** World with the lowest power, and that power. */
  readonly lowestPower: { readonly world: string; readonly value: number };
  readonly highestFalse: { readonly world: string; readonly value: number };
  /** Lowest power minus highest false-conclusion rate. */
  readonly value: number;
  readonly mcse: number;
  /** Of this value to that of the best design. */
  readonly behindBest: { readonly value: number; readonly mcse: number };
}

export interface Comparison {
  readonly cells: readonly ComparisonCell[];
  /** Best first; empty unless there are worlds of both kinds. */
  readonly separations: readonly Separation[];
  /** Medians of the variance that independent runs would have over that with common random numbers: between designs in one world, between worlds for one design. */
  readonly varianceRatio: { readonly betweenDesigns: number | null; readonly betweenWorlds: number | null };
}

/**
 * Designs against worlds: the probability of the claim in every cell, the difference of every design to the first one in the same world, and how far each design
 * keeps true from false worlds apart. All cells use common random numbers, replicate by replicate. The lowest and highest of several simulated rates lean outwards by less than
 * their Monte-Carlo errors.
 *
 * @param cells  design by design, in each the worlds in the same order
 */
export function compareCells(cells: readonly ComparedCell[]): Comparison {
  const designs = [...new Set(cells.map(({ design }) => design))];
  const worlds = [...new Set(cells.map(({ world }) => world))];
  const at = new Map(cells.map((cell) => [`${cell.design}\n${cell.world}`, cell]));
  const cellAt = (design: string, world: string): ComparedCell | undefined => at.get(`${design}\n${world}`);
  const table = cells.map((cell): ComparisonCell => {
    const first = cellAt(designs[0], cell.world);
    const { design, world, study, successes, sound } = cell;
    return {
      design,
      world,
      holds: study.claim?.holds === true,
      probability: sound ? simulatedProportion(successes.count(primaryOutcome(study).series), successes.trials) : null,
      difference: first?.sound === true && sound ? difference(cell, first) : null,
    };
  });
  const sound = (design: string, holds: boolean): ComparedCell[] =>
    worlds.flatMap((world) => cellAt(design, world) ?? []).filter((cell) => cell.sound && (cell.study.claim?.holds === true) === holds);
  const parted = designs.flatMap((design) => {
    const [lowest] = sound(design, true).sort((a, b) => rate(a) - rate(b));
    const [highest] = sound(design, false).sort((a, b) => rate(b) - rate(a));
    if (lowest === undefined || highest === undefined) return [];
    const terms = [term(lowest, 1), term(highest, -1)];
    return [{ design, lowest, highest, terms, ...pairedContrast(terms) }];
  });
  const sorted = parted.sort((a, b) => b.value - a.value);
  const separations = sorted.map(({ design, lowest, highest, terms, value, mcse }): Separation => {
    const best = sorted[0].terms.map((each) => ({ ...each, coefficient: -each.coefficient }));
    return {
      design,
      lowestPower: { world: lowest.world, value: rate(lowest) },
      highestFalse: { world: highest.world, value: rate(highest) },
      value,
      mcse,
      behindBest: terms === sorted[0].terms ? { value: 0, mcse: 0 } : pairedContrast([...terms, ...best]),
    };
  });
  const ratios = (pairs: readonly (readonly [ComparedCell | undefined, ComparedCell | undefined])[]): number | null =>
    median(pairs.flatMap(([a, b]) => (a?.sound === true && b?.sound === true ? (difference(a, b).varianceRatio ?? []) : [])));
  const betweenDesigns = worlds.flatMap((world) => pairsOf(designs).map(([a, b]) => [cellAt(a, world), cellAt(b, world)] as const));
  const betweenWorlds = designs.flatMap((design) => pairsOf(worlds).map(([a, b]) => [cellAt(design, a), cellAt(design, b)] as const));
  return {
    cells: table,
    separations,
    varianceRatio: { betweenDesigns: ratios(betweenDesigns), betweenWorlds: ratios(betweenWorlds) },
  };
}

function rate({ study, successes }: ComparedCell): number {
  return successes.count(primaryOutcome(study).series) / successes.trials;
}

function term({ study, successes }: ComparedCell, coefficient: number): Term {
  return { coefficient, successes, series: primaryOutcome(study).series };
}

function difference(here: ComparedCell, there: ComparedCell): PairedDifference {
  return pairedDifference(here.successes, primaryOutcome(here.study).series, there.successes, primaryOutcome(there.study).series);
}

function pairsOf(names: readonly string[]): [string, string][] {
  return names.flatMap((a, i) => names.slice(i + 1).map((b): [string, string] => [a, b]));
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
