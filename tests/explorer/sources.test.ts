import { expect, it, vi } from 'vitest';
import { inlineRunner } from '../../src/power/index.ts';
import { describedStudy } from '../../src/scenario/index.ts';
import { Engine } from '../../src/explorer/engine/engine.ts';
import type { Reply, Typed } from '../../src/explorer/engine/messages.ts';
import { openScenario } from '../../src/explorer/engine/open-scenario.ts';
import { known, textOf } from './shipped-texts.ts';

// What the build of the page puts in.
vi.stubGlobal('__VERSION__', '0.0.0');

const NO_SOURCE = 'set here, no source given';

/** The text that the page has after a field was changed. */
async function changedOnPage(text: string, path: string, value: Typed): Promise<string> {
  const told: Reply[] = [];
  const engine = new Engine(inlineRunner(), 1, known, (reply) => told.push(reply));
  await engine.take({ kind: 'change', id: 1, text, path, value });
  const [reply] = told;
  if (reply.kind !== 'answer' || typeof reply.answer !== 'string') throw new Error(JSON.stringify(reply));
  return reply.answer;
}

function sourceIn(text: string, path: string): string | undefined {
  const read = openScenario(text, known);
  if ('problems' in read) throw new Error(read.problems[0].text);
  return describedStudy(read.study, read.origins).find((value) => value.path === path)?.source;
}

const own = 'extends: gaussian-textbook\ngaussian:\n  difference: 2 # points\nevidence:\n  gaussian.difference: williams-2018 # Table 2\n';

it.each([
  ['in its own text', textOf('williams-2018'), 'missingness.betweenPeriods', 'williams-2018', 0.4],
  ['in what it extends', 'extends: williams-2018\n', 'missingness.betweenPeriods', 'williams-2018', 0.4],
  [
    'beside a value that is inherited',
    'extends: gaussian-textbook\nevidence: { design.participants: williams-2018 }\n',
    'design.participants',
    'williams-2018',
    20,
  ],
  ['and nothing else there', own, 'gaussian.difference', 'williams-2018', 2.5],
])('a value whose source is given %s has none when it is changed on the page, as with --set', async (_, text, path, source, value) => {
  expect(sourceIn(text, path)).toBe(source);
  const changed = await changedOnPage(text, path, value);
  expect(sourceIn(changed, path)).toBe(NO_SOURCE);
  const [page, set] = [openScenario(changed, known), openScenario(text, known, { set: [`${path}=${value}`] })];
  if ('problems' in page || 'problems' in set) throw new Error('the scenario has problems');
  expect(page.study).toEqual(set.study);
  const others = text.split('\n').filter((line) => !line.includes(path.slice(path.lastIndexOf('.') + 1)) && line !== 'evidence:');
  expect(others.filter((line) => !changed.split('\n').includes(line))).toEqual([]);
});

it('a value that is written otherwise or set to what it is keeps its source', async () => {
  expect(await changedOnPage(own, 'gaussian.difference', 2)).toBe(own);
  const inherited = 'extends: gaussian-textbook\nevidence: { design.participants: williams-2018 }\n';
  expect(sourceIn(await changedOnPage(inherited, 'design.participants', 30), 'design.participants')).toBe('williams-2018');
});

it('an analysis is removed with the sources that the text gives for its values', async () => {
  const text = 'extends: gaussian-textbook\nanalyses:\n  more: { method: tost, margin: 3 }\nevidence:\n  analyses.more.margin: assumed\n';
  expect(openScenario(text, known)).not.toHaveProperty('problems');
  expect(await changedOnPage(text, 'analyses.more', null)).toBe('extends: gaussian-textbook\n');
});
