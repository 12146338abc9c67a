import { compileStudy } from '../../power/simulation/compile-study.ts';
import { type Block, BLOCK_SIZE, blocksOf } from '../../power/simulation/blocks.ts';
import type { Study } from '../../study/study.ts';
import { trueEffects } from '../../power/simulation/truth.ts';
import type { TrueEffect } from '../../power/true-effect.ts';
import { STREAM_VERSION } from '../../random/index.ts';
import type { Origins } from '../../scenario/index.ts';
import { canonicalJson, contentHash } from '../../scenario/resolved/scenario-hash.ts';
import { engineVersion } from '../workers/engine-version.ts';
import { sha256 } from '../../text/sha256.ts';
import { decisiveQuestion, isQuestion, type PlannedQuestion, type PlannedTrials } from './planned-question.ts';
import type { ContentKind } from './shard-content.ts';

/** One study of a plan: a scenario, or one variant of it. */
export interface PlanCell {
  /** Hash of the study as the user wrote it, for documents. */
  readonly scenario: string;
  readonly study: Study;
  /** True effects, computed once, against which every shard judges its estimates. */
  readonly truths: readonly TrueEffect[];
  /** Trials asked for so far. */
  readonly replicates: number;
  /** Where the values of the study come from, for reports. */
  readonly origins?: Origins;
  /** Number of its first trial; 0 where left out. */
  readonly first?: number;
  /** Numbers of patients at which each trial is analysed, the last that of the study. */
  readonly sizes?: readonly number[];
  /** With a question: whether estimates are judged against true effects, which a file of the folder then holds. */
  readonly judged?: boolean;
  /** With a question: whether its trials give figures alone. */
  readonly figures?: true;
}

/** Everything a machine needs to compute any shard of a run. */
export interface RunPlan {
  readonly format: 2;
  readonly engine: string;
  readonly streamVersion: number;
  /** In plans of stream version 1: a hash of what the mathematical functions of the machine give, on which the numbers depended. */
  readonly fingerprint?: string;
  readonly blockSize: number;
  /** Trials per shard; a multiple of the block size. */
  readonly shardTrials: number;
  readonly cells: readonly PlanCell[];
  /** What is asked of the cells; the power of each where left out. */
  readonly question?: PlannedQuestion | PlannedTrials;
  /** With a question: how many cells it began with. Others follow from their results, so that they do not tell one run from another. */
  readonly planned?: number;
}

/** A shard of a run: some neighbouring trials of one cell. */
export interface Shard extends Block {
  readonly index: number;
  readonly cell: number;
}

const SHARDS = 100;

/** The largest shard: a file of it holds 100 000 tallies of 1 to 3 kB, and is read as one text (assumed). */
const MAX_SHARD_TRIALS = 50_000_000;

/** The most shards of a run: each is a file in one folder (assumed). */
const MAX_SHARDS = 1_000_000;

/** Trials per shard: about a hundred shards, in whole blocks. */
export function shardTrialsFor(replicates: number): number {
  return Math.min(MAX_SHARD_TRIALS, BLOCK_SIZE * Math.max(1, Math.ceil(replicates / BLOCK_SIZE / SHARDS)));
}

/** Why a run cannot be cut into shards of this many trials; undefined where it can. @param unit  trials of which a shard has a multiple */
export function shardSizeError(trials: number, shardTrials: number, unit = BLOCK_SIZE): string | undefined {
  if (!(Number.isInteger(shardTrials) && shardTrials > 0 && shardTrials % unit === 0))
    return unit === 1 ? `expected a whole number from 1, got ${shardTrials}` : `expected a multiple of ${unit}, got ${shardTrials}`;
  if (shardTrials > MAX_SHARD_TRIALS) return `expected at most ${MAX_SHARD_TRIALS} trials a shard, got ${shardTrials}`;
  if (trials / shardTrials > MAX_SHARDS)
    return `expected at most ${MAX_SHARDS} shards, got ${Math.ceil(trials / shardTrials)}: take shards of at least ${unit * Math.ceil(trials / MAX_SHARDS / unit)} trials`;
  return undefined;
}

