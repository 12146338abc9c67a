import { join } from 'node:path';
import { folded } from '../../report/text/fold.ts';
import { powerText } from '../../report/text/power-text.ts';
import { followingCommand } from '../arguments/command-again.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { loadStudy } from '../arguments/load-study.ts';
import { writeOutput } from '../files/output-file.ts';
import { furtherFigures } from '../../power/characteristics/further-figures.ts';
import { overUncertainty } from '../planned/assurance.ts';
import { furtherPart } from '../../report/further-part.ts';
import { overPart, powerDocument, storedText } from '../results/result-document.ts';
import { runPower } from '../runs/run-one-study.ts';
import { workersIn } from '../runs/with-workers.ts';
import { writeTrials } from '../trials/write-trials.ts';
import { terminalOf } from '../terminal/terminal.ts';

const SCENARIO = 'scenarios/williams-2018.yaml';
/** What published studies leave open: draws of `learn` (npm run docs:posterior). */
const LEARNED = { set: ['uncertainty.posterior=evidence/ketamine-naltrexone-posterior'] };

/** What `npm start` alone does: simulates the 2018 trial, writes its data, estimates power, and prints the answer. */
export const mainCommand = defineCommand({
  usage: 'main',
  summary: 'simulates the 2018 trial, writes its data, estimates power, and prints the answer',
  examples: [],
  hidden: true,
  async run(_, session) {
    const loaded = loadStudy(SCENARIO, {});
    const { study, hash } = loaded;
    const directory = join('output', study.name);
    await writeTrials({ study, directory, first: 0, trials: 1, truth: true });
    const options = workersIn(session, 'auto');
    const run = await runPower(study, hash, options);
    const over = await overUncertainty(loaded, {}, options);
    const learned = await overUncertainty(loadStudy(SCENARIO, LEARNED), LEARNED, options);
    const resultFile = join(directory, 'power.json');
    const textFile = join(directory, 'power.txt');
    writeOutput(resultFile, storedText({ ...powerDocument({ study, hash }, run), ...overPart(over, learned), ...furtherPart(study) }));
    writeOutput(textFile, `${powerText(study, run.result, { details: true, over, learned, ...furtherFigures(study) })}\n`);
    const { columns } = terminalOf(process.stdout);
    process.stdout.write(`${powerText(study, run.result, { columns, command: followingCommand(SCENARIO, {}), learned })}\n\n`);
    const kept = `one simulated trial (CSV), the result (power.json) and all its figures (power.txt): ${directory}`;
    process.stdout.write(`${folded(kept, columns)}\n`);
  },
});
