import type { CommandModule } from 'yargs';
import { BLOCK_SIZE } from '../../power/simulation/blocks.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { loadStudy, studyOptions, tellWarnings, type StudyArguments } from '../arguments/load-study.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { queueOf, tasksIn } from '../cluster/slurm-queue.ts';
import { cutProblem, makePlan, shardsOf } from '../shards/plan.ts';

interface PlanArguments extends StudyArguments {
  readonly scenario: string[];
  readonly out: string;
  readonly shardTrials?: number | undefined;
}

export const planCommand: CommandModule<object, PlanArguments> = {
  command: 'plan <scenario..>',
  describe: 'a results folder for a power run in parts, on one machine or many',
  builder: (argv) =>
    studyOptions(argv)
      .positional('scenario', { type: 'string', array: true, demandOption: true, describe: 'scenario files' })
      .option('replicates', { type: 'number', describe: 'number of simulated trials', requiresArg: true })
      .option('out', { type: 'string', demandOption: true, describe: 'the folder', requiresArg: true })
      .option('shard-trials', {
        type: 'number',
        describe: `trials per part, a multiple of ${BLOCK_SIZE} (default: a hundredth of the run)`,
        requiresArg: true,
      })
      .example(
        '$0 plan scenarios/gaussian-textbook.yaml --replicates 20000 --shard-trials 10000 --out output/run',
        'two parts; then run-shard, status, merge',
      )
      .example('$0 plan scenarios/williams-2018.yaml scenarios/null.yaml --out output/both', 'two scenarios in one folder'),
  handler({ scenario, out, shardTrials, ...changes }) {
    const loaded = scenario.map((path) => loadStudy(path, changes));
    tellWarnings(loaded);
    const trials = loaded.reduce((sum, { study }) => sum + study.power.replicates, 0);
    const problem = shardTrials === undefined ? undefined : cutProblem(trials, shardTrials);
    if (problem !== undefined) throw new CommandFailure(2, `--shard-trials: ${problem}`);
    const folder = ResultsFolder.prepare(
      out,
      makePlan(
        loaded.map(({ study }) => study),
        shardTrials,
        loaded.map(({ origins }) => origins),
      ),
    );
    const queued = shardTrials === undefined || shardTrials === folder.plan.shardTrials ? 0 : tasksIn(queueOf(folder)).length;
    if (queued > 0)
      throw new CommandFailure(
        2,
        `--shard-trials: ${queued} tasks of ${out} are in the queue, cut into ${folder.plan.shardTrials} trials: scancel them first`,
      );
    if (shardTrials !== undefined && !folder.recut(shardTrials))
      throw new CommandFailure(
        2,
        `--shard-trials: ${out} holds finished parts of up to ${folder.plan.shardTrials} trials, which cannot be cut into parts of ${shardTrials}: keep that size, or choose another folder`,
      );
    const { plan, hash, path } = folder;
    const shards = shardsOf(plan).length;
    process.stdout.write(`${path}: ${shards} shards of up to ${plan.shardTrials} trials, numbered 0 to ${shards - 1}\nplan ${hash}\n`);
  },
};
