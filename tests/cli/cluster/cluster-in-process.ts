import { AsyncLocalStorage } from 'node:async_hooks';
import childProcess from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import timers from 'node:timers/promises';
import { split } from 'shlex';
import { runCommandLine } from '../../../src/cli/command-line.ts';

/** Where the output of a job goes, if one is running. */
const logs = new AsyncLocalStorage<string>();

/** The words behind the program in the line of a job script that starts it. */
function wordsOf(script: string, index?: number): string[] {
  const line = readFileSync(script, 'utf8')
    .split('\n')
    .find((each) => / (run-shard|merge) /.test(each) && !each.startsWith('#'));
  const words = split((line ?? '').replace('$SLURM_ARRAY_TASK_ID', String(index)));
  return words.slice(words.findIndex((word) => ['run-shard', 'merge'].includes(word)));
}

/** Runs a command line of a job in this process; what it prints goes to its log. */
async function runJob(words: readonly string[], log: string): Promise<number> {
  writeFileSync(log, '');
  const { stdout, stderr } = process;
  const own = [stdout.write, stderr.write] as const;
  const kept = process.exitCode;
  for (const [stream, write] of [
    [stdout, own[0]],
    [stderr, own[1]],
  ] as const)
    stream.write = ((text: string, ...more: never[]) => {
      const file = logs.getStore();
      if (file === undefined) return write.call(stream, text, ...more);
      appendFileSync(file, text);
      return true;
    }) as typeof stream.write;
  try {
    return await logs.run(log, () => runCommandLine([...words]));
  } finally {
    [stdout.write, stderr.write] = own;
    process.exitCode = kept;
  }
}

/** A Slurm that runs job scripts one after the other in this process, in place of the programs of a real one: while a command waits, or when it is told to. */
export class ClusterInProcess {
  /** Arrays as they were sent, and merges, since `play`. */
  sent: string[] = [];
  readonly #jobs: (() => Promise<unknown>)[] = [];
  readonly #own = { spawnSync: childProcess.spawnSync, setTimeout: timers.setTimeout };

  /** Takes the place of Slurm. */
  play(): void {
    this.sent = [];
    this.#jobs.length = 0;
    const { spawnSync } = this.#own;
    const answers: Readonly<Record<string, (words: readonly string[]) => string>> = {
      sbatch: (words) => this.#submit(words),
      squeue: () => Array.from({ length: this.#jobs.length }, (_, task) => `1_${task}|RUNNING|None\n`).join(''),
      scontrol: () => 'MaxArraySize = 1001\n',
    };
    const played = (program: string, words: readonly string[], ...more: never[]) =>
      Object.hasOwn(answers, program) ? { status: 0, stdout: answers[program](words), stderr: '' } : spawnSync(program, words, ...more);
    Object.assign(childProcess, { spawnSync: played });
    Object.assign(timers, { setTimeout: () => this.runAll() });
    syncBuiltinESMExports();
  }

  /** Gives the place back. */
  leave(): void {
    Object.assign(childProcess, { spawnSync: this.#own.spawnSync });
    Object.assign(timers, { setTimeout: this.#own.setTimeout });
    syncBuiltinESMExports();
  }

  /** Runs every job that was sent. */
  async runAll(): Promise<void> {
    while (this.#jobs.length > 0) {
      await this.#jobs[0]();
      this.#jobs.shift();
    }
  }

  /** `sbatch` with the words that the program gives it. */
  #submit(words: readonly string[]): string {
    const script = words[words.length - 1];
    const folder = dirname(script);
    const ranges = words.find((word) => word.startsWith('--array='))?.slice('--array='.length);
    this.sent.push(ranges ?? 'merge');
    if (ranges === undefined) {
      const log = join(folder, 'merge.log');
      this.#jobs.push(async () => appendFileSync(log, `merge ended with exit code ${await runJob(wordsOf(script), log)}\n`));
    } else {
      for (const index of indicesOf(ranges)) this.#jobs.push(() => runJob(wordsOf(script, index), join(folder, `shard-${index}.log`)));
    }
    return `${this.sent.length}\n`;
  }
}

/** The numbers in the ranges of an array. */
function indicesOf(ranges: string): number[] {
  return ranges
    .split('%')[0]
    .split(',')
    .flatMap((range) => {
      const [from, to = from] = range.split('-').map(Number);
      return Array.from({ length: to - from + 1 }, (_, i) => from + i);
    });
}
