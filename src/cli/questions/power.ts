import { decisionOf, ruleOf } from '../../power/stopping/requirement.ts';
import type { Requirement } from '../../power/stopping/stopping-rule.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import type { PowerArguments } from '../arguments/power-options.ts';
import { runOnCluster } from '../cluster/execute-on-cluster.ts';
import type { PowerCell } from '../results/power-outputs.ts';
import { runPower } from '../runs/run-one-study.ts';
import { makePlan } from '../shards/plan.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { usageError } from '../terminal/command-failure.ts';
import type { Session } from '../terminal/session.ts';
import { warn } from '../terminal/terminal.ts';

/** A scenario, and the requirements that its power is held against. */
export interface RequiredStudy {
  readonly loaded: LoadedStudy;
  readonly required: readonly Requirement[];
}

/** Where the shards of a run are kept, if anywhere. */
export interface PartsKept {
  readonly folder?: ResultsFolder;
  /** Whether a cluster computed all of them, and a merge wrote the result. */
  readonly merged: boolean;
}

/**
 * Prepares the place of the shards: nothing, the folder of `--out`, or with `--executor` a folder that a cluster fills.
 * @returns undefined where the jobs of a cluster go on alone
 * @throws ExitError (2) if a folder cannot be used, or `--resume` has none
 */
export async function preparedParts(
  argv: PowerArguments,
  studies: readonly RequiredStudy[],
  session: Pick<Session, 'signal'>,
): Promise<PartsKept | undefined> {
  const { out, resume, executor, quiet } = argv;
  const loaded = studies.map((each) => each.loaded);
  const judged = studies.some(({ required }) => required.length > 0);
  if (executor !== undefined) {
    if (resume) ResultsFolder.open(out ?? '');
    const folder = await runOnCluster(argv, loaded, argv.wait === true ? session.signal : undefined);
    if (folder !== undefined) return { folder, merged: true };
    if (!quiet && judged) warn('power.require is judged with --wait, or by the same command without --executor once the jobs have ended');
    return undefined;
  }
  if (out !== undefined) return { folder: folderFor(out, loaded, argv.mcse !== undefined || judged, resume), merged: false };
  if (resume) throw usageError('--resume: say with --out which folder to go on from');
  return { merged: false };
}

/** Opens the results folder; without trials to plan for (`--mcse`, requirements) the run grows by itself. */
function folderFor(path: string, loaded: readonly LoadedStudy[], growing: boolean, resume: boolean): ResultsFolder {
  if (resume) ResultsFolder.open(path);
  const plan = makePlan(
    loaded.map(({ study }) => study),
    undefined,
    loaded.map(({ origins }) => origins),
  );
  return ResultsFolder.prepare(path, growing ? { ...plan, cells: plan.cells.map((cell) => ({ ...cell, replicates: 0 })) } : plan);
}

/** Simulates every scenario, until its requirements are decided where it has any, and judges them. */
export async function simulatedPower(
  studies: readonly RequiredStudy[],
  { folder, merged }: PartsKept,
  { mcse, quiet }: PowerArguments,
  workers: number | 'auto',
): Promise<PowerCell[]> {
  const cells: PowerCell[] = [];
  for (const [cell, { loaded, required }] of studies.entries()) {
    const { study, hash } = loaded;
    const rule = ruleOf(study, mcse, merged ? [] : required);
    const run = await runPower(study, hash, workers, quiet, { rule, ...(folder === undefined ? {} : { keep: { folder, cell } }) });
    cells.push({ loaded, run, decided: decisionOf(study, run, required) });
  }
  return cells;
}
