import { pick } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { workersOf } from '../arguments/workers.ts';
import { firstStoredCell, storedEngine } from '../results/read-cells.ts';
import { isOfThisProgram } from '../results/result-document.ts';
import { storedQuestion } from '../results/read-question.ts';
import { readStoredDocument, type StoredDocument } from '../results/stored-document.ts';
import { assertProtocolFile } from '../results/write-protocol.ts';
import { writeQuestionReport } from '../results/write-question-report.ts';
import { writeReport } from '../results/write-report.ts';
import { usageError } from '../terminal/exit-error.ts';
import { workersIn } from '../runs/with-workers.ts';
import type { Session } from '../terminal/session.ts';

export const reportCommand = defineCommand({
  usage: 'report <result>',
  summary: 'a stored result as one self-contained HTML file with pictures',
  positionals: { result: { type: 'string', describe: 'result of power: power.json, or what --json printed' } },
  options: {
    out: { type: 'string', describe: 'the HTML file (default: beside the result)' },
    figures: { type: 'string', describe: 'folder for the pictures as SVG and PNG' },
    ...pick('protocol', 'workers', 'quiet'),
  },
  examples: [
    ['report output/williams-2018/power.json', 'writes output/williams-2018/power.html'],
    ['report output/williams-2018/power.json --figures output/williams-2018/figures', 'and every picture as SVG and PNG'],
    ['report output/williams-2018/power.json --protocol sample-size.docx', 'and the text for a protocol as a Word file'],
  ],
  async run({ result: path, out = path.replace(/(\.json)?$/, '.html'), figures, protocol, workers }, session) {
    assertProtocolFile(protocol);
    const document = readStoredDocument(path);
    const question = storedQuestion(document);
    if (question !== undefined && protocol !== undefined)
      throw usageError(`--protocol: speaks of one power; ${path} holds the answer to another question`);
    const paths =
      question === undefined
        ? await writeReport(
            { ...resultIn(document, session), stored: path, out, figures, protocol },
            workersIn(session, workersOf(workers)),
          )
        : await writeQuestionReport({ ...question, out, figures, command: `crossover-sim report ${path}` });
    process.stdout.write(`${paths.join('\n')}\n`);
  },
});

/** The result that the report is of, and how its scenario is named on a command line. */
function resultIn(document: StoredDocument, session: Session) {
  const stored = firstStoredCell(document);
  const { length } = document.cells;
  if (length > 1) session.warn(`${document.path} holds ${length} results; the report is of the first`);
  const engine = storedEngine(stored);
  if (!isOfThisProgram(engine))
    session.warn(
      `${document.path} is of crossover-sim ${engine?.version}, stream version ${engine?.streamVersion}: the pictures of trials are simulated by this program`,
    );
  return { ...stored, engine, scenario: `scenarios/${stored.study.name}.yaml` };
}
