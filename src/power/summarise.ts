import { methods, type MethodName } from '../analysis/index.ts';
import { withdrawalReasons } from '../trial/participant-flow.ts';
import { analyticPower } from './analytic-power.ts';
import { standardDeviation } from './moments.ts';
import { summariseInterim } from './interim/interim-result.ts';
import { summariseMultiplicity } from './multiplicity/multiplicity-result.ts';
import type { AnalysisResult, FlowResult, PowerResult, SimulatedFigure } from './power-result.ts';
import { simulatedProportion } from './simulated-proportion.ts';
import type { PlannedAnalysis, Study } from './study.ts';
import type { AnalysisTally, Tally } from './tally.ts';
import type { TrueEffect } from './truth.ts';

/**
 * Operating characteristics from counts, each simulated figure with its Monte-Carlo standard error.
 * @see Morris, White & Crowther (2019) Using simulation studies to evaluate statistical methods. Stat Med 38:2074–2102, DOI 10.1002/sim.8086;
 *   Gelman & Carlin (2014) Beyond power calculations. Perspect Psychol Sci 9:641–651, DOI 10.1177/1745691614551642
 */
export function summarise(study: Study, tally: Tally, truths: readonly TrueEffect[]): PowerResult {
  const names = Object.keys(study.analyses);
  const analyses = Object.fromEntries(
    names.map((name, position) => [
      name,
      {
        ...summariseAnalysis(study.analyses[name], tally.analyses[position], tally.trials, truths[position]),
        ...exactPower(study, study.analyses[name]),
      },
    ]),
  );
  const looked = study.interim === undefined ? undefined : truths[names.indexOf(study.interim.analysis)];
  const groupSequential =
    tally.interim === undefined || looked === undefined
      ? undefined
      : summariseInterim(study, tally.interim, tally.trials, looked.value, looked.mcse);
  const multiplicity = tally.multiplicity === undefined ? undefined : summariseMultiplicity(study, tally.multiplicity, tally.trials);
  const base = {
    participants: study.trial.design.participants,
    replicates: tally.trials,
    analyses,
    ...(groupSequential === undefined ? {} : { groupSequential }),
    ...(multiplicity === undefined ? {} : { multiplicity }),
    flow: summariseFlow(tally),
  };
  return study.claim ? { ...base, claim: { name: study.claim.name, power: simulatedProportion(tally.claims, tally.trials) } } : base;
}

function exactPower(study: Study, planned: PlannedAnalysis): { analyticPower?: number } {
  const exact = analyticPower(study, planned);
  return 'power' in exact ? { analyticPower: exact.power } : {};
}

function summariseAnalysis(planned: PlannedAnalysis, tally: AnalysisTally, trials: number, truth: TrueEffect): AnalysisResult {
  const { count, mean } = tally.estimates;
  const sd = standardDeviation(tally.estimates);
  const failures = trials - count;
  const againstZero = methods[planned.method as MethodName].kind !== 'tost' && planned.method !== 'non-inferiority';
  const meanError = count > 1 ? sd / Math.sqrt(count) : null;
  const bias: SimulatedFigure = {
    value: count > 0 ? mean - truth.value : null,
    mcse: meanError === null ? null : Math.sqrt(meanError * meanError + truth.mcse * truth.mcse),
  };
  const judged = againstZero && tally.rejections > 0 && truth.value !== 0;
  return {
    power: simulatedProportion(tally.successes, trials),
    trueEffect: truth.value,
    trueEffectMcse: truth.mcse,
    estimand: truth.words,
    meanEstimate: { value: count > 0 ? mean : null, mcse: meanError },
    bias,
    empiricalSe: count > 1 ? sd : null,
    modelSe: tally.variances > 0 ? Math.sqrt(tally.variance / tally.variances) : null,
    coverage: share(tally.covered, tally.intervals),
    signError: judged ? tally.wrongSign / tally.rejections : null,
    exaggeration: judged ? tally.rejectedSize / tally.rejections / Math.abs(truth.value) : null,
    singular: tally.singular / trials,
    notEstimable: { count: failures, share: failures / trials, reasons: sorted(tally.notEstimable) },
  };
}

function share(part: number, whole: number): SimulatedFigure {
  if (whole === 0) return { value: null, mcse: null };
  const value = part / whole;
  return { value, mcse: Math.sqrt((value * (1 - value)) / whole) };
}

function sorted(reasons: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(reasons).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function summariseFlow({ flow, trials }: Tally): FlowResult {
  return {
    screened: flow.screened / trials,
    screenFailures: flow.screenFailures / trials,
    randomised: flow.randomised / trials,
    perPeriod: flow.perPeriod.map((count) => count / trials),
    completed: flow.completed / trials,
    reasons: Object.fromEntries(withdrawalReasons.slice(1).map((reason, position) => [reason, flow.byReason[position + 1] / trials])),
  };
}
