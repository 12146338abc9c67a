import { folderForCluster, sendShards, type ExecutorArguments } from '../cluster/execute-on-cluster.ts';
import type { Answer } from '../results/emit-answer.ts';
import type { WorkersOptions } from '../runs/with-workers.ts';
import { makeQuestionPlan, type PosedQuestion } from '../shards/question-plan.ts';
import { shardSizeForCount, shardSizeFromPilot } from '../shards/shard-size.ts';
import { answered, answeredOrPlanned, largeCells, simulatedPilots, type KeptIn } from './answer-question.ts';

/**
 * Answers a question on this machine, or with `--executor` on a cluster: its shards are sent, and when they have ended those that follow
 * from their results. Small runs that decide which shards there are, and the answer itself, are computed here.
 * @returns undefined where the jobs of a cluster go on alone
 * @throws ExitError as `answered` and `submit`
 */
export async function answeredAnywhere(
  posed: PosedQuestion,
  argv: ExecutorArguments & KeptIn,
  options: WorkersOptions,
): Promise<Answer | undefined> {
  if (argv.executor === undefined || posed.cells.length === 0) return answered(posed, argv, options);
  const trials = posed.trials ?? posed.cells.reduce((sum, { study }) => sum + study.power.replicates, 0);
  const folder = await folderForCluster(argv, {
    plan: (size) => makeQuestionPlan(posed, size),
    sizeForCount: (shards) => shardSizeForCount(trials, shards),
    autoSize: async () => shardSizeFromPilot(await largeCells(posed, options)),
  });
  await simulatedPilots(posed, folder, options);
  for (;;) {
    await sendShards(folder, argv, argv.wait === true ? { signal: options.signal, answers: true } : { answers: false });
    if (argv.wait !== true) return undefined;
    const answer = await answeredOrPlanned(posed, folder, options);
    if (answer !== undefined) return answer;
  }
}
