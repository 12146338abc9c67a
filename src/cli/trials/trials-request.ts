import type { TrialDates } from '../../data-files/dates/study-calendar.ts';
import { powerParameters, type Study } from '../../study/study.ts';
import { planHead, shardSizeError, type RunPlan } from '../shards/plan.ts';
import type { PlannedTrials, TrialFiles } from '../shards/planned-question.ts';
import { cellsOf } from '../shards/question-plan.ts';
import { mostTrialsOfShard, tablesOfTrials } from '../shards/trial-tables.ts';
import { usageError } from '../terminal/exit-error.ts';

export interface TrialsRequest {
  readonly study: Study;
  readonly directory: string;
  /** Number of the first trial; the trial of the same number in a power run. */
  readonly first: number;
  readonly trials: number;
  readonly truth: boolean;
  /** Also write items.csv; needs `measurement.mode: items`. */
  readonly items?: boolean;
  readonly onTrial?: (done: number) => void;
  /** How the files are written; one CSV a table, a row a measurement, where left out. */
  readonly files?: TrialFiles | undefined;
  /** Which days the trials get; without dates where left out. */
  readonly dates?: TrialDates | undefined;
  /** Hours since the studied drug of concentrations.csv; without it where left out. */
  readonly concentrations?: readonly number[] | undefined;
  /** Asks to stop. */
  readonly signal?: AbortSignal;
  /** Whether the folder must hold the run already. */
  readonly resume?: boolean;
}

/** Trials are counted as `power` counts them, and no further. */
const MAX_TRIALS = powerParameters.replicates.max;

/** @throws ExitError (2) where there are no trials of such numbers, or no items to write */
export function assertTrialsRequest({
  study,
  first,
  trials,
  items: withItems,
}: Omit<TrialsRequest, 'onTrial' | 'directory' | 'signal' | 'resume'>): void {
  if (!Number.isInteger(trials) || trials < 1) throw usageError(`--trials: expected a whole number from 1, got ${trials}`);
  if (!Number.isInteger(first) || first < 0 || first + trials > MAX_TRIALS)
    throw usageError(
      `--replicate: expected a whole number from 0, and with --trials at most ${MAX_TRIALS}, got ${first} and ${trials} trials`,
    );
  if (withItems === true && (study.trial.kind !== 'mechanistic' || study.trial.measurement.mode !== 'items'))
    throw usageError('--items: expected measurement.mode items, got totals; add --set measurement.mode=items');
}

/** Values of a part, about (assumed: some 2 MB of rows). */
const PART_VALUES = 20_000;

/**
 * Refuses shards of trials that cannot be, or that would not fit into memory.
 * @param option  that asked for them
 * @param of      all trials, and the values of one
 * @throws ExitError (2)
 */
export function assertTrialsOfShard(
  option: string,
  shardTrials: number,
  { trials, values }: { readonly trials: number; readonly values: number },
): void {
  const most = mostTrialsOfShard(values);
  const problem = shardSizeError(trials, shardTrials, 1);
  if (problem !== undefined) throw usageError(`${option}: ${problem}`);
  if (shardTrials > most)
    throw usageError(`${option}: expected at most ${most} trials a shard (${values} values each, held in memory), got ${shardTrials}`);
}

/** What of a request says which tables there are, as a plan keeps it. */
export function tablesAsked({ study, truth, items = false, files, dates, concentrations }: TrialsRequest): Omit<PlannedTrials, 'kind'> {
  return {
    ...{ study, truth, items },
    ...(files === undefined ? {} : { files }),
    ...(dates === undefined ? {} : { dates }),
    ...(concentrations === undefined ? {} : { concentrations }),
  };
}

/** Trials as a plan has them. @param shardTrials  trials of a part; some 20 000 values where left out */
export function planTrials(request: TrialsRequest, shardTrials?: number): RunPlan {
  const { study, first, trials } = request;
  const tables = tablesAsked(request);
  const { values } = tablesOfTrials({ ...tables, first });
  if (shardTrials !== undefined) assertTrialsOfShard('--shard-trials', shardTrials, { trials, values });
  const asked = { ...study, power: { ...study.power, replicates: trials } };
  const size = shardTrials ?? Math.max(1, Math.floor(PART_VALUES / Math.max(1, values)), Math.ceil(trials / 100_000));
  const question = { kind: 'trials', ...tables } as const;
  const stored = JSON.parse(JSON.stringify(question)) as typeof question;
  return { ...planHead(), shardTrials: size, cells: cellsOf([{ study: asked, first }]), question: stored, planned: 1 };
}
