import type { ExpectedBlinding } from '../power/characteristics/expected-blinding.ts';
import type { EstimateSample } from '../power/simulation/replay-estimates.ts';
import type { ReportedResult } from '../power/characteristics/power-result.ts';
import type { GateResult } from '../power/stopping/requirement.ts';
import type { Study } from '../study/study.ts';
import type { DescribedValue } from '../scenario/index.ts';
import type { PowerCurves } from '../power/sample-size/power-curves.ts';
import type { Tornado } from '../power/uncertainty/tornado.ts';
import type { PicturedTrial } from '../power/simulation/replay-trial.ts';

/** Everything a report is written from. */
export interface ReportMaterial {
  readonly study: Study;
  readonly hash: string;
  readonly engine: { readonly version: string; readonly streamVersion: string | number };
  /** The program that simulates the trials of the pictures again, where it is another one. */
  readonly picturedBy?: ReportMaterial['engine'];
  /** As stored; where too many analyses failed, a power is null. */
  readonly result: ReportedResult;
  /** The first trial of the run: trial 1 of its data files. */
  readonly trial: PicturedTrial;
  /** Estimates of the run's first trials. */
  readonly samples: readonly EstimateSample[];
  readonly curves: PowerCurves | undefined;
  /** What was required of the run, and how that was decided. */
  readonly decided?: GateResult | undefined;
  /** How power depends on each assumption, where the result holds it. */
  readonly tornado?: Tornado | undefined;
  /** How well the trial is expected to be blinded, where there is anything to guess. */
  readonly blinding?: ExpectedBlinding | undefined;
  readonly values: readonly DescribedValue[];
  /** Whether the result holds where its values come from; else only the program's defaults have sources. */
  readonly originsKnown: boolean;
  /** Commands that give the run and this report again. */
  readonly commands: readonly string[];
}
