import { scaleTotal, scaleTotals } from '../../outcomes/scales/index.ts';
import type { NumberParameter, ParameterTable } from '../../parameters/parameter-table.ts';
import type { AnalysisSpec, EndpointScoring, Measure } from '../analysis.ts';

/** Highest score that counts as remission, by endpoint: of the totals whose scale declares one. */
export const remissionCutOffs: Readonly<Record<string, NumberParameter>> = Object.fromEntries(
  scaleTotals.flatMap(({ name, shortLabel, unit, maximum, remission }) => {
    if (remission === undefined) return [];
    const about = `highest ${shortLabel} total that counts as remission`;
    return [[name, { default: remission.cutOff, unit, min: 0, max: maximum, about, source: remission.source }]];
  }),
);

/** Fall from the period's baseline, as a fraction of it, that counts as response. */
export const responseFall = {
  fraction: { default: 0.5, unit: 'fraction', min: 0, max: 1, about: 'fall from baseline that counts as response', source: 'definition' },
} as const satisfies ParameterTable;

/** The highest score of an endpoint that counts as remission, or undefined when remission has no definition for it. */
export function remissionCutOff(endpoint: string): number | undefined {
  return scaleTotal(endpoint)?.remission?.cutOff;
}

/** By which values response and remission are judged. */
export interface ScoreRules {
  /** Share of the baseline by which a response changes for the better. */
  readonly responseShare: number;
  /** The last value that counts as remission; undefined where remission has no definition, NaN where it is not asked. */
  readonly cutOff: number | undefined;
  readonly isHigherBetter: boolean;
}

/** The rules for an endpoint: those that the scenario declares, else those that the program knows. */
export function scoreRules({ endpoint, declared }: Pick<AnalysisSpec, 'endpoint' | 'declared'>): ScoreRules {
  const known: Pick<EndpointScoring, 'better' | 'responseShare'> = { better: 'lower', responseShare: responseFall.fraction.default };
  const { better, responseShare } = declared ?? known;
  const cutOff = declared === undefined ? remissionCutOff(endpoint) : declared.remissionCutOff;
  return { responseShare, cutOff, isHigherBetter: better === 'higher' };
}

/** Whether a measure needs the baseline of the period. */
export function needsBaseline(measure: Measure): boolean {
  return measure === 'change' || measure === 'percent-change' || measure === 'responder';
}

/**
 * 1 when the value has changed for the better by at least a share of its baseline (a half unless said otherwise), else 0; NaN when either is missing
 * or the baseline is not positive.
 */
export function isResponse(value: number, baseline: number, share: number = responseFall.fraction.default, isHigherBetter = false): number {
  if (!(baseline > 0) || Number.isNaN(value)) return NaN;
  const isReached = isHigherBetter ? value >= baseline * (1 + share) : value <= baseline * (1 - share);
  return isReached ? 1 : 0;
}

/**
 * Fills `target` with the measure of the first `count` recorded values:
 * value; change = value − baseline; percent change = 100 (value − baseline)/baseline; responder = 1 when the value is better than the baseline by the
 * share of a response, else 0; remission = 1 when it is no worse than the cut-off, else 0. Missing (NaN) where an ingredient is missing, and for percent change and responder
 * where the baseline is not positive.
 * @returns the magnitude whose rounding the results carry beside that of their own: the largest value or baseline for change, 100 for percent change, else 0
 */
export function applyMeasure(
  measure: Measure,
  values: Float64Array,
  baselines: Float64Array,
  { responseShare, cutOff = NaN, isHigherBetter }: ScoreRules,
  count: number,
  target: Float64Array,
): number {
  switch (measure) {
    case 'value':
      for (let row = 0; row < count; row++) target[row] = values[row];
      return 0;
    case 'change':
      return applyChange(values, baselines, count, target);
    case 'percent-change':
      for (let row = 0; row < count; row++) {
        target[row] = baselines[row] > 0 ? (100 * (values[row] - baselines[row])) / baselines[row] : NaN;
      }
      return 100;
    case 'responder':
      for (let row = 0; row < count; row++) target[row] = isResponse(values[row], baselines[row], responseShare, isHigherBetter);
      return 0;
    case 'remission':
      for (let row = 0; row < count; row++) {
        const value = values[row];
        target[row] = Number.isNaN(value) ? NaN : (isHigherBetter ? value >= cutOff : value <= cutOff) ? 1 : 0;
      }
      return 0;
  }
}

/** Fills `target` with the changes from baseline. @returns the largest value or baseline */
function applyChange(values: Float64Array, baselines: Float64Array, count: number, target: Float64Array): number {
  let largest = 0;
  for (let row = 0; row < count; row++) {
    const value = values[row];
    const baseline = baselines[row];
    target[row] = value - baseline;
    if (Math.abs(value) > largest) largest = Math.abs(value);
    if (Math.abs(baseline) > largest) largest = Math.abs(baseline);
  }
  return largest;
}
