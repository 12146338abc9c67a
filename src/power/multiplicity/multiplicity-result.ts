import { simulatedProportion, type SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { Study } from '../../study/study.ts';
import type { MultiplicityTally } from './judge.ts';
import type { ProcedureName } from '../../study/multiplicity-plan.ts';

/** Operating characteristics of analyses judged together. */
export interface MultiplicityResult {
  readonly procedure: ProcedureName;
  readonly alpha: number;
  /** Probability of success by analysis after adjustment. */
  readonly analyses: Readonly<Record<string, SimulatedProportion>>;
  readonly any: SimulatedProportion;
  readonly all: SimulatedProportion;
  /** Probability of rejecting at least one null hypothesis that is true in this scenario; null where it is not known which are. */
  readonly familywiseError: SimulatedProportion | null;
}

/** @param known  whether the true effects of the analyses are */
export function summariseMultiplicity(
  { multiplicity }: Study,
  tally: MultiplicityTally,
  trials: number,
  known: boolean,
): MultiplicityResult | undefined {
  if (multiplicity === undefined) return undefined;
  const { procedure, alpha, analyses } = multiplicity;
  return {
    procedure,
    alpha,
    analyses: Object.fromEntries(analyses.map((name, place) => [name, simulatedProportion(tally.rejections[place], trials)])),
    any: simulatedProportion(tally.any, trials),
    all: simulatedProportion(tally.all, trials),
    familywiseError: known ? simulatedProportion(tally.falseAny, trials) : null,
  };
}
