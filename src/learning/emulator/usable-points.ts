import type { EvidenceStudy } from '../evidence-study.ts';
import { figuresOf, type SimulatedPoint } from '../simulated-study.ts';
import { coefficientCount } from './surface.ts';

/** SD of a figure below which the trials of a point do not differ (assumed; rounding is below 1e-12). */
const NO_SPREAD = 1e-6;

/** Trials with all figures that a point needs (assumed). */
const MIN_TRIALS = 5;

/** Points that a study needs for each coefficient of a surface, so that four fifths of them still determine it (assumed). */
const MIN_POINTS_A_COEFFICIENT = 1.5;

/** A study of which too few simulated points can be used. */
export class TooFewPoints extends Error {
  constructor(
    readonly study: string,
    readonly usable: number,
    readonly needed: number,
    message: string,
  ) {
    super(message);
    this.name = 'TooFewPoints';
  }
}

/** Whether surfaces can be fitted to a point: its trials have every figure and every count, and every figure differs between them. */
export function isUsable({ trials, sds, cells }: SimulatedPoint): boolean {
  return (sds.length === 0 || trials >= MIN_TRIALS) && sds.every((sd) => sd > NO_SPREAD) && !cells.some(isEmpty);
}

/**
 * Refuses a study whose usable points do not determine its surfaces.
 * @param parameters  number of parameters that the study reads
 * @throws TooFewPoints with the study, the number of its points, what was needed, why points cannot be used, and what to do
 */
export function assertEnoughPoints({ name, summaries }: EvidenceStudy, parameters: number, points: readonly SimulatedPoint[]): void {
  const usable = points.filter(isUsable).length;
  const coefficients = coefficientCount(parameters);
  const needed = Math.ceil(MIN_POINTS_A_COEFFICIENT * coefficients);
  if (usable >= needed) return;
  const flat = figuresOf({ summaries }).filter((_, at) => points.some(({ sds, trials }) => trials >= MIN_TRIALS && !(sds[at] > NO_SPREAD)));
  const rare = points.filter(({ sds, trials }) => sds.length > 0 && trials < MIN_TRIALS).length;
  const empty = points.filter(({ cells }) => cells.some(isEmpty)).length;
  const why = [
    ...(rare === 0 ? [] : [`at ${rare} points fewer than ${MIN_TRIALS} trials have every figure`]),
    ...(empty === 0 ? [] : [`at ${empty} points nobody can be counted`]),
    ...(flat.length === 0 ? [] : [`no spread at some points: ${flat.map((figure) => `${figure.kind} of ${figure.name}`).join(', ')}`]),
  ];
  throw new TooFewPoints(
    name,
    usable,
    needed,
    `studies.${name}: expected at least ${needed} simulated points that can be used (${MIN_POINTS_A_COEFFICIENT} for each of the ${coefficients} coefficients of a surface of ${parameters} parameters), got ${usable} of ${points.length}; ${why.join('; ')}. Narrow the priors, give the study the number of participants that its figures are of, or leave out figures that are seldom defined`,
  );
}

/** Whether a table of counts has nobody in it. */
function isEmpty(patients: readonly number[]): boolean {
  return patients.every((count) => count === 0);
}
