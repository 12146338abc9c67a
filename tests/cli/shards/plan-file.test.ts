import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planText, readPlan } from '../../../src/cli/shards/plan-file.ts';
import type { RunPlan } from '../../../src/cli/shards/plan.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));

const folder = join(root, 'run');
const file = join(folder, 'plan.json');
const scenario = [shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--replicates', '1000'];
const quiet = ['--quiet', '--workers', '1'];
let written = '';
const writtenPlan = (): RunPlan => {
  const { checksum, ...plan } = JSON.parse(written) as RunPlan & { checksum: string };
  expect(checksum).toMatch(/^[0-9a-f]{64}$/);
  return plan;
};
beforeAll(async () => {
  expect((await run('plan', ...scenario, '--shard-trials', '500', '--out', folder)).exitCode).toBe(0);
  written = readFileSync(file, 'utf8');
});

/** Every command that opens a folder. */
const commands = [
  ['run-shard', folder, '0', '--quiet'],
  ['status', folder],
  ['merge', folder],
  ['submit', folder],
  ['emit', 'parallel', folder],
  ['plan', ...scenario, '--out', folder],
  ['power', ...scenario, ...quiet, '--out', folder, '--resume'],
];

it.each(commands)('%s refuses a plan that was changed by hand, in one line', async (...words) => {
  writeFileSync(file, written.replace('"alpha": 0.05', '"alpha": 0.45'));
  const { exitCode, stdout, stderr } = await run(...words);
  expect([exitCode, stdout, stderr]).toEqual([
    2,
    '',
    `${file} was changed after it was written: put it back as it was, or plan into another folder\n`,
  ]);
});

it.each([
  ['the study of another hash', (plan: RunPlan) => ({ ...plan, cells: [{ ...plan.cells[0], scenario: '0'.repeat(64) }] })],
  ['more trials than its hash is of', (plan: RunPlan) => ({ ...plan, cells: [{ ...plan.cells[0], replicates: 1500 }] })],
])('a plan with %s is refused under a checksum of its own too', (_, change) => {
  writeFileSync(file, planText(change(writtenPlan())));
  expect(() => readPlan(folder)).toThrow('was changed after it was written');
});

/** Another sign in the place of one, of its own kind where it has one: a digit for a digit, a letter for a letter. */
function flipped(text: string, at: number, by: number): string {
  const kinds = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', ' \n":,.{}[]-+'];
  const signs = kinds.find((kind) => kind.includes(text[at])) ?? kinds[0];
  const other = signs[(signs.indexOf(text[at]) + 1 + (by % (signs.length - 1))) % signs.length];
  return text.slice(0, at) + other + text.slice(at + 1);
}

it('whatever sign of the plan is another, the plan is refused or says the same', () => {
  const plan = writtenPlan();
  let refused = 0;
  fc.assert(
    fc.property(fc.nat(written.length - 1), fc.nat(1000), (at, by) => {
      writeFileSync(file, flipped(written, at, by));
      try {
        expect(readPlan(folder)).toEqual(plan);
      } catch (error) {
        expect(error).toMatchObject({ name: 'ExitError', exitCode: 2 });
        expect((error as Error).message.split('\n')).toHaveLength(1);
        refused++;
      }
    }),
    { numRuns: 1500, seed: 17 },
  );
  expect(refused).toBeGreaterThan(500);
});

/** What a text means, whatever the digits of its numbers; undefined where it is no JSON. */
function meaning(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}

it('every digit of the plan counts that makes another number', () => {
  for (const { index } of written.matchAll(/\d/g)) {
    const other = flipped(written, index, index);
    if (meaning(other) === meaning(written)) continue; // two decimal numbers that round to one double
    writeFileSync(file, other);
    expect(() => readPlan(folder), written.slice(index - 30, index + 1)).toThrow();
  }
});

it('spaces and the order of keys do not', () => {
  const plan = JSON.parse(written) as RunPlan;
  writeFileSync(file, JSON.stringify(Object.fromEntries(Object.entries(plan).reverse())));
  expect(readPlan(folder)).toEqual(writtenPlan());
});

it('a plan of an earlier version, without checksum, is refused until the command that made it vouches for it', async () => {
  const old = writtenPlan();
  writeFileSync(file, JSON.stringify(old));
  expect(await run('merge', folder)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(
      /plan\.json has no checksum \(an earlier version made it\): the command that made it, given again/,
    ) as string,
  });
  expect((await run('plan', ...scenario, '--shard-trials', '500', '--out', folder)).exitCode).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(written);

  writeFileSync(file, JSON.stringify(old).replace('"alpha":0.05', '"alpha":0.45'));
  expect((await run('plan', ...scenario, '--out', folder)).stderr).toContain('was changed after it was written');
  writeFileSync(file, JSON.stringify(old).replace(/"truths":\[\{"value":\d/, '$&1'));
  expect((await run('plan', ...scenario, '--out', folder)).stderr).toContain('holds another run');
});

it('a folder is not merged by a program that is not the one of its plan', async () => {
  // As plans of stream version 1 were, whose numbers depended on the machine.
  writeFileSync(file, planText({ ...writtenPlan(), streamVersion: 1, fingerprint: 'another' }));
  expect(await run('merge', folder)).toMatchObject({
    exitCode: 2,
    stderr: `${folder} cannot be merged here: stream version 1, this has 2\n`,
  });
});
