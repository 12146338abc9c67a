import { setFlagsFromString } from 'node:v8';

/**
 * Tasks of a thread from which on its work is long. A task has some hundreds of trials, and with virtual patients the longer compiling is made good after some hundred thousand (assumed: in
 * 10 000 trials, their true effects and power over priors it takes 3 s of 16).
 */
const LONG = 200;

/**
 * To be called before threads start: for long work V8 is to inline more. The loop over periods of virtual patients calls many short functions, and by default V8 stops inlining them too early,
 * which costs an eighth of the time.
 * @param tasks  that each thread is expected to have
 */
export function inlineForLongWork(tasks: number): void {
  if (tasks < LONG) return;
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=4000');
  setFlagsFromString('--min-inlining-frequency=0.01');
}
