import { join } from 'node:path';
import { proportion, powerText } from '../../report/text/power-text.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { loadStudy } from '../arguments/load-study.ts';
import { writeOutput } from '../files/output-file.ts';
import { documentText, powerDocument } from '../results/result-document.ts';
import { runPower } from '../runs/run-one-study.ts';
import { workersIn } from '../runs/with-workers.ts';
import { writeTrials } from '../results/write-trials.ts';

const SCENARIO = 'scenarios/williams-2018.yaml';

/** What `npm start` alone does: simulates the 2018 trial, writes its data, estimates power, and prints the answer. */
export const mainCommand = defineCommand({
  usage: 'main',
  summary: 'simulates the 2018 trial, writes its data, estimates power, and prints the answer',
  examples: [],
  hidden: true,
  async run(_, session) {
    const { study, hash } = loadStudy(SCENARIO, {});
    const directory = join('output', study.name);
    const files = writeTrials({ study, directory, first: 0, trials: 1, truth: true });
    const run = await runPower(study, hash, workersIn(session, 'auto'));
    const text = powerText(study, run.result);
    const resultFile = join(directory, 'power.json');
    writeOutput(resultFile, documentText(powerDocument({ study, hash }, run)));
    writeOutput(join(directory, 'power.txt'), `${text}\n`);
    process.stdout.write(`${text}\n\n`);
    if (run.result.claim) {
      const chance = proportion(run.result.claim.power);
      process.stdout.write(
        `answer: a trial of this design makes the claim "${run.result.claim.name}" with probability ${chance} (Monte-Carlo SE), if naltrexone blocks the effect fully\n`,
      );
    }
    process.stdout.write(`one simulated trial: ${files.join(', ')}\nthe result: ${resultFile}, ${join(directory, 'power.txt')}\n`);
  },
});
