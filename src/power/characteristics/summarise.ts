import { check } from '../../arguments/shape.ts';
import { checkTally } from '../check-arguments.ts';
import { checkStudy } from '../../study/check-study.ts';
import { withdrawalReasons } from '../../trial/participant-flow.ts';
import { analyticPower } from '../closed-form/analytic-power.ts';
import { claimPower } from '../closed-form/claim-power.ts';
import { againstZero, notesOn } from './analysis-notes.ts';
import { standardDeviation } from '../../statistics/running-moments.ts';
import { summariseInterim } from '../interim/interim-result.ts';
import { summariseMultiplicity } from '../multiplicity/multiplicity-result.ts';
import type { AnalysisResult, FlowResult, PowerResult } from './power-result.ts';
import { type SimulatedFigure, simulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import { decidedTogether } from '../simulation/replicate-decision.ts';
import { simulatedCoverage } from '../../statistics/intervals/simulated-coverage.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';
import type { AnalysisTally, Tally } from '../simulation/tally.ts';
import type { TrueEffect } from '../true-effect.ts';

/**
 * Operating characteristics from counts, each simulated figure with its Monte-Carlo standard error.
 * @see Morris, White & Crowther (2019) Using simulation studies to evaluate statistical methods. Stat Med 38:2074–2102, DOI 10.1002/sim.8086;
 *   Gelman & Carlin (2014) Beyond power calculations. Perspect Psychol Sci 9:641–651, DOI 10.1177/1745691614551642
 * @example
 * ```ts
 * import { simulateStudy, summarise } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 2000 });
 * const { total, truths } = await simulateStudy(study);
 * summarise(study, total, truths).replicates; // → 2000
 * ```
 */
export function summarise(study: Study, tally: Tally, truths: readonly TrueEffect[]): PowerResult {
  checkStudy('study', study);
  checkTally('tally', tally, study);
  check('truths', truths, {
    list: { fields: { value: { orNull: 'finite' }, mcse: { orNull: 'finite' } } },
    length: Object.keys(study.analyses).length,
  });
  const names = Object.keys(study.analyses);
  const analyses = Object.fromEntries(
    names.map((name, position) => [
      name,
      {
        ...summariseAnalysis(study, name, tally.analyses[position], tally.trials, truths[position]),
        ...exactPower(study, study.analyses[name]),
      },
    ]),
  );
  const looked = study.interim === undefined ? undefined : truths[names.indexOf(study.interim.analysis)];
  const groupSequential =
    tally.interim === undefined || looked === undefined ? undefined : summariseInterim(study, tally.interim, tally.trials, looked);
  const judged = names.flatMap((name, position) => (study.multiplicity?.analyses.includes(name) === true ? [truths[position]] : []));
  const known = judged.every(({ value }) => value !== null);
  const multiplicity = tally.multiplicity === undefined ? undefined : summariseMultiplicity(study, tally.multiplicity, tally.trials, known);
  const base = {
    participants: study.trial.design.participants,
    replicates: tally.trials,
    analyses,
    ...(groupSequential === undefined ? {} : { groupSequential }),
    ...(multiplicity === undefined ? {} : { multiplicity }),
    flow: summariseFlow(tally),
  };
  if (study.claim === undefined) return base;
  const exact = study.claim.all.length > 1 ? claimPower(study) : undefined;
  const analytic = exact !== undefined && 'power' in exact ? { analyticPower: exact.power } : {};
  return { ...base, claim: { name: study.claim.name, power: simulatedProportion(tally.claims, tally.trials), ...analytic } };
}

function exactPower(study: Study, planned: PlannedAnalysis): { analyticPower?: number } {
  const exact = analyticPower(study, planned);
  return 'power' in exact ? { analyticPower: exact.power } : {};
}

function summariseAnalysis(study: Study, name: string, tally: AnalysisTally, trials: number, truth: TrueEffect): AnalysisResult {
  const planned = study.analyses[name];
  const { count, mean } = tally.estimates;
  const failures = trials - count;
  const { value, mcse } = truth;
  const notes = notesOn(planned, truth);
  return {
    power: simulatedProportion(tally.successes, trials),
    ...(decidedTogether(study, name) === undefined ? {} : { unadjustedPower: simulatedProportion(tally.alone, trials) }),
    trueEffect: value,
    trueEffectMcse: mcse,
    estimand: truth.words,
    ...(notes.length === 0 ? {} : { notes }),
    meanEstimate: { value: count > 0 ? mean : null, mcse: errorOfMean(tally) },
    bias: biasOf(tally, truth),
    empiricalSe: count > 1 ? standardDeviation(tally.estimates) : null,
    modelSe: tally.variances > 0 ? Math.sqrt(tally.variance / tally.variances) : null,
    coverage: simulatedCoverage(tally.covered, tally.intervals, tally.estimates, value ?? NaN, mcse ?? NaN),
    ...errorsOfSignificance(planned, tally, value),
    singular: tally.singular / trials,
    notEstimable: { count: failures, share: failures / trials, reasons: sorted(tally.notEstimable) },
  };
}

/** Monte-Carlo standard error of the mean estimate. */
function errorOfMean({ estimates }: AnalysisTally): number | null {
  return estimates.count > 1 ? standardDeviation(estimates) / Math.sqrt(estimates.count) : null;
}

/** Mean estimate less the true effect; both have their errors. */
function biasOf(tally: AnalysisTally, { value, mcse }: TrueEffect): SimulatedFigure {
  if (value === null || mcse === null) return { value: null, mcse: null };
  const { count, mean } = tally.estimates;
  const error = errorOfMean(tally);
  return { value: count > 0 ? mean - value : null, mcse: error === null ? null : Math.sqrt(error * error + mcse * mcse) };
}

/** Errors of sign and size of the significant estimates, where there are some and there is an effect. */
function errorsOfSignificance(
  planned: PlannedAnalysis,
  tally: AnalysisTally,
  value: number | null,
): Pick<AnalysisResult, 'signError' | 'exaggeration'> {
  if (!againstZero(planned) || tally.rejections === 0 || value === null || value === 0) return { signError: null, exaggeration: null };
  return { signError: tally.wrongSign / tally.rejections, exaggeration: tally.rejectedSize / tally.rejections / Math.abs(value) };
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
