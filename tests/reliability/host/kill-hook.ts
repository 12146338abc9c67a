import { isMainThread } from 'node:worker_threads';
import { dieAt } from './deaths.ts';
import type { Death } from './messages.ts';

/** Loaded before the program by `--import`: the process is killed at the call that `RELIABILITY_DEATH` names. */
const asked = process.env.RELIABILITY_DEATH;
if (asked !== undefined && isMainThread) dieAt(JSON.parse(asked) as Death, () => process.kill(process.pid, 'SIGKILL'));
