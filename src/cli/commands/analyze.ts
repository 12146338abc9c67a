import { analysisOptions } from '../arguments/analysis-words.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { readTable } from '../files/read-table.ts';
import { analysisInR } from '../questions/analysis-in-r.ts';
import { recordedAnalysis, recordedQuestion } from '../questions/recorded-analysis.ts';
import { isFileOfGuesses, recordedBlinding } from '../results/recorded-blinding.ts';
import { emitAnswer } from '../results/emit-answer.ts';

export const analyzeCommand = defineCommand({
  usage: 'analyze <csv>',
  summary: 'analyse a CSV of observations, or of guesses of the treatment',
  positionals: {
    csv: { type: 'string', describe: 'observations, as in observations.csv; or guesses, as in guesses.csv: blinding indices' },
  },
  options: analysisOptions,
  examples: [
    ['analyze output/williams-2018/observations.csv --endpoint hamd17 --visit day1', 'crossover t test of a simulated trial'],
    ['analyze output/williams-2018/observations.csv --endpoint hamd17 --visit day1 --method mixed-model --r', 'R code for the same'],
    ['analyze output/williams-2018/guesses.csv', 'blinding indices of James and of Bang'],
  ],
  async run(argv, session) {
    const text = readTable(argv.csv, argv); // once: what comes through a pipe cannot be read again
    if (isFileOfGuesses(text)) return emitAnswer(session, { json: argv.json, details: argv.details }, recordedBlinding(argv, text));
    const asked = recordedQuestion(argv, text);
    for (const notice of asked.read.notices) process.stderr.write(`warning: ${argv.csv}: ${notice}\n`);
    if (argv.r) process.stdout.write(analysisInR(asked));
    else await emitAnswer(session, { json: argv.json, details: argv.details }, recordedAnalysis(asked));
  },
});
