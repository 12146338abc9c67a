import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { Death } from './messages.ts';

/** Thrown by every call of a process that counts as dead: what it does to clean up has no effect. */
export class DeadError extends Error {}

/** Calls that change what is on the disk. */
const CHANGING = [
  ...['renameSync', 'linkSync', 'fsyncSync', 'writeSync', 'openSync', 'closeSync', 'mkdirSync', 'rmSync', 'unlinkSync', 'fchmodSync'],
  ...['fchownSync', 'writeFileSync', 'appendFileSync', 'rmdirSync', 'symlinkSync', 'truncateSync', 'ftruncateSync', 'chmodSync'],
];

/** Calls that a dead process does not make either. */
const READING = ['readFileSync', 'existsSync', 'readdirSync', 'lstatSync', 'statSync', 'readlinkSync', 'realpathSync', 'fstatSync'];

type Call = (...given: unknown[]) => unknown;

let planned: Death | undefined;
let calls = 0;
let dead = false;
let whenDying: () => void = () => undefined;

/** Number of the process of which the next life is: above every limit of Linux, so that no process has it. */
let life = 5_000_000;

function guarded(name: string, call: Call): Call {
  return (...given) => {
    if (dead) throw new DeadError();
    const changes = CHANGING.includes(name) && !isStandardStream(name, given);
    if (!changes || ++calls !== planned?.call) return call(...given);
    if (planned.when === 'after') call(...given);
    if (planned.when === 'halfway' && name === 'writeSync') call(given[0], firstHalf(given), 0);
    dead = true;
    whenDying();
    throw new DeadError();
  };
}

const isStandardStream = (name: string, [descriptor]: readonly unknown[]): boolean =>
  name === 'writeSync' && (descriptor === 1 || descriptor === 2);

/** Half of what `writeSync(descriptor, bytes, from)` was to write. */
function firstHalf([, bytes, from = 0]: readonly unknown[]): Uint8Array {
  const rest = Buffer.from(bytes as Uint8Array).subarray(Number(from));
  return rest.subarray(0, Math.floor(rest.length / 2));
}

for (const name of [...CHANGING, ...READING]) Reflect.set(fs, name, guarded(name, Reflect.get(fs, name) as Call));
syncBuiltinESMExports();

/**
 * Begins a life: from a call on, the process counts as dead.
 * @returns the number of calls that changed files, and whether it died
 */
export function dieAt(death: Death | undefined, dying: () => void = () => undefined): () => { calls: number; dead: boolean } {
  planned = death;
  whenDying = dying;
  calls = 0;
  return () => ({ calls, dead });
}

/** Begins the life of another process in this one: what the last one left was left by a dead one. */
export function revive(): void {
  planned = undefined;
  dead = false;
  Object.defineProperty(process, 'pid', { value: ++life, configurable: true });
}
