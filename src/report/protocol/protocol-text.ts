import type { ReportMaterial } from '../report-material.ts';
import { countWords, intervalWords, powerWords } from '../sentences/figure-words.ts';
import { subjectOf } from '../sentences/answer-subject.ts';
import { basisSentences } from './assumed-basis.ts';
import { jointSentences, plannedAnalysisSentence } from './planned-analyses.ts';
import { randomisationSentence, timeSentences } from './planned-conduct.ts';

/**
 * The paragraph of a protocol on sample size: who is randomised to what, how it is analysed and judged, what that rests on, and the power.
 *
 * @example
 * ```ts
 * import { estimatePower, replayTrial } from 'crossover-sim/power';
 * import { protocolText } from 'crossover-sim/report';
 * import { describedStudy, readScenario, scenarioHash, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '', replicates: 200 });
 * if ('problems' in read) throw new Error('not a scenario');
 * const { study, origins } = read;
 * const words = protocolText({
 *   study,
 *   hash: scenarioHash(study),
 *   engine: { version: '0.1.0', streamVersion: 1 },
 *   result: estimatePower(study),
 *   trial: replayTrial(study, 0),
 *   samples: [],
 *   curves: undefined,
 *   values: describedStudy(study, origins),
 *   originsKnown: true,
 *   commands: [],
 * });
 * words; // → 'Sample size. 24 participants will be randomised, in permuted…'
 * ```
 */
export function protocolText(material: ReportMaterial): string {
  const { study, result, hash, engine } = material;
  const names = study.claim?.all ?? [Object.keys(study.analyses)[0]];
  return [
    'Sample size.',
    randomisationSentence(study, result.participants),
    ...timeSentences(study),
    ...names.map((name) => plannedAnalysisSentence(study.analyses[name])),
    ...jointSentences(study, names),
    ...basisSentences(material, names),
    lossSentence(material),
    powerSentence(material),
    `Simulated with crossover-sim ${engine.version}, scenario hash ${hash.slice(0, 12)}, seed ${study.seed}.`,
  ].join(' ');
}

function lossSentence({ result: { flow } }: ReportMaterial): string {
  const lost = 100 * (1 - flow.completed / flow.randomised);
  return lost > 0
    ? `On average ${lost.toFixed(1)} % of participants do not complete all periods.`
    : 'All participants are assumed to complete all periods.';
}

function powerSentence(material: ReportMaterial): string {
  const { words, power } = subjectOf(material);
  const trials = `${countWords(material.result.replicates)} simulated trials`;
  if (power === null) return `No power is given: too many analyses could not be estimated in ${trials}.`;
  const probability = `probability that the trial ${words}`;
  const told =
    material.study.claim?.holds === false
      ? `the ${probability}, which is false under these assumptions,`
      : `the power, the ${probability},`;
  return `In ${trials} ${told} is ${powerWords(power)} (± Monte-Carlo standard error; 95 % interval ${intervalWords(power)}).`;
}
