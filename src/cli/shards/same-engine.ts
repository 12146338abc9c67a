import { STREAM_VERSION } from '../../random/index.ts';
import { usageError } from '../terminal/exit-error.ts';
import { engineVersion } from '../workers/engine-version.ts';
import type { RunPlan } from './plan.ts';

type Program = Pick<RunPlan, 'engine' | 'streamVersion'>;

/** What differs between the plan in a folder and the one wanted, in words. @param other  what else it can be */
export function differences(there: Program, wanted: Program, other = 'another scenario, seed or setting'): string[] {
  const found: string[] = [];
  if (there.engine !== wanted.engine) found.push(`made by version ${there.engine}, this is ${wanted.engine}`);
  if (there.streamVersion !== wanted.streamVersion) found.push(`stream version ${there.streamVersion}, this has ${wanted.streamVersion}`);
  return found.length === 0 ? [other] : found;
}

/**
 * Shards of one run are computed and merged by one version of the program, on any engine: the result names one version.
 * @param done  what cannot be done otherwise: `continued`, `merged`
 * @throws ExitError (2)
 */
export function assertSameEngine({ plan, path }: { readonly plan: RunPlan; readonly path: string }, done: string): void {
  const why = otherProgram(plan);
  if (why !== undefined) throw usageError(`${path} cannot be ${done} here: ${why}`);
}

/** In what the program of a plan differs from this one, in words; undefined where it does not. */
export function otherProgram(plan: RunPlan): string | undefined {
  const here = { ...plan, engine: engineVersion(), streamVersion: STREAM_VERSION };
  if (here.engine === plan.engine && here.streamVersion === plan.streamVersion) return undefined;
  return differences(plan, here).join('; ');
}
