import { BLOCK_SIZE } from '../../power/simulation/blocks.ts';
import { pick, scenarioFiles, studyOptions } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { loadStudy, tellWarnings } from '../arguments/load-study.ts';
import { queueOf, tasksIn } from '../cluster/slurm-queue.ts';
import { shardSizeError, makePlan, shardsOf } from '../shards/plan.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { usageError } from '../terminal/exit-error.ts';

export const planCommand = defineCommand({
  usage: 'plan <scenario..>',
  summary: 'a results folder for a power run in shards, on one machine or many',
  positionals: scenarioFiles,
  options: {
    ...studyOptions,
    ...pick('replicates'),
    out: { type: 'string', required: true, describe: 'the folder' },
    'shard-trials': { type: 'number', describe: `trials per shard, a multiple of ${BLOCK_SIZE} (default: a hundredth of the run)` },
  },
  examples: [
    [
      'plan scenarios/gaussian-textbook.yaml --replicates 20000 --shard-trials 10000 --out output/run',
      'two shards; then run-shard, status, merge',
    ],
    ['plan scenarios/williams-2018.yaml scenarios/null.yaml --out output/both', 'two scenarios in one folder'],
  ],
  run({ scenario, out, shardTrials, ...changes }) {
    const loaded = scenario.map((path) => loadStudy(path, changes));
    tellWarnings(loaded);
    const studies = loaded.map(({ study }) => study);
    const trials = studies.reduce((sum, { power }) => sum + power.replicates, 0);
    const problem = shardTrials === undefined ? undefined : shardSizeError(trials, shardTrials);
    if (problem !== undefined) throw usageError(`--shard-trials: ${problem}`);
    const origins = loaded.map((one) => one.origins);
    const folder = ResultsFolder.prepare(out, makePlan(studies, shardTrials, origins));
    if (shardTrials !== undefined) cutInto(folder, shardTrials);
    const { plan, hash, path } = folder;
    const shards = shardsOf(plan).length;
    process.stdout.write(`${path}: ${shards} shards of up to ${plan.shardTrials} trials, numbered 0 to ${shards - 1}\nplan ${hash}\n`);
  },
});

/** Cuts a folder that was there into shards of this many trials. @throws ExitError (2) where parts of another size are queued or finished */
function cutInto(folder: ResultsFolder, shardTrials: number): void {
  const { path, plan } = folder;
  const queued = shardTrials === plan.shardTrials ? 0 : tasksIn(queueOf(folder)).length;
  if (queued > 0)
    throw usageError(
      `--shard-trials: ${queued} tasks of ${path} are in the queue, cut into ${plan.shardTrials} trials: scancel them first`,
    );
  if (!folder.resizeShards(shardTrials))
    throw usageError(
      `--shard-trials: ${path} holds finished shards of up to ${plan.shardTrials} trials, which cannot be cut into shards of ${shardTrials}: keep that size, or choose another folder`,
    );
}
