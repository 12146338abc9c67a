import { randomBytes } from 'node:crypto';
import { constants, lstatSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../text/sha256.ts';

/** Hours after which a temporary file that nobody touched is a leftover, wherever its writer ran (assumed; every writer adds to its file within minutes). */
const HOURS_ALIVE = 24;

/** Which process: the host, the boot and the namespace of process numbers (in containers the number alone is often the same), and the number. */
const OWNER = /^([A-Za-z0-9_]{1,40}-[0-9a-f]{8})-(\d{1,10})-[0-9a-f]{16}$/;
const TEMPORARY = /^\.crossover-sim-(.*)\.tmp$/;

/** Creates a new file for writing, never through a link and never one that is there. */
export const CREATE_NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** The temporary files of this process. */
const live = new Set<string>();

let place: string | undefined;

/** Where this process runs. Within one such place a process number says who lives. */
function placeOfThisProcess(): string {
  place ??= `${hostname().replaceAll(/\W/g, '_').slice(0, 40) || 'host'}-${sha256(kernelPlace().join(' ')).slice(0, 8)}`;
  return place;
}

/** The boot of the kernel and the namespace of process numbers; empty where the system does not say. */
function kernelPlace(): string[] {
  try {
    return [readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(), readlinkSync('/proc/self/ns/pid')];
  } catch {
    return [];
  }
}

/** A new name of an owner, for a file that says who made it. */
export function newOwner(): string {
  return `${placeOfThisProcess()}-${process.pid}-${randomBytes(8).toString('hex')}`;
}

/** Whether a text says who made a file, in whole. */
export function isOwner(text: string): boolean {
  return OWNER.test(text);
}

/** Whether the process that made a file of this owner has surely ended. */
export function isDeadOwner(owner: string): boolean {
  const match = OWNER.exec(owner);
  if (match === null || match[1] !== placeOfThisProcess() || kernelPlace().length === 0) return false;
  const pid = Number(match[2]);
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** A new name of a temporary file, which `leftovers` knows by it. */
export function temporaryName(): string {
  return `.crossover-sim-${newOwner()}.tmp`;
}

/** Whether a name is one that `temporaryName` gives. */
export function isTemporaryName(name: string): boolean {
  return OWNER.test(TEMPORARY.exec(name)?.[1] ?? '');
}

/**
 * Creates a file of a random name that is not there yet; `removeTemporaries` removes it until it is forgotten.
 * @throws what the file system says
 */
export function createTemporary(folder: string, mode = 0o666): { readonly path: string; readonly descriptor: number } {
  const path = join(folder, temporaryName());
  const descriptor = openSync(path, CREATE_NEW, mode);
  live.add(path);
  return { path, descriptor };
}

/** Takes note that a temporary file has got its name, or is somebody else's to remove. */
export function forgetTemporary(path: string): void {
  live.delete(path);
}

/** Removes a temporary file. */
export function dropTemporary(path: string): void {
  live.delete(path);
  rmSync(path, { force: true });
}

/** Removes every temporary file of this process, which is about to end. */
export function removeTemporaries(): void {
  for (const path of live) {
    try {
      rmSync(path, { force: true });
    } catch {
      // The next run removes it.
    }
  }
  live.clear();
}

/** Temporary files that dead processes left in a folder, and those that nobody touched for a day. */
export function leftovers(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => isTemporaryName(name))
    .map((name) => join(folder, name))
    .filter((path) => !live.has(path) && isLeftover(path));
}

function isLeftover(path: string): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status?.isFile() !== true) return false;
  const owner = TEMPORARY.exec(path.slice(path.lastIndexOf('.crossover-sim-')))?.[1] ?? '';
  return isDeadOwner(owner) || Date.now() - status.mtimeMs > HOURS_ALIVE * 3_600_000;
}
