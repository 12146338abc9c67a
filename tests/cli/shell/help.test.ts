import { expect, it } from 'vitest';
import { headingOf, inOrderOfHelp } from '../../../src/cli/arguments/option-groups.ts';
import { commandGroups } from '../../../src/cli/shell/command-groups.ts';
import { programHelp } from '../../../src/cli/shell/program-help.ts';
import { everyCommand } from '../../../src/cli/shell/shell-commands.ts';
import { run } from '../command-line.ts';

const commands = await everyCommand();
const shown = commands.filter(({ describe }) => describe !== false);

it('the help of the program lists every command once, what is asked most first', () => {
  const listed = commandGroups(commands).flatMap((group) => group.commands.map(({ name }) => name));
  expect([...listed].sort()).toEqual(shown.map(({ name }) => name).sort());
  expect(listed.slice(0, 3)).toEqual(['power', 'sample-size', 'compare']);
});

it('the help of the program keeps to the width of the terminal and names no heading without commands', async () => {
  for (const columns of [80, 100, 120])
    expect(
      Math.max(
        ...programHelp(commands, 'crossover-sim', columns)
          .split('\n')
          .map(({ length }) => length),
      ),
    ).toBeLessThanOrEqual(columns);
  const { stdout } = await run('--help');
  for (const { heading } of commandGroups(commands)) expect(stdout).toMatch(new RegExp(`^${heading}:\n  \\S`, 'm'));
  expect(await run('-h')).toEqual(await run('--help'));
});

it('every option of every command stands under a heading', () => {
  const without = shown.flatMap(({ name, options }) =>
    Object.entries(options)
      .filter(([option, row]) => headingOf(option, row) === undefined)
      .map(([option]) => `${name} --${option}`),
  );
  expect(without).toEqual([]);
});

it('the help of power begins with the study and ends with how it is run', async () => {
  const { stdout } = await run('power', '--help');
  const headings = [...stdout.matchAll(/^([A-Z]\w+):$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(['Examples', 'Positionals', 'Study', 'Question', 'Simulation', 'Output', 'Running', 'Options']);
});

it('options of one heading stand together, those without one last', () => {
  const rows = { own: { group: 'Own:' }, quiet: {}, seed: {}, unheard: {} };
  expect(inOrderOfHelp(rows).map(([name]) => name)).toEqual(['seed', 'quiet', 'own', 'unheard']);
});
