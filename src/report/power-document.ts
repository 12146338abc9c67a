import { scenarioHash, type Origins } from '../scenario/index.ts';
import { checkOrigins } from '../scenario/resolved/value-origins.ts';
import { check } from '../arguments/shape.ts';
import { withPowerSuppressed } from '../power/characteristics/suppressed-power.ts';
import type { PowerResult } from '../power/characteristics/power-result.ts';
import type { GateResult } from '../power/stopping/requirement.ts';
import { STREAM_VERSION } from '../random/index.ts';
import { checkStudy } from '../study/check-study.ts';
import type { Study } from '../study/study.ts';
import { gateShape } from './answer-shapes.ts';
import { checkReported } from './check-arguments.ts';
import { furtherPart, type Section } from './further-part.ts';

/** What stands in a document of power beside the study and its result. */
export interface PowerDocumentParts {
  /** The version of the program. */
  readonly version: string;
  /** Where the values of the scenario come from, if that is known. */
  readonly origins?: Origins;
  /** How the requirements were judged. */
  readonly decided?: GateResult | undefined;
  /** Wall-clock seconds, trials per second, threads: all that differs between runs of the same seed. */
  readonly timing?: Readonly<Record<string, number>>;
}

/**
 * The document that `power --stated --json` prints, as an object: the same numbers and the same order of its parts, so that its
 * JSON text is the same but for the timing.
 *
 * @example
 * ```ts
 * import { estimatePower } from 'crossover-sim/power';
 * import { powerDocument } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 2000 });
 * const document = powerDocument(study, estimatePower(study), { version: '0.1.0' });
 * Object.keys(document).slice(0, 5); // → ['scenario', 'seed', 'engine', 'participants', 'replicates']
 * ```
 */
export function powerDocument(study: Study, result: PowerResult, parts: PowerDocumentParts): Section {
  checkStudy('study', study);
  checkReported('result', result, study);
  check('parts', parts, { fields: { version: 'text', 'origins?': 'object', 'decided?': gateShape, 'timing?': 'object' } });
  const { version, origins, decided, timing } = parts;
  if (origins !== undefined) checkOrigins('parts.origins', origins);
  return {
    scenario: { name: study.name, hash: scenarioHash(study) },
    seed: study.seed,
    engine: { version, streamVersion: STREAM_VERSION },
    ...withPowerSuppressed(study, result),
    study,
    ...(origins === undefined ? {} : { origins }),
    ...decided,
    ...(timing === undefined ? {} : { timing }),
    ...furtherPart(study),
  };
}
