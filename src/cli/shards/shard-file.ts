import type { TrueEffect } from '../../power/true-effect.ts';
import type { Shard } from './plan.ts';
import { sha256 } from '../../text/sha256.ts';
import { isContent, type ContentKind, type ShardContent } from './shard-content.ts';

/** Why a shard's file cannot be used: cut off, other bytes than its checksum says, of another run, or of other trials than its name says. */
export type ShardProblem = 'truncated' | 'corrupt' | 'foreign' | 'misnamed';

/** The name of a shard's file: its cell and its trials, so that it stays when the run is extended. */
export function shardName({ cell, first, count }: Pick<Shard, 'cell' | 'first' | 'count'>): string {
  const padded = (value: number): string => String(value).padStart(10, '0');
  return `cell${cell}-${padded(first)}-${padded(first + count)}.json`;
}

/** The name of the file with the true effects of a cell, where the plan does not have them. */
export function truthsName(cell: number): string {
  return `cell${cell}-truths.json`;
}

/** The bytes of a finished shard: one line of JSON, one line with its SHA-256. They depend on the plan and the trials alone. */
export function shardText(plan: string, { cell, first, count }: Shard, content: ShardContent): string {
  return sealed({ format: 1, plan, cell, first, count, ...content });
}

/** The bytes of a file with the true effects of a cell. */
export function truthsText(plan: string, cell: number, truths: readonly TrueEffect[]): string {
  return sealed({ format: 1, plan, cell, truths });
}

/** A line of JSON, and a line with its SHA-256. */
export function sealed(content: object): string {
  const line = JSON.stringify(content);
  return `${line}\n${sha256(line)}\n`;
}

type Opened = Readonly<Record<string, unknown>>;

/** What the line of a file holds, or what is wrong with it. */
export function opened(text: string): Opened | 'truncated' | 'corrupt' {
  const match = /^(.*)\n([0-9a-f]{64})\n$/.exec(text);
  if (match === null) return /^[^\n]*(\n[0-9a-f]*)?$/.test(text) ? 'truncated' : 'corrupt';
  if (sha256(match[1]) !== match[2]) return 'corrupt';
  return (JSON.parse(match[1]) as Opened | null) ?? 'corrupt';
}

/** Reads a shard's file back, or says what is wrong with it. */
export function readShardText(text: string, plan: string, shard: Shard, kind: ContentKind): ShardContent | ShardProblem {
  const content = opened(text);
  if (typeof content === 'string') return content;
  if (content.plan !== plan) return Object.hasOwn(content, 'plan') ? 'foreign' : 'corrupt';
  const named = content.cell === shard.cell && content.first === shard.first && content.count === shard.count;
  if (!named) return 'misnamed';
  return isContent(content, kind, shard.count) ? content : 'corrupt';
}

/** Reads the true effects of a cell back, or says what is wrong with the file. */
export function readTruthsText(text: string, plan: string, cell: number): readonly TrueEffect[] | ShardProblem {
  const content = opened(text);
  if (typeof content === 'string') return content;
  if (content.plan !== plan) return 'foreign';
  if (content.cell !== cell) return 'misnamed';
  return Array.isArray(content.truths) ? (content.truths as readonly TrueEffect[]) : 'corrupt';
}
