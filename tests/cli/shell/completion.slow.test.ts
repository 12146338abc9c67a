import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { completedCommands } from '../../../src/cli/shell/completions.ts';
import { completionsOf } from '../../../src/cli/shell/scenario-completions.ts';
import { everyCommand } from '../../../src/cli/shell/shell-commands.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';
import { hasPseudoTerminal } from '../terminal/pseudo-terminal.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const williams = shipped('williams-2018.yaml');
const tables = await everyCommand();
const commands = completedCommands(tables);

const program = join(folder, 'bin/crossover-sim');
const env = { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH ?? ''}`, TERM: 'dumb', HOME: folder };
const hasShell = (name: string): boolean => spawnSync(name, ['-c', 'exit 0']).status === 0;
const scriptFor = (shell: string): string => join(folder, `completion.${shell}`);

beforeAll(async () => {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${inject('program')}' "$@"\n`);
  chmodSync(program, 0o755);
  writeFileSync(join(folder, 'only-this.yaml'), '');
  for (const shell of ['bash', 'zsh', 'fish']) writeFileSync(scriptFor(shell), (await run('completion', shell)).stdout);
});

/** What is typed before the key that completes, and what then stands on the command line. */
const completed: readonly (readonly [typed: string, line: string])[] = [
  ['sample-s', 'sample-size'],
  ['power --repl', 'power --replicates'],
  ['power --executor sl', 'power --executor slurm'],
  ['emit kub', 'emit kubernetes'],
  ['completion fi', 'completion fish'],
  ['validate only', 'validate only-this.yaml'],
  [`power ${williams} --set dissociation.op`, `power ${williams} --set dissociation.opioidDependence=`],
  [`power ${williams} --require cl`, `power ${williams} --require claim=`],
];

/** Types each line into an interactive shell, completes it, and gives what then stands there. Ctrl-T is set up to tell, and to empty the line. */
function typedInto(shell: string, setUp: string): Promise<string[]> {
  const child = spawn('script', ['-qec', shell, '/dev/null'], { env, cwd: folder, timeout: 60_000 });
  const left = completed.map(([typed]) => typed);
  let screen = '';
  const told = (): string[] => [...screen.matchAll(/GOT<(.*?) ?>/g)].map(([, line]) => line);
  let answered = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    for (; answered < told().length; answered++) {
      const next = left.shift();
      child.stdin.write(next === undefined ? 'exit\n' : `crossover-sim ${next}\t\u0014`);
    }
  });
  child.stdin.write(`${setUp}; echo "G""OT<ready>"\n`);
  return new Promise((resolve) => {
    child.on('close', () => resolve(told().flatMap((line) => (line === 'ready' ? [] : [line.replace('crossover-sim ', '')]))));
  });
}

describe('scripts for shells', { timeout: 90_000 }, () => {
  const lines = completed.map(([, line]) => line);

  it.skipIf(!hasPseudoTerminal)('bash completes commands, options, choices, files and what a scenario holds', async () => {
    const tell = `tell() { echo "G""OT<$READLINE_LINE>"; READLINE_LINE=; }; bind -x '"\\C-t": tell'`;
    expect(await typedInto('bash --norc --noprofile -i', `${tell}; source ${scriptFor('bash')}`)).toEqual(lines);
  });

  it.skipIf(!hasPseudoTerminal || !hasShell('zsh'))('zsh completes the same', async () => {
    const tell = `tell() { print -r -- "G""OT<$BUFFER>"; BUFFER=; }; zle -N tell; bindkey '^T' tell; autoload -U compinit; compinit -u -D`;
    expect(await typedInto('zsh -f -i', `${tell}; source ${scriptFor('zsh')}`)).toEqual(lines);
  });

  it.skipIf(!hasShell('fish'))('fish completes the same', () => {
    const found = completed.map(([typed, line]) => {
      const asked = `source ${scriptFor('fish')}; complete -C 'crossover-sim ${typed}'`;
      const { stdout } = spawnSync('fish', ['--no-config', '-c', asked], { env, cwd: folder, encoding: 'utf8' });
      const before = line.slice(0, line.lastIndexOf(' ') + 1);
      return stdout
        .trimEnd()
        .split('\n')
        .map((each) => before + each.split('\t')[0]);
    });
    expect(found).toEqual(lines.map((line) => [line]));
  });

  it('bash, zsh and fish are told every command and every option', async () => {
    const options = commands.flatMap(({ name, options: of }) => of.map((option) => [name, option.name] as const));
    expect(options.length).toBeGreaterThan(100);
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { stdout, exitCode } = await run('completion', shell);
      expect(exitCode).toBe(0);
      const told = shell === 'fish' ? (option: string) => `-l ${option} ` : (option: string) => `--${option}`;
      expect(commands.filter(({ name }) => !stdout.includes(name))).toEqual([]);
      expect(options.filter(([, option]) => !stdout.includes(told(option)))).toEqual([]);
    }
  });

  it('without a shell the completion is for that of $SHELL, and for bash where it is another', async () => {
    for (const [shell, script] of [
      ['/usr/bin/fish', 'fish'],
      ['/bin/zsh', 'zsh'],
      ['/bin/ksh', 'bash'],
    ]) {
      vi.stubEnv('SHELL', shell);
      expect(await run('completion')).toEqual(await run('completion', script));
    }
    vi.unstubAllEnvs();
    expect(await run('completion', 'ksh')).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

describe('what the program tells a shell', () => {
  it('completion offers the paths of the scenario after --set and --vary', () => {
    expect(completionsOf(['power', williams, '--set', 'response.opioidDep'])).toEqual([
      'response.opioidDependence=',
      'response.opioidDependenceSd=',
    ]);
    expect(completionsOf(['power', williams, '--vary', ''])).toContain('design.washoutDays=');
  });

  it('completion offers the claim and the analyses after --require, and leaves the rest to the scripts', () => {
    expect(completionsOf(['power', williams, '--require', 'c'])).toEqual(['claim=', 'cadss-peak=']);
    expect(completionsOf(['power', williams, '--workers', ''])).toEqual([]);
    expect(completionsOf(['power', '--set', ''])).toEqual([]);
    expect(completionsOf(['power', 'missing.yaml', '--set', ''])).toEqual([]);
    expect(completionsOf([])).toEqual([]);
  });

  it('what may stand at the cursor is printed one a line', async () => {
    const asked = await run('__complete', 'power', williams, '--set', 'dissociation.opioid');
    expect(asked).toEqual({ exitCode: 0, stdout: 'dissociation.opioidDependence=\n', stderr: '' });
  });
});

it('the examples of completion and man run in the shells that they are for', () => {
  const examples = tables.flatMap(({ name, examples: of }) => (['completion', 'man'].includes(name) ? of.map(([command]) => command) : []));
  const tried = examples.map((command) => {
    const shell = command.includes('fish') ? 'fish' : 'bash';
    if (!hasShell(shell) || (command.includes('| man') && spawnSync('man', ['--version']).status !== 0)) return 0;
    return spawnSync(shell, ['-c', `crossover-sim ${command}`], { env, cwd: folder, encoding: 'utf8' }).status;
  });
  expect(tried).toEqual(examples.map(() => 0));
  expect(readFileSync(join(folder, '.bash_completion'), 'utf8')).toBe(readFileSync(scriptFor('bash'), 'utf8'));
});
