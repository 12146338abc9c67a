import { join } from 'node:path';
import type { Cell } from '../../data-files/writing/data-table.ts';
import { currentCommand } from '../arguments/command-again.ts';
import { CHECKSUMS_FILE, checksumOf, checksumsText } from '../files/checksums.ts';
import { aloneIn, type FileContent, writeTogether } from '../files/write-together.ts';
import { notEstimable } from '../terminal/exit-error.ts';
import type { TextLayout } from '../../report/text/fold.ts';
import type { Session } from '../terminal/session.ts';
import { printedLayout } from '../terminal/terminal.ts';
import { documentText, storedText, type ResultDocument } from './result-document.ts';
import { writePage } from '../files/write-figures.ts';
import type { HtmlReport } from '../../report/html/html-report.ts';
import { writeQuestionReport, type QuestionReportRequest } from './write-question-report.ts';

/** What a command found: the same answer as a document, as files, as text and as a report. */
export interface Answer {
  /** What `--json` prints and the results folder keeps, without timing. */
  readonly document: ResultDocument;
  /** What the results folder keeps, where that is not the document itself. */
  readonly stored?: ResultDocument;
  /** Name of the document's file in the results folder, without its ending; left out where the folder keeps none. */
  readonly name?: string;
  /** The same as a table, for a CSV of its own name in the results folder. */
  readonly table?: { readonly name: string; readonly rows: readonly (readonly Cell[])[] };
  /** False where the printed document says nothing about the time that it took. */
  readonly timed?: false;
  /** For people, without a line break at the end; empty where there is nothing to say. Files are written before it is asked for. */
  text(layout: TextLayout): string | Promise<string>;
  /** What a report is drawn from, where the answer has one. */
  readonly report?: Omit<QuestionReportRequest, 'out' | 'figures' | 'command'>;
  /** The report of an answer to no question about power. @param command  that gives the same again */
  readonly page?: (command: string) => Promise<HtmlReport>;
  /** Which analyses could not be estimated too often; the command then ends with exit code 4, after everything was written. */
  readonly failures?: string | undefined;
  /** Exit code where the answer is a no: a size that is not reached, a figure that is missed, numbers that differ. */
  readonly exitCode?: number | undefined;
}

/** The options that say where an answer goes. */
export interface AnswerOptions {
  readonly json: boolean;
  readonly details?: boolean | undefined;
  readonly out?: string | undefined;
  readonly report?: string | undefined;
  readonly figures?: string | undefined;
}

/**
 * Gives an answer: files under `--out`, JSON or text on stdout, then the report; timing is in the printed JSON only.
 * @throws ExitError (4) where analyses could not be estimated
 */
export async function emitAnswer(session: Session, { json, details, out, report, figures }: AnswerOptions, answer: Answer): Promise<void> {
  const { document, stored = document, name, table } = answer;
  await session.breathe(); // before anything is written
  if (out !== undefined) {
    const rows = table === undefined ? undefined : { name: `${table.name}.csv`, text: await tableText(table) };
    // Nobody else writes checksums between the reading of theirs and the writing of all.
    aloneIn(out, () =>
      writeTogether([
        ...(name === undefined ? [] : [{ path: join(out, `${name}.json`), content: storedText(stored) }]),
        ...(rows === undefined ? [] : tableFiles(out, rows)),
      ]),
    );
  }
  process.stdout.write(json ? documentText(withTiming(answer, session)) : ended(await answer.text(printedLayout({ details }))));
  if (report !== undefined) {
    await session.breathe();
    const paths = await writtenReport(answer, report, figures);
    if (paths.length > 0 && !session.quiet) process.stderr.write(`${paths.join('\n')}\n`);
  }
  if (answer.failures !== undefined) throw notEstimable(answer.failures);
  if (answer.exitCode !== undefined) process.exitCode = answer.exitCode;
}

/** Writes the report of an answer that has one. @returns the paths written */
async function writtenReport({ report, page }: Answer, out: string, figures: string | undefined): Promise<string[]> {
  const command = currentCommand();
  if (page !== undefined) return writePage(await page(command), out, figures);
  return report === undefined ? [] : writeQuestionReport({ ...report, out, figures, command });
}

/** A table as CSV; what writes it is loaded for answers that have one. */
async function tableText({ rows }: NonNullable<Answer['table']>): Promise<string> {
  const { csvText } = await import('../../data-files/writing/data-table.ts');
  return csvText(rows);
}

/** A file of a table in a folder, and the folder's checksums with that of the file. */
function tableFiles(folder: string, { name, text }: { readonly name: string; readonly text: string }): FileContent[] {
  const checksums = checksumsText(folder, [{ name, sum: checksumOf(Buffer.from(text)) }]);
  return [
    { path: join(folder, name), content: text },
    { path: join(folder, CHECKSUMS_FILE), content: checksums },
  ];
}

function withTiming({ document, timed }: Answer, session: Session): ResultDocument {
  return timed === false ? document : { ...document, timing: { seconds: session.seconds() } };
}

function ended(text: string): string {
  return text === '' ? '' : `${text}\n`;
}
