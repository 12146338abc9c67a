import { STREAM_VERSION } from '../random/index.ts';
import { check } from '../arguments/shape.ts';
import { expectedBlinding } from '../power/characteristics/expected-blinding.ts';
import type { ReportedResult } from '../power/characteristics/power-result.ts';
import { withPowerSuppressed } from '../power/characteristics/suppressed-power.ts';
import { picturedTrials } from '../power/sample-size/curve-plan.ts';
import type { PowerCurves } from '../power/sample-size/power-curves.ts';
import { replayEstimates } from '../power/simulation/replay-estimates.ts';
import { replayTrial } from '../power/simulation/replay-trial.ts';
import type { GateResult } from '../power/stopping/requirement.ts';
import { describedStudy, scenarioHash, type Origins } from '../scenario/index.ts';
import { checkOrigins } from '../scenario/resolved/value-origins.ts';
import { checkStudy } from '../study/check-study.ts';
import type { Study } from '../study/study.ts';
import { gateShape } from './answer-shapes.ts';
import { checkReported } from './check-arguments.ts';
import { curvesShape } from './picture-shapes.ts';
import type { ReportMaterial } from './report-material.ts';

/** What a report says beside what follows from the study and its result. */
export interface ReportWords {
  /** The version of the program. */
  readonly version: string;
  /** Commands that give the run and the report again. */
  readonly commands: readonly string[];
  /** Power over the number of patients: what `replayPowerCurves` gives. */
  readonly curves?: PowerCurves | undefined;
  /** Where the values of the scenario come from, if that is known. */
  readonly origins?: Origins;
  /** How the requirements were judged. */
  readonly decided?: GateResult | undefined;
}

/**
 * What `power --report` writes its report from: trials of the run are replayed for the pictures.
 *
 * @example
 * ```ts
 * import { estimatePower } from 'crossover-sim/power';
 * import { htmlReport, reportMaterial } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 200 });
 * const material = reportMaterial(study, estimatePower(study), { version: '0.1.0', commands: [] });
 * htmlReport(material).text; // → '<!doctype html>…'
 * ```
 */
export function reportMaterial(study: Study, result: ReportedResult, words: ReportWords): ReportMaterial {
  checkStudy('study', study);
  checkReported('result', result, study);
  check('words', words, {
    fields: { version: 'text', commands: { list: 'text' }, 'curves?': curvesShape, 'origins?': 'object', 'decided?': gateShape },
  });
  const { version, commands, curves, origins, decided } = words;
  if (origins !== undefined) checkOrigins('words.origins', origins);
  const run = { ...study, power: { ...study.power, replicates: result.replicates } };
  return {
    study,
    hash: scenarioHash(study),
    engine: { version, streamVersion: STREAM_VERSION },
    result: withPowerSuppressed(study, result),
    trial: replayTrial(study, 0),
    samples: replayEstimates(study, picturedTrials(run, study.trial.design.participants)),
    curves,
    blinding: expectedBlinding(study),
    decided,
    values: describedStudy(study, origins),
    originsKnown: origins !== undefined,
    commands,
  };
}
