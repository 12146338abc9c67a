import { describe, expect, it } from 'vitest';
import { hasPseudoTerminal, inTerminal } from './pseudo-terminal.ts';

const escape = '\u001b[';
const run = 'power scenarios/williams-2018.yaml --replicates 8000 --set power.truthPatients=2000 --workers 1';

describe.skipIf(!hasPseudoTerminal)('on a terminal', () => {
  it('a run on a terminal shows its stages and takes them away', async () => {
    const { exitCode, screen } = await inTerminal(run);
    expect(exitCode).toBe(0);
    expect(screen).toMatch(/truth.* … 2 000 patients/);
    expect(screen).toMatch(/simulating.* █+░* \d+ % · [\d ]+ trials\/s · \d+ s left/);
    expect(screen).toContain(`${escape}36m`);
    const last = screen.slice(screen.lastIndexOf(`\r${escape}2K`) + 5);
    expect(last).not.toContain('trials/s');
  });

  it('a run with --quiet shows no stages on a terminal', async () => {
    const { screen } = await inTerminal(`${run} --replicates 50 --quiet`);
    expect(screen).not.toContain('truth …');
    expect(screen).not.toContain(escape);
  });

  it.each([
    [{}, true],
    [{ NO_COLOR: '1' }, false],
  ])('an error on a terminal is coloured with %j: %s', async (env, coloured) => {
    const { exitCode, screen } = await inTerminal('validate absent.yaml', { env });
    expect(exitCode).toBe(2);
    expect(screen).toContain('absent.yaml');
    expect(screen.includes(`${escape}31m`)).toBe(coloured);
    expect(screen.includes(escape)).toBe(coloured);
  });
});
