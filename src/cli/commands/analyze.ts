import { analysisOptions } from '../arguments/analysis-words.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { openFile } from '../arguments/reading-options.ts';
import { analysisInR } from '../questions/analysis-in-r.ts';
import { everyTrial } from '../questions/every-trial.ts';
import { recordedAnalysis, recordedQuestion, trialOf } from '../questions/recorded-analysis.ts';
import { isFileOfGuesses, recordedBlinding } from '../results/recorded-blinding.ts';
import { emitAnswer } from '../results/emit-answer.ts';

export const analyzeCommand = defineCommand({
  usage: 'analyze <csv>',
  summary: 'analyse a file of observations, or of guesses of the treatment',
  positionals: {
    csv: {
      type: 'string',
      describe:
        'observations (CSV in any encoding, xlsx, Parquet, JSON lines, .gz; long, wide, a row for each participant, ADaM); or guesses: blinding indices',
    },
  },
  options: analysisOptions,
  examples: [
    ['analyze output/williams-2018/observations.csv --endpoint hamd17 --visit day1', 'crossover t test of a simulated trial'],
    ['analyze output/williams-2018/observations.csv --endpoint hamd17 --visit day1 --method mixed-model --r', 'R code for the same'],
    ['analyze output/williams-2018/guesses.csv', 'blinding indices of James and of Bang'],
  ],
  async run(argv, session) {
    const opened = await openFile(argv.csv, argv);
    const answerOptions = { json: argv.json, details: argv.details };
    if (isFileOfGuesses(opened)) return emitAnswer(session, answerOptions, recordedBlinding(argv, opened));
    const asked = await recordedQuestion(argv, opened);
    if (asked.records.said !== '') process.stderr.write(`Read ${argv.csv}: ${asked.records.said}.\n`);
    if (argv.all) return emitAnswer(session, answerOptions, everyTrial(asked));
    const read = trialOf(asked.records.observations, argv.trial);
    for (const notice of read.notices) process.stderr.write(`warning: ${argv.csv}: ${notice}\n`);
    if (argv.r) process.stdout.write(analysisInR(asked, read));
    else await emitAnswer(session, answerOptions, recordedAnalysis(asked, read));
  },
});
