import { folderForCluster, sendShards, type ExecutorArguments } from '../cluster/execute-on-cluster.ts';
import { assertTrialsOfShard, planTrials, tablesAsked, type TrialsRequest } from '../trials/trials-request.ts';
import { shardSizeForCount } from '../shards/shard-size.ts';
import { mostTrialsOfShard, tablesOfTrials } from '../shards/trial-tables.ts';

/**
 * Simulates trials on a cluster into the folder of `--out`, whose merge writes the data files.
 * @param signal  ends the wait for the jobs
 * @returns whether every shard is there; false where the jobs go on alone
 * @throws ExitError as `submit`
 */
export async function trialsOnCluster(request: TrialsRequest, argv: ExecutorArguments, signal?: AbortSignal): Promise<boolean> {
  const { first, trials } = request;
  const { values } = tablesOfTrials({ ...tablesAsked(request), first });
  const folder = await folderForCluster(argv, {
    plan: (size) => planTrials(request, size),
    sizeForCount: (shards) => {
      const each = shardSizeForCount(trials, shards, 1);
      assertTrialsOfShard(`--shards ${shards}`, each, { trials, values });
      return each;
    },
    autoSize: () => Math.min(trials, mostTrialsOfShard(values)),
  });
  await sendShards(folder, argv, { signal, answers: argv.wait === true });
  return argv.wait === true;
}
