import type { Study } from '../../study/study.ts';
import { comparedValues } from '../../report/sentences/compared-values.ts';
import type { AnsweredQuestion } from '../../report/html/question-report.ts';
import { describedStudy, type Origins } from '../../scenario/index.ts';
import { engineVersion } from '../workers/engine-version.ts';
import { writePage } from '../files/write-figures.ts';

/** One design of a comparison in one world, and where its values come from, if that is known. */
export interface ComparedStudy {
  readonly design: string;
  readonly world: string;
  readonly study: Study;
  readonly origins?: Origins | undefined;
}

/** What a report on a sweep, a tornado, an assurance or a comparison is asked for. */
export interface QuestionReportRequest {
  readonly question: AnsweredQuestion;
  readonly study: Study;
  readonly designs?: readonly Study[];
  readonly hash: string;
  /** Where the values of `study` come from, where that is known. */
  readonly origins?: Origins | undefined;
  /** The cells of a comparison, instead of `study` alone. */
  readonly compared?: readonly ComparedStudy[];
  readonly out: string;
  readonly figures?: string | undefined;
  readonly command: string;
}

/** Writes the report. @returns the paths written */
export async function writeQuestionReport(request: QuestionReportRequest): Promise<string[]> {
  // The plotting library is large: it is loaded only where a report is written.
  const { questionReport } = await import('../../report/html/question-report.ts');
  const { question, study, designs = [study], hash, origins, compared, out, figures, command } = request;
  const values =
    compared === undefined
      ? describedStudy(study, origins)
      : comparedValues(compared.map((cell) => ({ ...cell, values: describedStudy(cell.study, cell.origins) })));
  const originsKnown = (compared ?? [{ origins }]).every((cell) => cell.origins !== undefined);
  const engine = { version: engineVersion() };
  const report = questionReport({ question, study, designs, values, originsKnown, engine, hash, command });
  return writePage(report, out, figures);
}
