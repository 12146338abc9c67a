import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Death } from '../host/messages.ts';
import type { BuiltProgram } from '../support/built-program.ts';
import { type Cases, Draws } from '../support/cases.ts';
import { HostedProgram } from '../support/hosted.ts';
import { copyAnew, filesIn, leftBehind } from '../support/prepared.ts';
import { writeScenarios } from '../support/small-scenarios.ts';
import { type Job, jobs } from './kill-jobs.ts';

/** Where a job starts, what it leaves when nobody disturbs it, and how many of its calls change files. */
interface Undisturbed {
  readonly old: string;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly calls: number;
  /** Milliseconds of a process of its own. */
  readonly lasts: number;
}

type Kill = (words: readonly string[], folder: string, known: Undisturbed, draws: Draws) => Promise<Killed>;

/** A life that was cut short: at what, and what is wrong with how it ended. */
interface Killed {
  readonly at: string;
  readonly wrong?: string | undefined;
}

/** Runs a command to its end. */
type Complete = (words: readonly string[]) => Promise<{ readonly code: number | null; readonly stderr: string }>;

async function inHost(hosted: HostedProgram, words: readonly string[], folder: string): ReturnType<Complete> {
  const { exitCode, stderr, broken } = await hosted.run(words, folder);
  return { code: exitCode, stderr: broken ?? stderr };
}

/** Deaths at the calls that change files, in a process that then counts as dead: a hundred times cheaper than processes. */
export function injectedDeaths(program: BuiltProgram, cases: Cases): Promise<void> {
  const hosted = new HostedProgram(program);
  return tried(program, cases, hosted, 'deaths', async (words, folder, { calls }, draws) => {
    const death: Death = { call: 1 + draws.below(calls), when: draws.of(['before', 'after', 'halfway']) };
    const { broken } = await hosted.run(words, folder, death);
    return { at: `${death.when} call ${death.call}`, wrong: broken };
  });
}

/** Processes killed by a signal at a random instant, or by SIGKILL at a call that changes files. */
export function kills(program: BuiltProgram, cases: Cases): Promise<void> {
  const hosted = new HostedProgram(program);
  return tried(program, cases, hosted, 'kills', async (words, folder, { calls, lasts }, draws) => {
    const signal = draws.of(['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const);
    if (draws.chance(0.5)) {
      const death: Death = { call: 1 + draws.below(calls), when: draws.of(['before', 'after', 'halfway']) };
      await killed(program, words, folder, { death });
      return { at: `SIGKILL ${death.when} call ${death.call}` };
    }
    const after = draws.between(0.3, 1) * lasts;
    const { code, stderr } = await killed(program, words, folder, { signal, after });
    const expected = [0, null, { SIGKILL: 137, SIGTERM: 143, SIGINT: 130, SIGHUP: 129 }[signal]];
    const left = code === null ? [] : leftBehind(folder);
    const wrong = !expected.includes(code) ? `exit code ${code}: ${stderr}` : left.length > 0 ? `left behind by ${signal}: ${left.join(', ')}` : undefined;
    return { at: `${signal} after ${after.toFixed(0)} ms`, wrong };
  });
}

interface How {
  readonly death?: Death;
  readonly signal?: NodeJS.Signals;
  readonly after?: number;
}

function killed(program: BuiltProgram, words: readonly string[], cwd: string, { death, signal, after }: How) {
  const env = { ...process.env, NO_COLOR: '1', ...(death === undefined ? {} : { RELIABILITY_DEATH: JSON.stringify(death) }) };
  const hook = death === undefined ? [] : ['--import', program.built('host/kill-hook.js')];
  const child = spawn(process.execPath, [...hook, program.cli, ...words], { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const timer = after === undefined ? undefined : setTimeout(() => child.kill(signal), after);
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  return new Promise<{ code: number | null; stderr: string }>((resolve) =>
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stderr });
    }),
  );
}

