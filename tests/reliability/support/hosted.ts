import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { HostReply, HostRequest } from '../host/messages.ts';
import type { BuiltProgram } from './built-program.ts';
import type { Ended } from './judge.ts';

/** Seconds of processor time after which a command line counts as hanging, and of the clock, since other work may have the processor. */
const MAX_CPU_SECONDS = 20;
const MAX_SECONDS = 240;

/** Command lines after which a host is replaced, so that what one process collects stays small. */
const CASES_A_HOST = 400;

/** A hundredth of a second, in which Linux counts processor time. */
const TICKS = 100;

export type HostedEnd = Ended & Pick<HostReply, 'calls' | 'dead'>;

/** Runs command lines in a process that has loaded the program already; one that hangs or breaks it is found, and the next gets a new one. */
export class HostedProgram {
  readonly #host: string;
  #child: ChildProcess | undefined;
  #cases = 0;

  constructor(program: BuiltProgram) {
    this.#host = program.built('host/host.js');
  }

  async run(words: readonly string[], cwd: string, death?: HostRequest['death']): Promise<HostedEnd> {
    if (this.#cases++ >= CASES_A_HOST) this.close();
    const child = (this.#child ??= await started(this.#host));
    const ended = await ask(child, { words, cwd, ...(death === undefined ? {} : { death }) });
    if (ended.broken !== undefined || child.exitCode !== null) this.close();
    return ended;
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    this.#cases = 0;
  }
}

async function started(host: string): Promise<ChildProcess> {
  const child = fork(host, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, NO_COLOR: '1' } });
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', reject);
  });
  child.removeAllListeners('exit');
  return child;
}

function ask(child: ChildProcess, request: HostRequest): Promise<HostedEnd> {
  const nothing = { exitCode: -1, stdout: '', stderr: '', calls: 0, dead: false };
  return new Promise((resolve) => {
    const before = cpuSeconds(child.pid);
    const asked = performance.now();
    const watch = setInterval(() => {
      const cpu = cpuSeconds(child.pid) - before;
      if (cpu < MAX_CPU_SECONDS && performance.now() - asked < MAX_SECONDS * 1000) return;
      done({ ...nothing, broken: `no end after ${cpu.toFixed(0)} s of processor time` });
    }, 500);
    const onExit = (code: number | null, signal: string | null): void =>
      done({ ...nothing, broken: `the process ended with ${signal ?? code}` });
    const done = (ended: HostedEnd): void => {
      clearInterval(watch);
      child.removeAllListeners('message');
      child.removeListener('exit', onExit);
      resolve(ended);
    };
    child.once('message', (reply: HostReply) => done(reply));
    child.once('exit', onExit);
    child.send(request);
  });
}

/** Processor time of a process, s; 0 where the system does not say. */
function cpuSeconds(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}
