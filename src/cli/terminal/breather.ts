import { setImmediate as turn } from 'node:timers/promises';

/** Milliseconds of work between two breaths: a signal is heard within them. */
const INTERVAL = 50;

/** Lets long work in this thread hear signals: the function that it gives is called after every piece of work, and rarely waits for a turn. */
export function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < INTERVAL) return;
    await turn();
    last = performance.now();
  };
}
