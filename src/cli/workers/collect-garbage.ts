import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Milliseconds between two collections, each of which takes some milliseconds (assumed). */
const INTERVAL = 1500;

let last = 0;
let collect: (() => void) | undefined;

/**
 * Called after a task: collects garbage every second or two, so that peak memory does not grow with the number of trials. Counts handed from thread to
 * thread are short-lived, but so few that V8 would let tens of megabytes of them lie for minutes. Does nothing where V8 offers no collection on demand.
 */
export function collectGarbageSometimes(): void {
  const now = performance.now();
  if (now - last < INTERVAL) return;
  last = now;
  collect ??= onDemand();
  collect();
}

function onDemand(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('typeof gc === "function" ? gc : undefined');
  return typeof found === 'function' ? (found as () => void) : () => undefined;
}
