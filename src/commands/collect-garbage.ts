import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Tasks between two collections: a collection takes some milliseconds, these tasks seconds. */
const TASKS = 8;

let tasks = 0;
let collect: (() => void) | undefined;

/**
 * Counts a finished task and collects garbage from time to time, so that peak memory does not grow with the number of trials: counts handed from thread to
 * thread are short-lived, but few enough that V8 would let tens of megabytes of them lie for minutes. Does nothing where V8 offers no collection on demand.
 */
export function taskFinished(): void {
  if (++tasks % TASKS !== 0) return;
  collect ??= onDemand();
  collect();
}

function onDemand(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('typeof gc === "function" ? gc : undefined');
  return typeof found === 'function' ? (found as () => void) : () => undefined;
}
