import type { Study } from '../power/study.ts';
import type { AnsweredQuestion } from '../report/html/question-report.ts';
import { describedStudy, type Origins } from '../scenario/index.ts';
import { engineVersion } from './engine-version.ts';
import { writeOutput } from './output-file.ts';
import { writeFigures } from './write-report.ts';

/** What a report on a sweep, a tornado, an assurance or a comparison is asked for. */
export interface QuestionReportRequest {
  readonly question: AnsweredQuestion;
  readonly study: Study;
  readonly designs?: readonly Study[];
  readonly hash: string;
  /** Where the values of `study` come from, where that is known. */
  readonly origins?: Origins | undefined;
  readonly out: string;
  readonly figures?: string | undefined;
  readonly command: string;
}

/** Writes the report. @returns the paths written */
export async function writeQuestionReport(request: QuestionReportRequest): Promise<string[]> {
  // The plotting library is large: it is loaded only where a report is written.
  const { questionReport } = await import('../report/html/question-report.ts');
  const { question, study, designs = [study], hash, origins, out, figures, command } = request;
  const values = describedStudy(study, origins);
  const engine = { version: engineVersion() };
  const report = questionReport({ question, study, designs, values, originsKnown: origins !== undefined, engine, hash, command });
  writeOutput(out, report.text);
  return [out, ...(figures === undefined ? [] : await writeFigures(report.figures, figures))];
}

/** The command line of this process, with the words quoted that a shell would take apart. */
export function ownCommand(): string {
  const words = process.argv.slice(2).map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`));
  return ['crossover-sim', ...words].join(' ');
}
