import type { Study } from '../../study/study.ts';
import type { ReportMaterial } from '../report-material.ts';
import { responseWords } from '../sentences/analysis-sentence.ts';
import { subjectOf } from '../sentences/answer-subject.ts';
import { countWords, powerPercentWords } from '../sentences/figure-words.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { basisSentences } from './assumed-basis.ts';
import { estimandAttributes } from './estimand-attributes.ts';
import { jointSentences, missingDataSentences, plannedAnalysisSentence } from './planned-analyses.ts';
import { eligibilitySentences, randomisationSentence, timeSentences } from './planned-conduct.ts';

/** One section of a protocol: a paragraph, or tables of two columns. */
export interface ProtocolSection {
  readonly heading: string;
  /** Its sentences as one paragraph; empty where it has tables only. */
  readonly text: string;
  readonly tables: readonly ProtocolTable[];
}

/** A table of a protocol with a caption. */
export interface ProtocolTable {
  readonly caption: string;
  readonly rows: readonly (readonly [name: string, words: string])[];
}

/** What a protocol says of a trial's size, its analysis and its estimands. */
export interface ProtocolDocument {
  readonly title: string;
  readonly sections: readonly ProtocolSection[];
}

/** What they are written from. */
export type ProtocolMaterial = Pick<ReportMaterial, 'study' | 'hash' | 'engine' | 'result' | 'values'>;

/**
 * The sections of a protocol that follow from a power run: sample size, statistical analysis, estimands in the attributes of ICH E9(R1), and what the
 * calculation assumes. They say only what the study holds.
 */
export function protocolDocument(material: ProtocolMaterial): ProtocolDocument {
  const { study, result, hash, engine } = material;
  const names = study.claim?.all ?? [Object.keys(study.analyses)[0]];
  const paragraph = (heading: string, sentences: readonly string[]): ProtocolSection => ({
    heading,
    text: sentences.join(' '),
    tables: [],
  });
  return {
    title: studyTitle(study),
    sections: [
      paragraph('Sample size', [
        ...eligibilitySentences(study),
        randomisationSentence(study, result.participants),
        ...timeSentences(study),
        powerSentence(material),
      ]),
      paragraph('Statistical analysis', [
        ...names.map((name) => plannedAnalysisSentence(study.analyses[name], study.trial)),
        ...jointSentences(study, names),
        ...missingDataSentences(study, names),
      ]),
      { heading: 'Estimands', text: '', tables: estimandTables(study, names) },
      paragraph('Assumptions of the calculation', [
        ...basisSentences(material, names),
        lossSentence(material),
        `Simulated with crossover-sim ${engine.version}, scenario hash ${hash.slice(0, 12)}, seed ${study.seed}.`,
      ]),
    ],
  };
}

function estimandTables(study: Study, names: readonly string[]): ProtocolTable[] {
  return names.map((name) => ({
    caption: `Estimand of the ${responseWords(study.analyses[name], study.trial)} in the attributes of ICH E9(R1)`,
    rows: estimandAttributes(study, study.analyses[name]),
  }));
}

function lossSentence({ result: { flow } }: ProtocolMaterial): string {
  const lost = 100 * (1 - flow.completed / flow.randomised);
  return lost > 0
    ? `On average ${lost.toFixed(1)} % of participants do not complete all periods.`
    : 'All participants are assumed to complete all periods.';
}

function powerSentence(material: ProtocolMaterial): string {
  const { words, power } = subjectOf(material);
  const trials = `${countWords(material.result.replicates)} simulated trials`;
  if (power === null) return `No power is given: too many analyses could not be estimated in ${trials}.`;
  const probability = `probability that the trial ${words}`;
  const told =
    material.study.claim?.holds === false
      ? `the ${probability}, which is false under these assumptions,`
      : `the power, the ${probability},`;
  return `In ${trials} ${told} is ${powerPercentWords(power)}.`;
}
