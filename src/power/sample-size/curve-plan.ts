import { methodNamed } from '../../analysis/index.ts';
import { onlyWhatDecides, withParticipants } from '../../study/derived-study.ts';
import type { CurveCounts } from '../simulation/nested-trials.ts';
import type { ReportedResult } from '../characteristics/power-result.ts';
import { curveOf } from './sample-size.ts';
import type { Study } from '../../study/study.ts';
import type { NamedCurve, PowerCurves } from './power-curves.ts';

/** Most numbers of patients below, and above, the chosen one; assumed. */
const EACH_SIDE = 6;

/** Smallest trial of a curve: two patients in each of two sequences. */
const SMALLEST = 4;

/** Patients simulated for a picture, and fewest and most trials; assumed, a few seconds of work. */
const PATIENTS = 200_000;
const MIN_TRIALS = 100;
const MAX_TRIALS = 2000;

/** How many times as long a slow method takes as the others, so that fewer trials are taken; assumed. */
const SLOW_COST = 10;

/** Most curves in one picture, of which one is the claim. */
const MAX_CURVES = 4;

/** What is replayed for the power curve: a study of the largest size with the analyses that are drawn, the sizes, and the number of trials. */
export interface CurvePlan {
  readonly study: Study;
  readonly sizes: readonly number[];
  readonly trials: number;
}

/** Numbers of patients around the study's own, in whole steps of the allocation ratio, up to about twice as many. */
export function curveSizes({ trial: { design } }: Pick<Study, 'trial'>): number[] {
  const { participants, weights } = design;
  const step = weights.reduce((sum, weight) => sum + weight, 0);
  const stride = step * Math.max(1, Math.round(participants / step / EACH_SIDE));
  const sizes: number[] = [];
  for (let size = participants % stride; size <= 2 * participants; size += stride) if (size >= SMALLEST) sizes.push(size);
  return sizes;
}

/** How many trials to replay for a picture. @param patients  of one trial */
export function picturedTrials(study: Study, patients: number): number {
  const cost = Object.values(study.analyses).some(({ method }) => methodNamed(method).cost === 'slow') ? SLOW_COST : 1;
  const trials = Math.min(MAX_TRIALS, Math.max(MIN_TRIALS, Math.round(PATIENTS / (patients * cost))));
  return Math.min(trials, study.power.replicates);
}

/** The plan of a study's power curve; undefined where fewer than two sizes can be drawn. */
export function curvePlan(study: Study): CurvePlan | undefined {
  const sizes = curveSizes(study);
  if (sizes.length < 2) return undefined;
  const drawn = study.claim?.all ?? Object.keys(study.analyses).slice(0, MAX_CURVES);
  const largest = withParticipants(onlyWhatDecides(study, drawn), sizes[sizes.length - 1]);
  return { study: largest, sizes, trials: picturedTrials(largest, sizes[sizes.length - 1]) };
}

/** The curves of a replayed plan, the claim first, with the run's own answer. */
export function powerCurves({ study, sizes, trials }: CurvePlan, counts: CurveCounts, result: ReportedResult): PowerCurves | undefined {
  const names = study.claim?.all ?? Object.keys(study.analyses);
  const own = (name: string): NamedCurve => ({ name, points: curveOf(study, sizes, counts, name) });
  const claimed: NamedCurve[] = study.claim === undefined ? [] : [{ name: 'the claim', points: curveOf(study, sizes, counts) }];
  const alone = study.claim === undefined || names.length > 1 ? names.slice(0, MAX_CURVES - claimed.length).map(own) : [];
  const power = result.claim?.power ?? result.analyses[names[0]].power;
  if (power === null) return undefined;
  const chosen = { participants: result.participants, power, replicates: result.replicates };
  return { curves: [...claimed, ...alone], trials, target: study.power.target, chosen };
}
