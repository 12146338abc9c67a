import type { CommandModule } from 'yargs';
import { readJson } from '../files/input-file.ts';
import { storedQuestion } from '../results/read-question.ts';
import { readStoredResult } from '../results/read-result.ts';
import { workersOf } from '../arguments/workers.ts';
import { writeQuestionReport } from '../results/write-question-report.ts';
import { writeReport } from '../results/write-report.ts';

interface ReportArguments {
  readonly result: string;
  readonly out?: string | undefined;
  readonly figures?: string | undefined;
  readonly workers: string;
  readonly quiet: boolean;
}

export const reportCommand: CommandModule<object, ReportArguments> = {
  command: 'report <result>',
  describe: 'a stored result as one self-contained HTML file with pictures',
  builder: (argv) =>
    argv
      .positional('result', { type: 'string', demandOption: true, describe: 'result of power: power.json, or what --json printed' })
      .option('out', { type: 'string', describe: 'the HTML file (default: beside the result)', requiresArg: true })
      .option('figures', { type: 'string', describe: 'folder for the pictures as SVG and PNG', requiresArg: true })
      .option('workers', { type: 'string', default: 'auto', describe: 'worker threads, or auto', requiresArg: true })
      .option('quiet', { type: 'boolean', default: false, describe: 'no progress on stderr' })
      .example('$0 report output/williams-2018/power.json', 'writes output/williams-2018/power.html')
      .example('$0 report output/williams-2018/power.json --figures output/williams-2018/figures', 'and every picture as SVG and PNG'),
  async handler({ result: path, out, figures, workers, quiet }) {
    const answered = storedQuestion(readJson(path));
    const html = out ?? path.replace(/(\.json)?$/, '.html');
    if (answered !== undefined) {
      process.stdout.write(
        `${(await writeQuestionReport({ ...answered, out: html, figures, command: `crossover-sim report ${path}` })).join('\n')}\n`,
      );
      return;
    }
    const stored = readStoredResult(path);
    if (stored.cells > 1 && !quiet) process.stderr.write(`warning: ${path} holds ${stored.cells} results; the report is of the first\n`);
    const paths = await writeReport({
      ...stored,
      scenario: `scenarios/${stored.study.name}.yaml`,
      stored: path,
      out: html,
      figures,
      workers: workersOf(workers),
      quiet,
    });
    process.stdout.write(`${paths.join('\n')}\n`);
  },
};
