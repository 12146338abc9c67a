import { summaryNamed } from '../../data-files/reading/derived-columns.ts';
import { observationLayout } from '../../data-files/reading/observation-rows.ts';
import type { ReadTrial } from '../../data-files/reading/build-trial.ts';
import { rCode, rComment, type RSequences, type RSource } from '../../report/r-code/index.ts';
import { recordedPeriod } from '../../trial/trial-data.ts';
import { covariatesOf } from '../arguments/analysis-covariates.ts';
import { usageError } from '../terminal/exit-error.ts';
import { allOptions, type RecordedQuestion } from './recorded-analysis.ts';

/** `analyze --r`: R code that does the same with the same file. @throws ExitError (2) where a method has none */
export function analysisInR({ recorded, read, request }: RecordedQuestion): string {
  const { method, question } = request;
  const layout = observationLayout(recorded.text, recorded.columns, recorded.defaults);
  const source: RSource = {
    file: recorded.file,
    ...layout,
    trial: read.trial,
    firstPeriod: recordedPeriod(read.data, 0),
    sequences: sequencesInR(read, layout.columns.sequence !== undefined),
    planned: read.planned,
    ...covariatesOf(question, recorded, read).source,
    summary: summaryNamed(question.visit, recorded.observations.schedules.get(question.endpoint)?.derived),
  };
  const code = rCode(method, question, allOptions(request), source);
  if (code === undefined) throw usageError(`--r: there is no R code for ${method}`);
  return `${read.notices.map((notice) => `# ${rComment(notice)}\n`).join('')}${code}`;
}

/** Where R finds everybody's sequence: in the file where it records those that are analysed, else in the treatments received, else listed. */
function sequencesInR({ labels, subjects, data }: ReadTrial, hasColumn: boolean): RSequences {
  const names = subjects.map((_, subject) => data.sequences[data.sequence[subject]].name);
  if (hasColumn && names.every((name, subject) => name === labels[subject])) return 'recorded';
  return labels.every((label) => label === '') ? 'received' : new Map(subjects.map((subject, place) => [subject, names[place]]));
}
