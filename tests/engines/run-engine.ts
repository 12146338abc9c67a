import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineRun } from './compare-engines.ts';
import type { CaseText } from './engine-cases.ts';
import { type Engine, findEngine } from './engines.ts';
import { servePage } from './serve-page.ts';

/** Longest time for all cases of one engine, in s: the emulated one takes about 30 on an idle machine. */
const LONGEST = 240;

/** Where engines are looked for. */
export interface EngineSearch {
  /** The folder of `.ci/fetch-engines.sh`. */
  readonly folder: string;
  /** Folders of commands, as in `PATH`. */
  readonly path: string;
}

/**
 * Runs the cases on one engine in a process of its own, which has ended when this returns.
 * @param cases  the module of `bundledCases`
 */
export async function runEngine(engine: Engine, cases: string, { folder, path }: EngineSearch): Promise<EngineRun> {
  const found = findEngine(engine, folder, path);
  if ('missing' in found) return { engine: engine.name, missing: found.missing };
  const own = mkdtempSync(join(tmpdir(), 'crossover-engine-'));
  try {
    const { stdout } = await ended(started([...found.command, '--version'], own));
    const version = /\d+\.\d+[.\d]*/.exec(stdout)?.[0] ?? 'of unknown version';
    if (engine.version !== undefined && !version.startsWith(engine.version)) throw new Error(`expected ${engine.version}x, got ${version}`);
    const began = performance.now();
    const texts = await (engine.runs === 'page' ? textsOfPage : textsOfModule)(engine, found.command, cases, own);
    return { engine: engine.name, version, seconds: (performance.now() - began) / 1000, texts };
  } catch (error) {
    return { engine: engine.name, problem: error instanceof Error ? error.message : String(error) };
  } finally {
    rmSync(own, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function textsOfModule({ words }: Engine, command: readonly string[], cases: string, own: string): Promise<CaseText[]> {
  const file = join(own, 'cases.mjs');
  writeFileSync(file, `${cases}\nconsole.log(JSON.stringify(globalThis.engineCases()));\n`);
  const { code, stdout, stderr } = await ended(started([...command, ...(words?.(own) ?? []), file], own));
  if (code !== 0) throw new Error(`exit code ${code}: ${stderr.trim().split('\n').slice(-12).join('\n')}`);
  return JSON.parse(stdout) as CaseText[];
}

async function textsOfPage({ words }: Engine, command: readonly string[], cases: string, own: string): Promise<CaseText[]> {
  const profile = join(own, 'profile');
  mkdirSync(profile);
  const { address, texts, close } = await servePage(cases);
  const browser = started([...command, ...(words?.(profile) ?? []), address], own);
  const over = ended(browser);
  try {
    const closed = over.then(({ code, stderr }): never => {
      throw new Error(
        `the browser ended with exit code ${code} before it gave the texts: ${stderr.trim().split('\n').slice(-12).join('\n')}`,
      );
    });
    return await Promise.race([texts, closed]);
  } finally {
    killGroup(browser);
    await over;
    close();
  }
}

/** A process that leads a group of its own, so that what it starts ends with it. Its home is a folder of the run: engines keep caches there. */
function started([program, ...words]: readonly string[], home: string): ChildProcess {
  const env = { ...process.env, HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, DENO_DIR: home, NO_COLOR: '1' };
  return spawn(program, words, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env });
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has ended by itself.
  }
}

interface Ended {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Waits for the end of a process, and ends it after `LONGEST` seconds. @throws Error if it cannot be started */
async function ended(child: ChildProcess): Promise<Ended> {
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name]?.setEncoding('utf8').on('data', (text: string) => (printed[name] += text));
  const timer = setTimeout(() => {
    printed.stderr += `\nended after ${LONGEST} s`;
    killGroup(child);
  }, LONGEST * 1000);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code: code ?? signal ?? 'unknown', ...printed }));
    });
  } finally {
    clearTimeout(timer);
  }
}
