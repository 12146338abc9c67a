import type { ReportMaterial } from '../report-material.ts';
import { countWords, intervalWords, powerWords } from '../sentences/figure-words.ts';
import { subjectOf } from '../sentences/answer-subject.ts';
import { basisSentences } from './assumed-basis.ts';
import { jointSentences, plannedAnalysisSentence } from './planned-analyses.ts';
import { randomisationSentence, timeSentences } from './planned-conduct.ts';

/** The paragraph of a protocol on sample size: who is randomised to what, how it is analysed and judged, what that rests on, and the power. */
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
