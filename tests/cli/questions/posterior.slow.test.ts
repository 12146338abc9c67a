import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const plan = join(folder, 'plan.yaml');
// 25 draws of the difference, even from 2 to 4.4 points.
const values = Array.from({ length: 25 }, (_, i) => ({ set: { 'gaussian.difference': 2 + ((i * 7) % 25) / 10 } }));
writeFileSync(
  join(folder, 'learned.json'),
  JSON.stringify({ uncertainty: { joint: { source: 'derived-posterior', sample: true, values } } }),
);
writeFileSync(
  plan,
  `extends: ${shipped('gaussian-textbook.yaml')}
uncertainty:
  posterior: ./learned.json
  priors: { gaussian.sdWithin: { distribution: uniform, min: 4, max: 6, source: assumed } }
`,
);
const lean = ['--replicates', '200', '--set', 'power.truthPatients=200', '--workers', '1', '--quiet'];
/** What a command prints, in one line. */
const told = async (...words: string[]): Promise<string> => (await run(...words, ...lean)).stdout.replaceAll(/\s+/g, ' ');
const document = async (...words: string[]): Promise<unknown> => JSON.parse((await run(...words, ...lean, '--json')).stdout);

it('assurance over a posterior that a scenario names tells both errors', async () => {
  const text = await told('power', plan, '--assurance');
  expect(text).toMatch(/Assurance, power averaged over the posterior, is \d+\.\d ± \d+\.\d %/);
  expect(text).toMatch(/power is [\d.]+ to [\d.]+ % with a probability of 80 %, and [\d.]+ to [\d.]+ % with a probability of 95 %/);
  const { assurance, scenario } = (await document('power', plan, '--assurance')) as {
    assurance: {
      posterior: boolean;
      ranges: { share: number; lower: { power: number; mcse: number }; upper: { power: number } }[];
      draws: { set: object }[];
    };
    scenario: { hash: string };
  };
  expect(assurance.posterior).toBe(true);
  const [inner, outer] = assurance.ranges;
  expect([inner.share, outer.share]).toEqual([0.8, 0.95]);
  expect(outer.lower.power).toBeLessThanOrEqual(inner.lower.power);
  expect(inner.lower.power).toBeLessThan(inner.upper.power);
  expect(inner.upper.power).toBeLessThanOrEqual(outer.upper.power);
  expect(assurance.draws).toHaveLength(25);
  expect(Object.keys(assurance.draws[0].set).sort()).toEqual(['gaussian.difference', 'gaussian.sdWithin']);
  const without = (await document('power', plan, '--set', 'uncertainty=null')) as { scenario: { hash: string } };
  expect(scenario.hash).not.toBe(without.scenario.hash);
});

it('a value that is set above a posterior is known, and assurance says what its draws then are', async () => {
  const { stderr } = await run('power', plan, '--assurance', ...lean, '--set', 'gaussian.difference=4');
  expect(stderr).toContain('uncertainty.posterior: gaussian.difference set above it');
});

it('a search by assurance and a tornado take a posterior that a scenario names', async () => {
  const text = await told('sample-size', plan, '--assurance', '--target', '0.6', '--max', '120');
  expect(text).toMatch(/The smallest trial with an assurance of 60 % has \d+ participants/);
  expect(text).toContain('25 draws from the posterior');
  const { tornado } = (await document('power', plan, '--tornado')) as {
    tornado: { from: string; bars: { path: string; low: { value: number }; high: { value: number } }[] };
  };
  expect(tornado.from).toBe("5 % and 95 % quantiles of the scenario's posterior, and of its priors of other values");
  // Of 25 draws the second and the twenty-fourth.
  const ends = Object.fromEntries(tornado.bars.map(({ path, low, high }) => [path, [low.value, high.value]]));
  expect(ends).toEqual({ 'gaussian.difference': [2.1, 4.3], 'gaussian.sdWithin': [4.1, 5.9] });
});

