import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import papaparse from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const crossover = shipped('designs/randomised-crossover.yaml');
const fixed = shipped('designs/fixed-order.yaml');
const world = (name: string): string => shipped(`worlds/${name}.yaml`);
const lean = ['--replicates', '300', '--set', 'power.truthPatients=200', '--quiet', '--workers', '1'];

interface Document {
  readonly comparison: {
    readonly designs: string[];
    readonly worlds: { readonly name: string; readonly claimTrue: boolean }[];
    readonly cells: {
      readonly design: string;
      readonly world: string;
      readonly probability: { readonly value: number };
      readonly difference: { readonly value: number; readonly mcse: number };
    }[];
    readonly best: string | null;
    readonly sentence: string;
  };
}
/** Text with the ends of its lines taken out. */
const unfolded = (text: string): string => text.replaceAll('\n', ' ');
const documentOf = (stdout: string): Document['comparison'] => (JSON.parse(stdout) as Document).comparison;

it('a cell of a comparison is what power gives for that world with the changes of that design', async () => {
  const { stdout } = await run('compare', crossover, '--worlds', world('naltrexone-dysphoria'), world('full-block'), ...lean, '--json');
  const { cells, worlds } = documentOf(stdout);
  expect(worlds).toEqual([
    { name: 'naltrexone-dysphoria', claimTrue: false },
    { name: 'full-block', claimTrue: true },
  ]);
  for (const { world: name, probability } of cells) {
    const single = JSON.parse((await run('power', world(name), '--participants', '30', ...lean, '--json')).stdout) as {
      claim: { power: { value: number } };
    };
    expect(probability.value).toBe(single.claim.power.value);
  }
});

