import { BLOCK_SIZE } from '../../../power/simulation/blocks.ts';
import { pick, scenarioFiles, studyOptions } from '../../arguments/common-options.ts';
import { defineCommand } from '../../arguments/define-command.ts';
import { loadStudy, tellWarnings } from '../../arguments/load-study.ts';
import { powerOptions } from '../../arguments/power-options.ts';
import { workersOf } from '../../arguments/workers.ts';
import { plannedFolder, plannedQuestionFolder } from '../../cluster/planned-folder.ts';
import { simulatedPilots } from '../../planned/answer-question.ts';
import { plannedCommands, posedPlan, trialsOfPlan } from '../../questions/posed-plan.ts';
import { planTrials } from '../../trials/trials-request.ts';
import { workersIn } from '../../runs/with-workers.ts';
import { shardsOf } from '../../shards/plan.ts';
import { ResultsFolder } from '../../shards/results-folder.ts';
import { usageError } from '../../terminal/exit-error.ts';

const { vary, sample, tornado, assurance, learning, parameter, threshold, certainty } = powerOptions;

export const planCommand = defineCommand({
  usage: 'plan <scenario..>',
  summary: 'a results folder for a run in shards, on one machine or many',
  positionals: scenarioFiles,
  options: {
    ...studyOptions,
    for: { type: 'string', choices: plannedCommands, default: 'power', describe: 'the command whose run it is' },
    ...{ vary, sample, tornado, assurance, learning, parameter, threshold, certainty },
    worlds: { type: 'string', many: true, greedy: true, describe: 'with --for compare: scenarios under which every design is simulated' },
    target: { type: 'number', describe: 'with --for sample-size: power to reach (default power.target)' },
    analysis: { type: 'string', describe: 'with --for sample-size: analysis that must succeed (default: the claim)' },
    max: { type: 'number', describe: 'with --for sample-size: largest number of participants tried (1000)' },
    trials: { type: 'number', describe: 'with --for simulate: number of trials' },
    replicate: { type: 'number', describe: 'with --for simulate: number of the first trial' },
    truth: { type: 'boolean', describe: 'with --for simulate: also truth.csv' },
    items: { type: 'boolean', describe: 'with --for simulate: also items.csv' },
    ...pick('replicates'),
    out: { type: 'string', required: true, describe: 'the folder' },
    'shard-trials': { type: 'number', describe: `trials per shard, a multiple of ${BLOCK_SIZE} (default: a hundredth of the run)` },
    ...pick('workers', 'quiet'),
  },
  examples: [
    [
      'plan scenarios/gaussian-textbook.yaml --replicates 20000 --shard-trials 10000 --out output/run',
      'two shards; then run-shard, status, merge',
    ],
    ['plan scenarios/williams-2018.yaml scenarios/null.yaml --out output/both', 'two scenarios in one folder'],
    [
      'plan scenarios/gaussian-textbook.yaml --vary gaussian.difference=2,3,4 --replicates 1000 --out output/sweep',
      'the shards of a sweep',
    ],
  ],
  async run({ scenario, out, shardTrials, workers, ...asked }, session) {
    const options = workersIn(session, workersOf(workers));
    const folder = await plannedIn();
    const { plan, hash, path } = folder;
    const shards = shardsOf(plan).length;
    process.stdout.write(`${path}: ${shards} shards of up to ${plan.shardTrials} trials, numbered 0 to ${shards - 1}\nplan ${hash}\n`);

    async function plannedIn(): Promise<ResultsFolder> {
      const trials = trialsOfPlan({ scenario, ...asked }, out);
      if (trials !== undefined) return ResultsFolder.prepare(out, planTrials(trials, shardTrials));
      const posed = await posedPlan({ scenario, ...asked }, options);
      if (posed === undefined) {
        const loaded = scenario.map((path) => loadStudy(path, asked));
        tellWarnings(loaded);
        return plannedFolder(out, loaded, shardTrials, options);
      }
      if (posed.cells.length === 0) throw usageError('nothing is left to simulate: the command itself gives the answer');
      const folder = plannedQuestionFolder(out, posed, shardTrials);
      await simulatedPilots(posed, folder, options);
      return folder;
    }
  },
});
