import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildProgram, type BuiltProgram } from '../support/built-program.ts';
import type { Cases } from '../support/cases.ts';
import { writeScenarios } from '../support/small-scenarios.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** What is started, and what one worker computes. */
const questions: Readonly<Record<string, readonly string[]>> = {
  schema: ['schema', '--out', 'schema.json'],
  describe: ['describe', 'normal.yaml'],
  simulate: ['simulate', 'normal.yaml', '--out', 'trials', '--quiet'],
  'power, 60 trials': ['power', 'normal.yaml', '--workers', '1', '--quiet', '--out', 'short'],
  'power, 200 000 trials': ['power', 'normal.yaml', '--workers', '1', '--quiet', '--replicates', '200000'],
  'power, 5 000 clinical trials': ['power', 'clinical.yaml', '--stated', '--workers', '1', '--quiet', '--replicates', '5000'],
};

/** How much longer than the base counts as slower: processor times of one and the same program differ by about as much on a busy machine (assumed). */
const TOLERANCE = 1.1;

/** Starts and runs in turn with those of the commit that `RELIABILITY_BASE` names: the least processor time of each. */
export async function pace(program: BuiltProgram, cases: Cases): Promise<void> {
  const base = process.env.RELIABILITY_BASE;
  if (base === undefined) {
    cases.notes.push('skipped: RELIABILITY_BASE names no commit to compare with');
    return;
  }
  const source = program.folder('base');
  execFileSync('bash', ['-c', `git archive ${base} src scenarios package.json CHANGELOG.md | tar -x -C "$0"`, source], { cwd: repository });
  mkdirSync(join(source, 'tests/reliability'), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(source, 'node_modules'));
  const before = await buildProgram(source);
  const folder = program.folder('pace');
  writeScenarios(folder);
  const least = new Map<string, [number, number]>();
  try {
    [...cases.numbers()].forEach(() => {
      for (const [name, words] of Object.entries(questions)) {
        const [old, now] = [before, program].map(({ cli }) => processorSeconds(cli, words, folder));
        const [oldLeast, nowLeast] = least.get(name) ?? [Infinity, Infinity];
        least.set(name, [Math.min(old, oldLeast), Math.min(now, nowLeast)]);
      }
    });
  } finally {
    before.remove();
  }
  for (const [name, [old, now]] of least) {
    const figures = `${name} ${old.toFixed(2)} s before, ${now.toFixed(2)} s now`;
    cases.notes.push(figures);
    if (now > old * TOLERANCE) cases.fail({ number: 0, why: 'slower than before', how: figures });
  }
}

function processorSeconds(cli: string, words: readonly string[], cwd: string): number {
  const timed = ['-c', 'TIMEFORMAT="%U %S"; time "$@" > /dev/null', 'bash', process.execPath, '--max-semi-space-size=2', cli, ...words];
  const { stderr } = spawnSync('bash', timed, { cwd, encoding: 'utf8' });
  const [user, system] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return user + system;
}
