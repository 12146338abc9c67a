import type { Tally } from '../../power/simulation/tally.ts';
import type { Shard } from './plan.ts';
import { sha256 } from '../../text/sha256.ts';

/** Why a shard's file cannot be used: cut off, other bytes than its checksum says, of another run, or of other trials than its name says. */
export type ShardProblem = 'truncated' | 'corrupt' | 'foreign' | 'misnamed';

/** The name of a shard's file: its cell and its trials, so that it stays when the run is extended. */
export function shardName({ cell, first, count }: Pick<Shard, 'cell' | 'first' | 'count'>): string {
  const padded = (value: number): string => String(value).padStart(10, '0');
  return `cell${cell}-${padded(first)}-${padded(first + count)}.json`;
}

/** The bytes of a finished shard: one line of JSON, one line with its SHA-256. They depend on the plan and the trials alone. */
export function shardText(plan: string, { cell, first, count }: Shard, blocks: readonly Tally[]): string {
  const line = JSON.stringify({ format: 1, plan, cell, first, count, blocks });
  return `${line}\n${sha256(line)}\n`;
}

/** Reads a shard's file back, one tally per block, or says what is wrong with it. */
export function readShardText(text: string, plan: string, shard: Shard): readonly Tally[] | ShardProblem {
  const match = /^(.*)\n([0-9a-f]{64})\n$/.exec(text);
  if (match === null) return /^[^\n]*(\n[0-9a-f]*)?$/.test(text) ? 'truncated' : 'corrupt';
  if (sha256(match[1]) !== match[2]) return 'corrupt';
  const content = JSON.parse(match[1]) as Partial<Shard & { plan: string; blocks: unknown }> | null;
  if (content === null || !Array.isArray(content.blocks)) return 'corrupt';
  const blocks = content.blocks as readonly (Tally | null)[];
  if (content.plan !== plan) return 'foreign';
  const named = content.cell === shard.cell && content.first === shard.first && content.count === shard.count;
  if (!named) return 'misnamed';
  const trials = blocks.reduce((sum, block) => sum + (block?.trials ?? NaN), 0);
  return trials === shard.count ? (blocks as readonly Tally[]) : 'corrupt';
}
