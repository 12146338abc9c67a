import type { SequenceDesign } from '../../design/design.ts';
import { gaussianEndpoints, gaussianVisit, type GaussianEndpoint } from '../../outcomes/parameters.ts';
import { streamId } from '../../random/stream.ts';
import { conditionNames } from '../conditions.ts';
import { EndpointCorrelations } from '../endpoint-correlations.ts';
import { namedSequences, type Sequence } from '../sequence.ts';
import { columnKey } from '../trial-data.ts';
import type { GaussianTrial } from '../trial-model.ts';
import { GaussianLosses } from './gaussian-losses.ts';

/** Purposes of the streams that decide the sequences and the responses. */
export const ALLOCATION = streamId('allocation');
export const OUTCOMES = streamId('gaussian outcomes');

/** Periods for which numbers are drawn at least, so that parallel groups are period 1 of the crossover, to the last bit. */
const MIN_PERIODS = 2;

/** One endpoint of a Gaussian trial. */
export interface EndpointPart {
  /** Its column, as `columnKey` names it. */
  readonly column: string;
  readonly model: GaussianEndpoint;
  /** Expected responses by sequence × period. */
  readonly means: Float64Array;
}

/** What is fixed in all trials of a Gaussian model. */
export interface GaussianParts {
  readonly design: SequenceDesign;
  readonly subjects: number;
  readonly periods: number;
  readonly sequences: readonly Sequence[];
  /** Names of the conditions, and their codes by sequence × period. */
  readonly conditions: readonly string[];
  readonly codes: Int32Array;
  readonly endpoints: readonly EndpointPart[];
  /** Normal numbers of a participant and endpoint: the own one, then one a period (and of one period, one more that is left). */
  readonly drawn: number;
  readonly correlations: EndpointCorrelations;
  readonly losses: GaussianLosses;
}

/** @throws RangeError if the correlations of the endpoints are those of no distribution */
export function gaussianParts(model: GaussianTrial): GaussianParts {
  const { design, gaussian } = model;
  const periods = design.sequences[0].length;
  const conditions = conditionNames(design);
  const drawn = Math.max(MIN_PERIODS, periods) + 1;
  return {
    design,
    subjects: design.participants,
    periods,
    sequences: namedSequences(design.sequences),
    conditions,
    codes: Int32Array.from(design.sequences.flat(), (name) => conditions.indexOf(name)),
    endpoints: [...gaussianEndpoints(gaussian)].map(([name, endpoint]) => ({
      column: columnKey(name, gaussianVisit),
      model: endpoint,
      means: Float64Array.from(design.sequences.flatMap((sequence) => [...sequenceMeans(design, endpoint, sequence)])),
    })),
    drawn,
    correlations: new EndpointCorrelations(gaussian, drawn),
    losses: new GaussianLosses(model),
  };
}

/** Expected response of an endpoint in each period of a sequence, before the patient's own level. */
export function sequenceMeans(
  { reference }: Pick<SequenceDesign, 'reference'>,
  endpoint: GaussianEndpoint,
  sequence: readonly string[],
): Float64Array {
  const { mean, difference, effects, periodEffect, carryover } = endpoint;
  const effect = (condition: string): number => effects[condition] ?? (condition === reference ? 0 : difference);
  return Float64Array.from(sequence, (condition, period) => {
    const carried = period > 0 && sequence[period - 1] !== reference ? carryover : 0;
    return mean + effect(condition) + (period > 0 ? periodEffect : 0) + carried;
  });
}
