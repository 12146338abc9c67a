import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BuiltProgram } from '../support/built-program.ts';
import { type Cases, Draws } from '../support/cases.ts';
import { HostedProgram } from '../support/hosted.ts';
import { faultOf } from '../support/judge.ts';
import { copyAnew, filesIn, leftBehind, prepare } from '../support/prepared.ts';
import { runProcess } from './processes.ts';

const ONE = ['--workers', '1', '--quiet'];

/** Every command, each with all the files that it can write; `DISK` is the place for them. */
const commands: readonly (readonly string[])[] = [
  ['validate', 'normal.yaml'],
  ['describe', 'normal.yaml'],
  ['simulate', 'clinical.yaml', '--truth', '--out', 'DISK/trials', '--report', 'DISK/trial.html', '--quiet'],
  ['analyze', 'normal/observations.csv', '--trial', '1'],
  ['power', 'normal.yaml', '--out', 'DISK/run', ...ONE],
  ['power', 'normal.yaml', '--report', 'DISK/r.html', '--figures', 'DISK/figures', '--junit', 'DISK/j.xml', '--summary', 'DISK/s.md', ...ONE],
  ['power', 'normal.yaml', '--vary', 'gaussian.difference=3,4', '--out', 'DISK/sweep', ...ONE],
  ['power', 'normal.yaml', '--tornado', '--vary', 'gaussian.difference=3:4', '--out', 'DISK/tornado', ...ONE],
  ['power', 'unsure.yaml', '--assurance', '--out', 'DISK/assurance', ...ONE],
  ['sample-size', 'normal.yaml', '--max', '16', '--replicates', '60', ...ONE],
  ['compare', 'normal.yaml', '--worlds', 'world.yaml', 'other.yaml', '--out', 'DISK/compared', '--report', 'DISK/c.html', ...ONE],
  ['plan', 'normal.yaml', '--replicates', '1500', '--out', 'DISK/planned'],
  ['run-shard', 'planned', '0', ...ONE],
  ['status', 'run'],
  ['merge', 'run'],
  ['emit', 'parallel', 'planned'],
  ['evidence', '--patients', '20', '--quiet'],
  ['report', 'run/power.json', '--out', 'DISK/report.html', '--protocol', 'DISK/protocol.docx', ...ONE],
  ['reproduce', 'run/power.json', ...ONE],
  ['scenarios'],
  ['init', 'DISK/new.yaml', '--participants', '24', '--difference', '3', '--sd', '5'],
  ['schema', '--out', 'DISK/schema.json'],
  ['schema'],
  ['man', '--out', 'DISK/man.1'],
  ['completion', 'bash'],
  ['--help'],
];

/** Ways in which a place for files refuses them: options of a small file system in memory. */
const disks: readonly ((draws: Draws) => string)[] = [
  (draws) => `size=${4 * (1 + draws.below(60))}k`,
  (draws) => `size=4m,nr_inodes=${1 + draws.below(8)}`,
  () => 'size=4m,ro',
];

/** Streams that are closed or full, and the exit code that a command then must not have. */
const streams = ['>/dev/full', '>&-', '2>&-', '<&-', '>&- 2>&-', '<&- >&- 2>&-', '2>/dev/full', '> >(exec true)', '> >(head -c 1 >/dev/null)'];

/** Every command with a disk that is full, has no inodes or is read-only, and with streams that are closed, full or not read to their end. */
export async function disksAndStreams(program: BuiltProgram, cases: Cases): Promise<void> {
  const hosted = new HostedProgram(program);
  const [prepared, folder] = [program.folder('prepared'), program.folder('disks')];
  await prepare(hosted, prepared);
  hosted.close();
  const mayMount = mounted(folder, 'size=4k');
  if (mayMount) unmount(folder);
  else cases.notes.push('disks skipped: this user mounts none');
  for (const number of cases.numbers()) {
    const draws = new Draws(cases.seed, 'disks', number);
    const words = commands[number % commands.length];
    copyAnew(prepared, folder);
    const why = mayMount && draws.chance(0.5) ? await onDisk(program, words, folder, draws) : await onStreams(program, words, folder, draws);
    if (why !== undefined) cases.fail({ number, why, how: words.join(' ') });
  }
}

async function onDisk(program: BuiltProgram, words: readonly string[], folder: string, draws: Draws): Promise<string | undefined> {
  const options = draws.of(disks)(draws);
  mkdirSync(join(folder, 'DISK'));
  const whole = await runProcess(program, words, { cwd: folder });
  const expected = filesIn(join(folder, 'DISK'));
  if (!mounted(join(folder, 'DISK'), options)) return `no disk with ${options}`;
  try {
    const { code, stderr } = await runProcess(program, words, { cwd: folder });
    const now = filesIn(join(folder, 'DISK'));
    const wrong = [...now].filter(([path, bytes]) => !path.endsWith('.docx') && expected.get(path)?.equals(bytes) !== true);
    const left = leftBehind(folder);
    if (left.length > 0) return `${options}: left behind: ${left.join(', ')}`;
    if (wrong.length > 0) return `${options}: other files: ${wrong.map(([path]) => path).join(', ')}`;
    if (code === whole.code && now.size === expected.size) return undefined;
    if (code !== 2 || stderr.trim() === '') return `${options}: exit code ${code}, ${now.size} of ${expected.size} files\n${stderr}`;
    const why = faultOf({ exitCode: code, stdout: '', stderr }, '');
    return why === undefined ? undefined : `${options}: ${why}\n${stderr}`;
  } finally {
    unmount(join(folder, 'DISK'));
  }
}

async function onStreams(program: BuiltProgram, words: readonly string[], folder: string, draws: Draws): Promise<string | undefined> {
  const redirected = draws.of(streams);
  mkdirSync(join(folder, 'DISK'));
  const { code, stderr } = await runProcess(program, words, { cwd: folder, redirected });
  const mayBe = redirected.startsWith('>/dev/full') ? [0, 2] : [0, 1, 2];
  if (!mayBe.includes(code ?? -1)) return `${redirected}: exit code ${code}\n${stderr}`;
  const why = faultOf({ exitCode: code ?? -1, stdout: '', stderr }, '');
  const left = leftBehind(folder);
  if (left.length > 0) return `${redirected}: left behind: ${left.join(', ')}`;
  if (redirected === '>/dev/full' && code === 0) return `${redirected}: exit code 0 though nothing could be printed`;
  if (/^(<&-|2>.*|> >.*)$/.test(redirected) && code !== 0 && words[0] !== 'evidence') return `${redirected}: exit code ${code}\n${stderr}`;
  return why === undefined ? undefined : `${redirected}: ${why}\n${stderr}`;
}

const mounted = (folder: string, options: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;

function unmount(folder: string): void {
  spawnSync('umount', [folder]);
}
