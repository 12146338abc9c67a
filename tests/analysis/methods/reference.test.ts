import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checks } from '../reference-checks.ts';
import { blocksOf, readJson, readTrial } from '../reference-data.ts';

/** Blocks of other methods, of options we do not have, or of packages that repeat a block already checked. */
const elsewhere =
  /lmm|mmrm|_coin$|exactRankTests|hodges_lehmann_R|r_default|sign_flip|rate_[AB]$|fieller|anova_fixed_subject|sequence_labels_(mc|montecarlo)/;

function checkOf(path: string): [check: (typeof checks)[string], name: string] | undefined {
  const name = Object.keys(checks).find((key) => path === key || path.endsWith(`/${key}`));
  return name === undefined ? undefined : [checks[name], name];
}

const folder = new URL('../../reference/', import.meta.url);
const met = new Map<string, number>();

describe.each(readdirSync(new URL('results/', folder)))('simulated data %s', (file) => {
  const csv = `datasets/${file.replace('.json', '.csv')}`;
  const endpoints = { hamd17: readTrial(csv, 'hamd17'), cadss: readTrial(csv, 'cadss'), responder: readTrial(csv, 'responder') };
  const blocks = blocksOf(readJson(`results/${file}`)).filter(([path]) => !elsewhere.test(path));
  it.each(blocks)('%s agrees with the reference', (path, block) => {
    const [, name] = checkOf(path) ?? [];
    expect(name, `no check for ${path}`).toMatch(/\S/);
    const day = /day(\d+)/.exec(path)?.[1] ?? '';
    const endpoint = path.startsWith('cadss') ? 'cadss' : path.includes('/responder/') ? 'responder' : 'hamd17';
    checkOf(path)?.[0]({ data: endpoints[endpoint], asked: { endpoint, visit: day, baseline: '0' }, block });
    met.set(name ?? '', (met.get(name ?? '') ?? 0) + 1);
  });
});

/** Trials of two periods with one response in each: published ones, and one that was keyed from memory. */
const plain = ['published', 'from-memory'].flatMap((set) =>
  readdirSync(new URL(`${set}/`, folder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => [set, file] as const),
);

describe.each(plain)('%s data %s', (set, file) => {
  const data = readTrial(`${set}/${file.replace('.json', '.csv')}`, 'y');
  const blocks = blocksOf(readJson(`${set}/${file}`)).filter(([path]) => !elsewhere.test(path));
  it.each(blocks)('%s agrees with the reference', (path, block) => {
    const [check, name] = checkOf(path) ?? [];
    expect(name, `no check for ${path}`).toMatch(/\S/);
    met.set(name ?? '', (met.get(name ?? '') ?? 0) + 1);
    check?.({ data, asked: { endpoint: 'y', visit: 'only', baseline: 'baseline' }, block });
  });
});

it('the methods meet reference figures of every kind', () => {
  expect(Object.keys(checks).filter((name) => !met.has(name))).toEqual([]);
});
