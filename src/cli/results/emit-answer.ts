import { join } from 'node:path';
import { csvText, type Cell } from '../../data-files/writing/data-table.ts';
import { currentCommand } from '../arguments/command-again.ts';
import { writeOutput } from '../files/output-file.ts';
import { notEstimable } from '../terminal/command-failure.ts';
import type { Session } from '../terminal/session.ts';
import { writeQuestionReport, type QuestionReportRequest } from './write-question-report.ts';

/** What a command found: the same answer as a document, as files, as text and as a report. */
export interface Answer {
  /** What `--json` prints and the results folder keeps, without timing. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Name of the document's file in the results folder, without its ending; left out where the folder keeps none. */
  readonly name?: string;
  /** The same as a table, for a CSV of its own name in the results folder. */
  readonly table?: { readonly name: string; readonly rows: readonly (readonly Cell[])[] };
  /** For people, without a line break at the end. */
  text(): string;
  /** What a report is drawn from, where the answer has one. */
  readonly report?: Omit<QuestionReportRequest, 'out' | 'figures' | 'command'>;
  /** Which analyses could not be estimated too often; the command then ends with exit code 4, after everything was written. */
  readonly failures?: string;
}

/** The options that say where an answer goes. */
export interface AnswerOptions {
  readonly json: boolean;
  readonly out?: string | undefined;
  readonly report?: string | undefined;
  readonly figures?: string | undefined;
}

/**
 * Gives an answer: files under `--out`, JSON or text on stdout, then the report; timing stands in the printed JSON only.
 * @throws CommandFailure (4) where analyses could not be estimated
 */
export async function emitAnswer(session: Session, { json, out, report, figures }: AnswerOptions, answer: Answer): Promise<void> {
  const { document, name, table } = answer;
  if (out !== undefined && name !== undefined) writeOutput(join(out, `${name}.json`), `${JSON.stringify(document, null, 2)}\n`);
  if (out !== undefined && table !== undefined) writeOutput(join(out, `${table.name}.csv`), csvText(table.rows));
  const timing = { seconds: session.seconds() };
  process.stdout.write(json ? `${JSON.stringify({ ...document, timing }, null, 2)}\n` : `${answer.text()}\n`);
  if (report !== undefined && answer.report !== undefined) {
    const paths = await writeQuestionReport({ ...answer.report, out: report, figures, command: currentCommand() });
    if (!session.quiet) process.stderr.write(`${paths.join('\n')}\n`);
  }
  if (answer.failures !== undefined) throw notEstimable(answer.failures);
}
