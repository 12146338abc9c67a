import type { PowerResult } from '../characteristics/power-result.ts';
import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { CurvePoint } from './sample-size.ts';

/** Power by number of patients, of a claim or an analysis. */
export interface NamedCurve {
  readonly name: string;
  readonly points: readonly CurvePoint[];
}

/** What the curve's picture needs. */
export interface PowerCurves {
  readonly curves: readonly NamedCurve[];
  /** Simulated trials behind each curve; each is analysed at every size. */
  readonly trials: number;
  readonly target: number;
  /** The run's own answer, for the first curve at the chosen size. */
  readonly chosen: { readonly participants: number; readonly power: SimulatedProportion; readonly replicates: PowerResult['replicates'] };
}