/** Whether what a file holds is a plan that this program can work on. */
export function isPlan(content: unknown): content is RunPlan {
  const plan = content as Partial<RunPlan> | null;
  if (typeof plan !== 'object' || plan === null || plan.format !== 2 || !Array.isArray(plan.cells) || plan.cells.length === 0) return false;
  const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
  const cells = plan.cells as (Partial<PlanCell> | null)[];
  const whole = cells.every(
    (cell) =>
      cell !== null &&
      isObject(cell.study) &&
      isObject(cell.study?.power) &&
      isObject(cell.study?.analyses) &&
      Array.isArray(cell.truths) &&
      Number.isSafeInteger(cell.replicates) &&
      Number(cell.replicates) >= 0 &&
      (cell.first === undefined || Number.isSafeInteger(cell.first)) &&
      (cell.sizes === undefined || (Array.isArray(cell.sizes) && cell.sizes.every(Number.isSafeInteger))),
  );
  return (
    whole &&
    (plan.question === undefined ? plan.planned === undefined : isQuestion(plan.question) && isCount(plan.planned, cells.length)) &&
    shardSizeError(
      cells.reduce((sum, cell) => sum + Number(cell?.replicates), 0),
      plan.shardTrials ?? NaN,
      plan.question?.kind === 'trials' ? 1 : BLOCK_SIZE,
    ) === undefined
  );
}

function isCount(value: unknown, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
}

/** Plans the trials that each study's `power.replicates` asks for. @param known  true effects of the studies; found where left out */
export function makePlan(
  studies: readonly Study[],
  shardTrials = shardTrialsFor(Math.max(...studies.map(({ power }) => power.replicates))),
  origins: readonly Origins[] = [],
  known: readonly (readonly TrueEffect[])[] = [],
): RunPlan {
  const cells = studies.map((study, position) => {
    // As it will be read back from the file, so that a fresh plan and one from disk are the same.
    const stored = JSON.parse(JSON.stringify(study)) as Study;
    const truths = known.length > position ? known[position] : trueEffects(compileStudy(stored));
    return {
      scenario: contentHash(study),
      study: stored,
      truths,
      replicates: study.power.replicates,
      ...(origins.length > position ? { origins: origins[position] } : {}),
    };
  });
  return { ...planHead(), shardTrials, cells };
}

/** What every plan of this program has. */
export function planHead(): Omit<RunPlan, 'shardTrials' | 'cells'> {
  return { format: 2, engine: engineVersion(), streamVersion: STREAM_VERSION, blockSize: BLOCK_SIZE };
}

/** What makes two shards shards of the same run: everything that decides their numbers, but not how many trials there are nor how they are cut. */
export function planHash(plan: RunPlan): string {
  const { format, engine, streamVersion, fingerprint, blockSize, question, planned } = plan;
  if (question !== undefined) {
    const asked = plan.cells
      .slice(0, planned)
      .map(({ scenario, first, sizes, judged, figures }) => ({ scenario, first, sizes, judged, figures }));
    const numbers = JSON.parse(JSON.stringify({ question: decisiveQuestion(question), cells: asked })) as object;
    return sha256(canonicalJson({ format, engine, streamVersion, fingerprint, blockSize, ...numbers }));
  }
  const cells = plan.cells.map(({ study, truths }) => ({ study: { ...study, power: { ...study.power, replicates: 0 } }, truths }));
  return sha256(canonicalJson({ format, engine, streamVersion, fingerprint, blockSize, cells }));
}

/**
 * Shards in the order of their numbers; cells take turns, so that more trials of all cells only add shards at the end.
 * Cells that follow from the results of others come after these.
 */
export function shardsOf({ cells, shardTrials, planned = cells.length }: RunPlan): Shard[] {
  const shards: Shard[] = [];
  const add = (from: number, to: number): void => {
    const most = cells.slice(from, to).reduce((longest, { replicates }) => Math.max(longest, replicates), 0);
    for (let begin = 0; begin < most; begin += shardTrials) {
      for (let cell = from; cell < to; cell++) {
        const { replicates, first = 0 } = cells[cell];
        const count = Math.min(shardTrials, replicates - begin);
        if (count > 0) shards.push({ index: shards.length, cell, first: first + begin, count });
      }
    }
  };
  add(0, planned);
  add(planned, cells.length);
  return shards;
}

/** What the shards of a cell hold. */
export function contentKind({ question, cells }: RunPlan, cell: number): ContentKind {
  if (question === undefined) return 'blocks';
  if (question.kind === 'trials') return 'tables';
  if (cells[cell].figures === true) return 'figures';
  return cells[cell].sizes === undefined ? 'recorded' : 'curve';
}

/** The same run with this many trials of a cell. */
export function extended(plan: RunPlan, cell: number, replicates: number): RunPlan {
  const cells = plan.cells.map((each, position) => {
    if (position !== cell) return each;
    const study = { ...each.study, power: { ...each.study.power, replicates } };
    return { ...each, study, scenario: contentHash(study), replicates };
  });
  return { ...plan, cells };
}

export function blocksOfShard({ first, count }: Block): Block[] {
  return [...blocksOf(first + count, first)];
}
