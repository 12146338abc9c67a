import { expect, it } from 'vitest';
import { compareWorlds } from '../../src/explorer/engine/rival-assumptions.ts';
import type { WorldsAnswer } from '../../src/explorer/engine/messages.ts';
import { openScenario } from '../../src/explorer/engine/open-scenario.ts';
import { known, textOf } from './shipped-texts.ts';

async function compared(text: string): Promise<WorldsAnswer> {
  const read = openScenario(text, known, { replicates: 20 });
  if ('problems' in read) throw new Error(read.problems[0].text);
  return compareWorlds({ ...read, text, known }, {});
}

const NOTHING = 'this world changes nothing of the study';

it('a world of which the study reads no value has no probability and is not in the command', async () => {
  const { rows, command, none } = await compared(textOf('questions/esketamine-naltrexone'));
  const idle = rows.filter((row) => row.none === NOTHING).map(({ world }) => world);
  expect(idle).toEqual(['both-blocked', 'dissociation-half-blocked', 'full-block', 'no-block', 'partial-block', 'tolerance']);
  expect(rows.filter(({ probability }) => probability !== undefined)).toHaveLength(rows.length - idle.length);
  expect(idle.filter((world) => command.includes(`worlds/${world} `))).toEqual([]);
  expect(command).toContain('worlds/unblinding --replicates 20');
  expect(none).toBeUndefined();
});

it('a world that says what the study has is compared: its claim holds or not in the study as it is', async () => {
  const { rows } = await compared(textOf('williams-2018'));
  expect(rows.filter((row) => row.none !== undefined)).toEqual([]);
  expect(rows.find(({ world }) => world === 'full-block')).toMatchObject({
    holds: true,
    probability: { value: expect.any(Number) as number },
  });
});

it.each([
  ['of the gaussian model', textOf('gaussian-textbook'), /gaussian model has no drugs/],
  ['without a claim', 'extends: williams-2018\nclaim: null\n', /^The scenario has no claim/],
])('a scenario %s has one sentence in place of worlds, no table and no command', async (_, text, sentence) => {
  const answer = await compared(text);
  expect(answer).toMatchObject({ rows: [], command: '' });
  expect(answer.none).toMatch(sentence);
});
