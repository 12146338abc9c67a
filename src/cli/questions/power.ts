import { DATAPACKAGE_FILE } from '../../data-files/writing/formats/datapackage.ts';
import { decisionOf, ruleOf } from '../../power/stopping/requirement.ts';
import type { Requirement } from '../../power/stopping/stopping-rule.ts';
import { loadStudy, tellWarnings, type LoadedStudy } from '../arguments/load-study.ts';
import { tellLosses } from '../arguments/margin-warnings.ts';
import type { PowerArguments } from '../arguments/power-options.ts';
import { requirementsOf } from '../arguments/requirements.ts';
import { assertNewFile } from '../files/assert-new-file.ts';
import { assertEstimates, writeEstimates } from '../runs/write-estimates.ts';
import { assertProtocolFile } from '../results/write-protocol.ts';
import { assertExecutorOptions, runOnCluster } from '../cluster/execute-on-cluster.ts';
import { overUncertainty } from '../planned/assurance.ts';
import type { PowerCell } from '../results/power-outputs.ts';
import { foundTruths } from '../runs/found-truths.ts';
import { runPower } from '../runs/run-one-study.ts';
import type { WorkersOptions } from '../runs/with-workers.ts';
import { makePlan } from '../shards/plan.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { usageError } from '../terminal/exit-error.ts';
import type { Session } from '../terminal/session.ts';
import { warn } from '../terminal/terminal.ts';

/** A scenario, and the requirements with which its power is compared. */
export interface RequiredStudy {
  readonly loaded: LoadedStudy;
  readonly required: readonly Requirement[];
}

/** @throws ExitError (2) where `--mcse` is no standard error, `--protocol` has an unknown extension, the file of `--estimates` exists already, or options do not go with `--executor` */
export function assertPowerOptions(argv: PowerArguments): void {
  const { mcse } = argv;
  assertProtocolFile(argv.protocol);
  if (mcse !== undefined && !(mcse >= 1e-6 && mcse < 0.5))
    throw usageError(`--mcse: expected a standard error from 0.000001 to 0.5, got ${mcse}`);
  assertExecutorOptions(argv);
  if (argv.estimates !== undefined && argv.executor !== undefined)
    throw usageError(
      '--estimates: the jobs of a cluster keep counts alone; once they have ended, the same command with --resume and without --executor writes it',
    );
  if (argv.estimates !== undefined)
    for (const path of [argv.estimates, `${argv.estimates}.${DATAPACKAGE_FILE}`]) assertNewFile(path, argv.force);
}

/** Reads the scenarios and their requirements, and tells their warnings. @throws ExitError (2) as `loadStudy`, or where a report or a protocol is asked of several */
export function loadRequired(argv: PowerArguments): RequiredStudy[] {
  const { report, protocol, scenario, require } = argv;
  const named = report === undefined ? 'protocol' : 'report';
  if ((report ?? protocol) !== undefined && scenario.length > 1)
    throw usageError(`--${named}: expected one scenario, got ${scenario.length}; run power for each`);
  const loaded = scenario.map((path) => loadStudy(path, argv));
  tellWarnings(loaded);
  loaded.forEach(tellLosses);
  assertEstimates(
    argv.estimates,
    argv.mcse === undefined ? loaded.map(({ study }) => ({ study, replicates: study.power.replicates })) : [],
  );
  return loaded.map((one) => ({ loaded: one, required: requirementsOf(one.study, require, one.scenario) }));
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
  options: WorkersOptions,
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
  if (out !== undefined)
    return { folder: await folderFor(out, loaded, { growing: argv.mcse !== undefined || judged, resume }, options), merged: false };
  if (resume) throw usageError('--resume: say with --out which folder to go on from');
  return { merged: false };
}

/** Opens the results folder; without trials to plan for (`--mcse`, requirements) the run grows by itself. */
async function folderFor(
  path: string,
  loaded: readonly LoadedStudy[],
  { growing, resume }: { readonly growing: boolean; readonly resume: boolean },
  options: WorkersOptions,
): Promise<ResultsFolder> {
  if (resume) ResultsFolder.open(path);
  const studies = loaded.map(({ study }) => study);
  const origins = loaded.map((one) => one.origins);
  const plan = makePlan(studies, undefined, origins, await foundTruths(studies, options));
  return ResultsFolder.prepare(path, growing ? { ...plan, cells: plan.cells.map((cell) => ({ ...cell, replicates: 0 })) } : plan);
}

/** Simulates every scenario, until its requirements are decided where it has any, judges them, and finds the range of power over what is not known. */
export async function simulatedPower(
  studies: readonly RequiredStudy[],
  { folder, merged }: PartsKept,
  argv: PowerArguments,
  options: WorkersOptions,
): Promise<PowerCell[]> {
  const { mcse, stated } = argv;
  const cells: PowerCell[] = [];
  for (const [cell, { loaded, required }] of studies.entries()) {
    const { study, hash } = loaded;
    const rule = ruleOf(study, mcse, merged ? [] : required);
    const run = await runPower(study, hash, options, { rule, ...(folder === undefined ? {} : { keep: { folder, cell } }) });
    const over = stated === true || merged ? undefined : await overUncertainty(loaded, argv, options);
    cells.push({ loaded, run, decided: decisionOf(study, run, required), over });
  }
  return cells;
}

/** Writes the estimates of every trial that was counted (`--estimates`), and says on stderr which files it wrote. @throws ExitError as `writeEstimates` */
export async function estimatesOfPower(cells: readonly PowerCell[], argv: PowerArguments, options: WorkersOptions): Promise<void> {
  const { estimates, quiet } = argv;
  if (estimates === undefined) return;
  const counted = cells.map(({ loaded: { study, hash }, run: { result } }) => ({ study, hash, replicates: result.replicates }));
  const paths = await writeEstimates(estimates, counted, options);
  if (!quiet) process.stderr.write(`${paths.join('\n')}\n`);
}