it('a fixed order mistakes tolerance for blockade, a randomised one does not; said in words, in JSON and in a tidy file', async () => {
  const words = ['compare', fixed, crossover, '--worlds', world('tolerance'), world('full-block'), '--participants', '80', ...lean];
  const out = join(folder, 'tolerance');
  const { stdout } = await run(...words, '--workers', '1', '--out', out);
  expect(unfolded(stdout)).toMatch(
    /^Of 2 designs randomised-crossover discriminates best between the worlds: the power of the claim is at least 9\d\.\d % \(full-block\)/,
  );
  expect(unfolded(stdout)).toMatch(/The worst is fixed-order: .* its false-positive rate at most \d+\.\d % \(tolerance\)/);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(stdout).not.toMatch(/\u001b\[|luck|apart|made in/);
  const { best, cells, sentence } = documentOf((await run(...words, '--workers', '2', '--json')).stdout);
  expect(best).toBe('randomised-crossover');
  expect(unfolded(stdout)).toContain(sentence);
  const { data } = papaparse.parse<Record<string, string>>(readFileSync(join(out, 'comparison.csv'), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  expect(data.map(({ design, world: name, probability }) => [design, name, Number(probability)])).toEqual(
    cells.map(({ design, world: name, probability }) => [design, name, probability.value]),
  );
  const tolerance = cells.find(({ design, world: name }) => design === 'randomised-crossover' && name === 'tolerance');
  expect(tolerance?.difference.value).toBeLessThan(-0.4);
  expect(tolerance?.difference.mcse).toBeLessThan(0.03);
});

it('a world of which a design reads a part, or nothing, is named with the values that are not read', async () => {
  const of = async (design: string): Promise<string[]> => {
    const worlds = ['unblinding', 'tolerance', 'full-block'].map(world);
    const { stderr, exitCode } = await run('compare', design, '--worlds', ...worlds, ...lean, '--replicates', '4');
    expect(exitCode).toBe(0);
    return stderr.split('\n').filter((line) => line.includes(' of the world '));
  };
  const said = 'is said of the whole world and may not be true of this design';
  expect(await of(shipped('questions/esketamine-naltrexone.yaml'))).toEqual([
    `warning: esketamine-naltrexone does not read every value of the world unblinding (not response.opioidDependence, adverseEffects.nausea.blockerOddsRatio); claim.holds: false ${said}`,
    `warning: esketamine-naltrexone reads no value of the world tolerance (response.opioidDependence, response.repeatFactor); claim.holds: false ${said}`,
  ]);
  expect(await of(crossover)).toEqual([]);
});

it('without worlds every scenario is compared as it stands', async () => {
  const { stdout, exitCode } = await run('compare', world('full-block'), world('no-block'), ...lean, '--json');
  expect(exitCode).toBe(0);
  expect(documentOf(stdout).worlds.map(({ name }) => name)).toEqual(['as written']);
});

it('power says that the rate of a claim which is false in its world is a false-positive rate', async () => {
  expect((await run('power', world('no-block'), ...lean)).stdout).toContain('this is a false-positive rate, not power');
  expect((await run('power', world('full-block'), ...lean)).stdout).not.toContain('false-positive');
});

describe('a contradiction between a design and a world', () => {
  const design = join(folder, 'month.yaml');
  writeFileSync(design, `extends: ${crossover}\noutcomes: {madrs: {visits: [baseline, day14], exploratory: true}}\n`);

  it('a contradiction between a design and a world names the cells in which it arises, and only those', async () => {
    const worlds = ['carry-over', 'full-block'].map(world);
    const { exitCode, stderr } = await run('compare', design, crossover, '--worlds', ...worlds, ...lean);
    expect(exitCode).toBe(2);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(
        /scenarios\/williams-2018\.yaml:\d+:\d+ visits\.day14: expected a visit before the next pretreatment, .* got 334 h; caused by \S*carry-over\.yaml:16:3 design\.washoutDays \(/,
      ),
    ]);
    expect(stderr).toContain(` (${design} in the world ${worlds[0]})\n`);
  });

  it('what is wrong with a design or a world alone names no cell', async () => {
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, `extends: ${crossover}\ndesign: {blockSize: 3}\n`);
    const wrong = join(folder, 'wrong.yaml');
    writeFileSync(wrong, `extends: ${crossover}\nresponse: {benefit: 3}\n`);
    const { stderr } = await run('compare', broken, '--worlds', wrong, world('full-block'), ...lean);
    expect(stderr.trim().split('\n')).toEqual([
      `${broken}:2:21 design.blockSize: expected a multiple of 2 (sequences weighted 1:1), got 3`,
      `${wrong}:2:21 response.benefit: expected 0 to 0.99 (fraction of severity), got 3`,
    ]);
  });
});

describe('what cannot be compared is told at once', () => {
  const copy = join(folder, 'randomised-crossover.yaml');
  writeFileSync(copy, `extends: ${crossover}\n`);
  const unsaid = join(folder, 'unsaid.yaml');
  writeFileSync(unsaid, `extends: ${crossover}\nclaim:\n  holds: null\n`);
  it.each([
    [[unsaid], /unsaid\.yaml claim\.holds: expected true or false/],
    [[crossover, '--worlds', unsaid], /unsaid\.yaml claim\.holds: expected/],
    [[crossover, copy], /scenario: expected different names, got randomised-crossover twice/],
    [[crossover, fixed, crossover], /scenario: \S*randomised-crossover\.yaml is given twice\n$/],
    [[crossover, '--worlds', unsaid, unsaid], /--worlds: \S*unsaid\.yaml is given twice/],
    [[crossover, '--worlds'], /--worlds: expected scenario files, got none|Not enough arguments/],
    [[crossover, '--worlds', 'nowhere.yaml'], /cannot read nowhere\.yaml/],
  ])('compare tells at once what it cannot compare: %j', async (words, message) => {
    const { exitCode, stdout, stderr } = await run('compare', ...words, ...(words.at(-1) === '--worlds' ? [] : lean));
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });
});

it('a comparison describes designs as their own files have them, and lists what a world changes of them', async () => {
  const out = join(folder, 'changes');
  const html = join(folder, 'changes.html');
  const worlds = [world('carry-over'), world('full-block')]; // the one that changes the washout comes first
  const words = ['compare', crossover, fixed, '--worlds', ...worlds, '--replicates', '50', '--quiet', '--workers', '1'];
  const { stdout } = await run(...words, '--set', 'power.maxFailures=1', '--out', out, '--report', html);
  const sentence = /World carry-over changes the design itself, not only what is true: .*design\.washoutDays from 30 to 7/;
  expect(unfolded(stdout)).toMatch(sentence);
  expect(stdout).not.toContain('World full-block changes');
  const again = join(folder, 'changes-again.html');
  expect((await run('report', join(out, 'comparison.json'), '--out', again)).exitCode).toBe(0);
  for (const page of [html, again]) {
    const text = readFileSync(page, 'utf8');
    expect(text).toMatch(sentence);
    const { document } = parseHTML(text);
    for (const id of ['design-1', 'design-2'])
      expect(document.querySelector(`#${id} p`)?.textContent).toContain('; 30 days between infusions;');
  }
  const { comparison } = JSON.parse(readFileSync(join(out, 'comparison.json'), 'utf8')) as {
    comparison: { designChanges: object[]; designStudies: { scenario: { hash: string } }[] };
  };
  expect(comparison.designChanges).toContainEqual({
    world: 'carry-over',
    designs: ['randomised-crossover', 'fixed-order'],
    path: 'design.washoutDays',
    from: '30',
    to: '7',
  });
  const plain = ['--set', 'power.replicates=50', '--set', 'power.maxFailures=1'];
  const [validated] = (await run('validate', crossover, ...plain)).stdout.match(/[0-9a-f]{12}/) ?? [];
  expect(comparison.designStudies[0].scenario.hash.slice(0, 12)).toBe(validated);
});
