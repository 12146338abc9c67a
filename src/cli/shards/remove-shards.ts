import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { guarded } from '../files/durable-files.ts';
import type { Shard } from './plan.ts';
import { shardName } from './shard-file.ts';

/** Removes shards whose result is written from the folder of a run, and its plan; what else is there stays. @throws ExitError (2) where the folder cannot be written */
export function removeShards(path: string, shards: readonly Shard[]): void {
  const kept = join(path, 'shards');
  guarded(`cannot write ${path}`, () => {
    for (const shard of shards) rmSync(join(kept, shardName(shard)), { force: true });
    if (readdirSync(kept).length === 0) rmdirSync(kept);
    rmSync(join(path, 'plan.json'), { force: true });
  });
}
