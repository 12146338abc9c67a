import { ExitError } from '../../../src/cli/terminal/exit-error.ts';
import { runCommandLine } from '../../../src/cli/command-line.ts';
import { removeTemporaries } from '../../../src/cli/files/temporary-file.ts';
import { DeadError, dieAt, revive } from './deaths.ts';
import type { HostRequest, HostReply } from './messages.ts';

/** Messages of the failures that the program worded. */
let worded = new Set<string>();
Object.defineProperty(ExitError.prototype, 'name', {
  set(this: ExitError) {
    worded.add(this.message);
  },
  get: () => 'ExitError',
});

const printed = { stdout: '', stderr: '' };
for (const name of ['stdout', 'stderr'] as const)
  process[name].write = (text: string | Uint8Array): boolean => {
    if (printed[name].length < 50_000_000) printed[name] += typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
    return true;
  };

/** Runs one command line as a process of its own would, but for its start. */
async function run({ words, cwd, death }: HostRequest): Promise<HostReply> {
  process.chdir(cwd);
  worded = new Set();
  Object.assign(printed, { stdout: '', stderr: '' });
  const counted = dieAt(death);
  const exitCode = await runCommandLine(words);
  const { calls, dead } = counted();
  if (dead) removeTemporaries(); // which it cannot: a dead process only forgets them
  revive();
  process.exitCode = 0;
  const last = printed.stderr.trimEnd();
  const isWorded = exitCode !== 2 || [...worded].some((message) => last.endsWith(message.trimEnd()));
  return { exitCode, ...printed, calls, dead, ...(isWorded || dead ? {} : { unworded: last.split('\n').at(-1) ?? '' }) };
}

process.on('uncaughtException', (error) => {
  if (!(error instanceof DeadError)) process.send?.({ exitCode: 2, ...printed, calls: 0, dead: false, unworded: String(error.stack) });
});
process.on('message', (request: HostRequest) => {
  void run(request).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit()); // the harness was ended
revive(); // the number of this process lives on after the first of its lives
process.send?.('ready');