async function tried(program: BuiltProgram, cases: Cases, hosted: HostedProgram, part: 'deaths' | 'kills', kill: Kill): Promise<void> {
  const known = new Map<Job, Undisturbed>();
  const folder = program.folder(part);
  // What is killed as a process of its own is also completed by one: some files name the program that wrote them.
  const complete: Complete = part === 'kills' ? (words) => killed(program, words, folder, {}) : (words) => inHost(hosted, words, folder);
  let lives = 0;
  try {
    for (const number of cases.numbers()) {
      const draws = new Draws(cases.seed, part, number);
      const job = draws.of(jobs);
      const undisturbed = known.get(job) ?? (await leftAlone(program, hosted, job, folder, complete));
      known.set(job, undisturbed);
      copyAnew(undisturbed.old, folder);
      const at: string[] = [];
      let why: string | undefined;
      // Most are killed once, some again where they go on.
      for (let more = true; more && why === undefined; more = draws.chance(0.25)) {
        const one = await kill(job.words, folder, undisturbed, draws);
        lives++;
        at.push(one.at);
        why = one.wrong ?? afterKill(job, folder, undisturbed);
      }
      why ??= await afterRerun(complete, job, folder, undisturbed);
      if (why !== undefined) cases.fail({ number, why, how: `${job.words.join(' ')}\n${at.join(', then ')}` });
    }
  } finally {
    hosted.close();
  }
  cases.notes.push(`${lives} lives cut short`);
}

/** All in the one folder, whose path stands in some of the files. */
async function leftAlone(program: BuiltProgram, hosted: HostedProgram, job: Job, folder: string, complete: Complete): Promise<Undisturbed> {
  const [scenarios, old] = [program.folder('scenarios'), program.folder('old')];
  writeScenarios(scenarios);
  copyAnew(scenarios, folder);
  for (const words of job.before) await succeeded(hosted, words, folder);
  copyAnew(folder, old);
  const calls = await succeeded(hosted, job.words, folder);
  copyAnew(old, folder);
  const started = performance.now();
  await complete(job.words);
  return { old, files: filesIn(folder), calls, lasts: performance.now() - started };
}

async function succeeded(hosted: HostedProgram, words: readonly string[], folder: string): Promise<number> {
  const { exitCode, stderr, calls } = await hosted.run(words, folder);
  if (exitCode !== 0) throw new Error(`${words.join(' ')}: exit code ${exitCode}\n${stderr}`);
  return calls;
}

/** What is wrong with what a dead process left: a file that is neither old nor new, or a set of both. */
function afterKill({ together }: Job, folder: string, { old, files }: Undisturbed): string | undefined {
  const before = filesIn(old);
  const now = filesIn(folder);
  const same = (path: string, other: ReadonlyMap<string, Buffer>): boolean => {
    const [bytes, theirs] = [now.get(path), other.get(path)];
    return bytes === undefined ? theirs === undefined : theirs !== undefined && isSame(path, bytes, theirs);
  };
  const named = [...now.keys()].filter((path) => !path.includes('.crossover-sim-'));
  const partial = named.filter((path) => !same(path, before) && !same(path, files) && !isPlanOnItsWay(path));
  if (partial.length > 0) return `neither old nor new: ${partial.join(', ')}`;
  if (together === undefined) return undefined;
  const set = [...new Set([...before.keys(), ...files.keys()])].filter((path) => together.test(path));
  const waits = set.some((path) => existsSync(join(folder, dirname(path), '.crossover-sim-set.json')));
  const mixed = !waits && !set.every((path) => same(path, before)) && !set.every((path) => same(path, files));
  return mixed ? `a set of old and new files: ${set.map((path) => `${path} ${same(path, files) ? 'new' : 'old'}`).join(', ')}` : undefined;
}

/** A Word file says when it was written; one that is whole ends with the list of what is in it. */
function isSame(path: string, one: Buffer, other: Buffer): boolean {
  return path.endsWith('.docx') ? one.includes('PK\u0005\u0006') : one.equals(other);
}

/** A plan grows while its run goes on. */
const isPlanOnItsWay = (path: string): boolean => path.endsWith('plan.json');

async function afterRerun(complete: Complete, job: Job, folder: string, { files }: Undisturbed): Promise<string | undefined> {
  const again = job.words[0] === 'init' && !job.words.includes('--force') ? [...job.words, '--force'] : job.words;
  const { code, stderr } = await complete(again);
  if (code !== 0) return `run again: exit code ${code}: ${stderr}`;
  const now = filesIn(folder);
  const differing = [...new Set([...now.keys(), ...files.keys()])].filter((path) => {
    const [bytes, expected] = [now.get(path), files.get(path)];
    return bytes === undefined || expected === undefined || !isSame(path, bytes, expected);
  });
  return differing.length > 0 ? `run again, other files: ${differing.join(', ')}` : undefined;
}
