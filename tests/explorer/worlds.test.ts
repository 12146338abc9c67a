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

const NOTHING = 'the study reads no value of this world';
const PART = 'the study reads only a part of this world, which does not say whether the claim is true then';

it('a world of which the study reads nothing, or a part that leaves the truth of its claim open, has no probability and is not in the command', async () => {
  const { rows, command, none } = await compared(textOf('questions/esketamine-naltrexone'));
  const named = (words: string): string[] => rows.filter((row) => row.none === words).map(({ world }) => world);
  expect(named(NOTHING)).toEqual(['both-blocked', 'dissociation-half-blocked', 'full-block', 'no-block', 'partial-block', 'tolerance']);
  expect(named(PART)).toEqual(['naltrexone-dysphoria', 'placebo-blocked', 'unblinding']);
  expect(rows.filter(({ probability }) => probability !== undefined)).toMatchObject([{ world: 'carry-over', holds: true }]);
  expect(command).toBe('crossover-sim compare scenario.yaml --worlds worlds/carry-over --replicates 20');
  expect(none).toBeUndefined();
});

it('the values of a world that the study does not read are named, and the endpoints that it adds', async () => {
  const { rows } = await compared(textOf('questions/esketamine-naltrexone'));
  const at = (name: string) => rows.find(({ world }) => world === name);
  expect(at('placebo-blocked')).toMatchObject({ unread: ['response.opioidDependence'], added: [] });
  expect(at('unblinding')?.unread).toEqual(['response.opioidDependence', 'adverseEffects.nausea.blockerOddsRatio']);
  expect(at('carry-over')).toMatchObject({ unread: [], added: ['hamd17'] });
});

it('a part of a world counts where the claim is as true without it', async () => {
  const { rows } = await compared(textOf('rapamycin-control'));
  const [tolerance] = rows.filter(({ world }) => world === 'tolerance');
  expect(tolerance).toMatchObject({ holds: false, unread: ['response.opioidDependence'] });
  expect(tolerance.probability?.value).toBeGreaterThanOrEqual(0);
});

it('a claim of which nobody says whether it is true has no probability in a world', async () => {
  const { rows } = await compared('extends: williams-2018\nclaim: { holds: null }\n');
  const at = (name: string) => rows.find(({ world }) => world === name);
  expect(at('full-block')?.none).toBe('neither this world nor the scenario says whether the claim is true (claim.holds)');
  expect(at('no-block')).toMatchObject({ holds: false });
});

it('a study to which no world applies has the reasons world by world, and no command', async () => {
  const { rows, command, none } = await compared(textOf('questions/psilocybin-ketanserin'));
  expect(none).toBe('No shipped world applies to this study.');
  expect(command).toBe('');
  expect(rows).toHaveLength(10);
  expect(rows.filter((row) => row.none === undefined || row.probability !== undefined)).toEqual([]);
});

it('a world that says what the study has is compared: its claim holds or not in the study as it is', async () => {
  const { rows } = await compared(textOf('williams-2018'));
  expect(rows.filter((row) => row.none !== undefined || row.unread.length > 0 || row.added.length > 0)).toEqual([]);
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