it('compare gives the weight of worlds that are points of a learned parameter, and of no others', async () => {
  const world = (name: string, text: string): string => {
    const path = join(folder, `${name}.yaml`);
    writeFileSync(path, `extends: ${shipped('gaussian-textbook.yaml')}\nclaim: { holds: true }\n${text}\n`);
    return path;
  };
  const [low, high] = [world('low', 'gaussian: { difference: 2.5 }'), world('high', 'gaussian: { difference: 4 }')];
  const wide = world('wide', 'gaussian: { difference: 3, sdBetween: 9 }');
  interface Compared {
    readonly comparison: {
      readonly posteriorWeights?: { readonly parameter: string; readonly worlds: { readonly world: string; readonly weight: number }[] };
    };
  }
  const weights = async (...worlds: string[]) =>
    ((await document('compare', plan, '--worlds', ...worlds)) as Compared).comparison.posteriorWeights;
  // Nearer to 2.5 than to 4 are 2 to 3.2 of 2, 2.1, …, 4.4.
  const found = await weights(low, high, wide);
  expect(found?.parameter).toBe('gaussian.difference');
  expect(found?.worlds.map((each) => [each.world, Number(each.weight.toFixed(6))])).toEqual([
    ['low', 0.52],
    ['high', 0.48],
  ]);
  expect(await weights(low, wide)).toBeUndefined();
  const page = join(folder, 'compared.html');
  const text = await told('compare', plan, '--worlds', low, high, '--report', page);
  expect(readFileSync(page, 'utf8')).toContain('id="figure-world-weights"');
  expect(text).toMatch(
    /Posterior weight of worlds, the probability that gaussian\.difference .* low \(2\.5\) 52\.0 ± 10\.0 %, high \(4\) 48\.0/,
  );
  const { stdout } = await run('compare', shipped('gaussian-textbook.yaml'), '--worlds', low, high, ...lean);
  expect(stdout).not.toContain('Posterior weight');
  // A stored comparison has them in its report too, and one that was changed by hand is refused.
  const stored = join(folder, 'compared.json');
  const answer = (await document('compare', plan, '--worlds', low, high)) as { comparison: { posteriorWeights: { draws: unknown } } };
  writeFileSync(stored, JSON.stringify(answer));
  expect((await run('report', stored, '--out', page)).exitCode).toBe(0);
  expect(readFileSync(page, 'utf8')).toContain('Posterior weight of worlds, the probability that gaussian.difference');
  answer.comparison.posteriorWeights.draws = 'many';
  writeFileSync(stored, JSON.stringify(answer));
  expect((await run('report', stored, '--out', page)).exitCode).not.toBe(0);
});

it('evidence prints what a posterior predicts beside each published figure', async () => {
  const file = join(folder, 'patients.json');
  const draws = [0.2, 0.3, 0.4].map((benefit) => ({ set: { 'response.benefit': benefit, 'response.opioidDependence': 0.5 } }));
  const posteriorOf = (all: unknown, more: object = {}): string =>
    JSON.stringify({ uncertainty: { joint: { source: 'derived-posterior', sample: true, ...more, values: all } } });
  writeFileSync(file, posteriorOf(draws));
  const words = ['evidence', '--patients', '400', '--quiet', '--posterior', file];
  const { stdout } = await run(...words, '--json');
  const whole = JSON.parse(stdout) as {
    posterior: { draws: number; hash: string };
    rows: { figure: string; published?: object; predicted: { median: number; lower: number; upper: number; p?: number } }[];
  };
  const { posterior, rows } = whole;
  expect([posterior.draws, posterior.hash.length]).toEqual([3, 64]);
  for (const { published, predicted } of rows) {
    expect(predicted.lower).toBeLessThanOrEqual(predicted.median);
    expect(predicted.median).toBeLessThanOrEqual(predicted.upper);
    expect(predicted.p === undefined).toBe(published === undefined);
  }
  const text = (await run(...words)).stdout;
  expect(text).toMatch(/simulated ± MCSE +miss +predicted +5–95 % +p /);
  expect((await run(...words.slice(0, 4))).stdout).not.toContain('predicted');
  // What it was fitted to is what its file says, and changes no draw.
  expect(text).toContain('which figures the posterior was fitted to is not known: its file does not name them');
  const [fitted, heldOut] = ['day1', 'day3'].map((day) => [`han-2016: response of hamd17 at ${day} after placebo+ketamine`]);
  writeFileSync(file, posteriorOf(draws, { fitted, heldOut }));
  const told = JSON.parse((await run(...words, '--json')).stdout) as {
    posterior: { hash: string };
    rows: { figure: string; learned: string }[];
  };
  expect(told.posterior.hash).toBe(posterior.hash);
  expect(told.rows.filter(({ learned }) => learned !== 'not-used').map(({ figure, learned }) => [figure, learned])).toEqual([
    ['response on day 1, placebo + ketamine', 'fitted'],
    ['response on day 3', 'held-out'],
  ]);
  expect((await run(...words)).stdout).toMatch(
    / use +learn +verdict[\s\S]+ fitted +fitted +\w+ +han-2016, williams-2018\n.* fitted +test +\w+ +han-2016\n/,
  );
  writeFileSync(file, posteriorOf([{ set: { 'response.benefits': 0.2 } }]));
  const refused = await run(...words);
  expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toMatch(/patients\.json:1:\d+ uncertainty\.joint\.values\.0\.set\.response\.benefits: expected the path/);
});
