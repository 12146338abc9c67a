import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, contentHash } from '../../scenario/resolved/scenario-hash.ts';
import { usageError } from '../terminal/exit-error.ts';
import { readJson } from '../files/input-file.ts';
import { writeOutput } from '../files/output-file.ts';
import { planProblem } from './plan-problem.ts';
import { isPlan, planHash, type RunPlan } from './plan.ts';
import { sha256 } from '../../text/sha256.ts';

/** The text of `plan.json`: the plan with a checksum of its content. */
export function planText(plan: RunPlan): string {
  const content = JSON.parse(JSON.stringify(plan)) as RunPlan;
  return `${JSON.stringify({ ...content, checksum: sha256(canonicalJson(content)) }, null, 1)}\n`;
}

/**
 * Reads the plan of a folder, which has to be as it was written: one changed by hand would give other numbers under the same hash.
 * @param wanted  a new plan of the run where it is known; it vouches for an old plan, which has no checksum, and gets one
 * @throws ExitError (2) if there is no plan, none that this program can read, or one that was changed
 */
export function readPlan(path: string, wanted?: RunPlan): RunPlan {
  const file = join(path, 'plan.json');
  if (!existsSync(file)) throw usageError(`${path} holds no plan (make one with: crossover-sim plan SCENARIO --out ${path})`);
  const stored = readJson(file, 'plan');
  if (isLearning(stored)) throw usageError(`${path} holds a run of learn: only that command goes on with it`);
  if (!isPlan(stored)) throw usageError(`${file} is not a plan of this program`);
  const { checksum, ...content } = stored as RunPlan & { readonly checksum?: unknown };
  const plan = JSON.parse(JSON.stringify(content)) as RunPlan; // a minus before a zero has no meaning, and is not kept
  const problem = planProblem(plan);
  if (problem !== undefined) throw usageError(`${file} ${problem}`);
  const isWhole = plan.cells.every(
    ({ scenario, study, replicates }) => scenario === contentHash(study) && (replicates === 0 || replicates === study.power.replicates),
  );
  if (checksum === undefined && isWhole && wanted !== undefined) {
    const vouched = vouchedFor(plan, wanted);
    if (vouched !== undefined) writeOutput(file, planText(vouched));
    return vouched ?? plan; // of another run, as the caller will find
  }
  if (checksum === undefined && isWhole)
    throw usageError(
      `${file} has no checksum (an earlier version made it): the command that made it, given again (plan SCENARIO … --out ${path}), checks it and keeps what is finished`,
    );
  if (!isWhole || checksum !== sha256(canonicalJson(plan)))
    throw usageError(`${file} was changed after it was written: put it back as it was, or plan into another folder`);
  return plan;
}

/** Whether a plan is one of `learn`, whose work is not known before its first results. */
export function isLearning(plan: unknown): boolean {
  return (plan as { readonly question?: { readonly kind?: unknown } } | null)?.question?.kind === 'posterior';
}

/** An old plan, if a new one of the same run has the same numbers; sources are taken from the new one. */
function vouchedFor(old: RunPlan, wanted: RunPlan): RunPlan | undefined {
  if (planHash(old) !== planHash(wanted)) return undefined;
  const cells = old.cells.map(({ scenario, study, truths, replicates }, i) => ({
    ...wanted.cells[i],
    scenario,
    study,
    truths,
    replicates,
  }));
  return { ...wanted, shardTrials: old.shardTrials, cells };
}
