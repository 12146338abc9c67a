import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import papaparse from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const textbook = shipped('gaussian-textbook.yaml');
const lean = ['--set', 'power.truthPatients=200', '--workers', '1', '--quiet'];
const powerOf = (stdout: string): { value: number; mcse: number } =>
  (JSON.parse(stdout) as { claim: { power: { value: number; mcse: number } } }).claim.power;

/** The textbook scenario with an uncertainty section. */
function uncertain(name: string, section: string): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(path, `extends: ${textbook}\nuncertainty:\n${section}`);
  return path;
}

describe('a tornado', () => {
  interface Bar {
    readonly path: string;
    readonly low: { readonly value: number; readonly power: { readonly value: number } };
    readonly high: { readonly value: number; readonly power: { readonly value: number } };
    readonly swing: { readonly value: number; readonly mcse: number };
  }
  interface Document {
    readonly tornado: {
      readonly bars: Bar[];
      readonly sentence: string;
      readonly threshold?: { readonly value: number; readonly mcse: number };
    };
  }

  it('a tornado with one parameter equals the two runs it names', async () => {
    const words = [textbook, ...lean, '--replicates', '2000', '--json'];
    const { stdout } = await run('power', ...words, '--tornado', '--vary', 'gaussian.sdWithin=4:6');
    const { bars } = (JSON.parse(stdout) as Document).tornado;
    expect(bars).toHaveLength(1);
    const at = async (value: number): Promise<number> =>
      powerOf((await run('power', ...words, '--set', `gaussian.sdWithin=${value}`)).stdout).value;
    expect([bars[0].low.power.value, bars[0].high.power.value]).toEqual([await at(4), await at(6)]);
    expect(bars[0].swing.value).toBeCloseTo(bars[0].high.power.value - bars[0].low.power.value, 12);
  });

  it('a tornado finds where exact power falls below the target, and says so', async () => {
    const words = [textbook, ...lean, '--replicates', '10000', '--json'];
    const { stdout } = await run(
      'power',
      ...words,
      '--tornado',
      '--vary',
      'gaussian.difference=2:6',
      '--vary',
      'gaussian.sdWithin=4.9:5.1',
    );
    const { bars, threshold, sentence } = (JSON.parse(stdout) as Document).tornado;
    expect(bars.map(({ path }) => path)).toEqual(['gaussian.difference', 'gaussian.sdWithin']);
    // Exact power of the textbook crossover (noncentral t, 28 degrees of freedom) is 0.8 at a difference of 3.747.
    const exact = JSON.parse((await run('power', textbook, '--analytic', '--json', '--set', 'gaussian.difference=3.745')).stdout) as {
      analyses: Record<string, { analyticPower: number }>;
    };
    expect(exact.analyses['crossover-t'].analyticPower).toBeCloseTo(0.8, 3);
    // Beside its own error the line over an eighth of the range is a little off.
    expect(Math.abs((threshold?.value ?? 0) - 3.745)).toBeLessThan(3 * (threshold?.mcse ?? 0) + 0.02);
    expect(sentence).toMatch(
      /depends most on gaussian\.difference.*falls below the target of 80 % where gaussian\.difference is below 3\.7\d* ±/,
    );
  });

  it('a tornado takes its ranges from the priors, and writes a table', async () => {
    const path = uncertain('ranges', '  priors:\n    gaussian.difference: {distribution: uniform, min: 3, max: 5, source: assumed}\n');
    const out = join(folder, 'tornado');
    const { stdout } = await run('power', path, ...lean, '--replicates', '500', '--tornado', '--out', out);
    expect(stdout).toContain("10 % and 90 % quantiles of the scenario's priors");
    const { data } = papaparse.parse<Record<string, string>>(readFileSync(join(out, 'tornado.csv'), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    });
    expect(data.map(({ path: at, low, high }) => [at, Number(low), Number(high)])).toEqual([['gaussian.difference', 3.2, 4.8]]);
  });
});

describe('assurance', () => {
  interface Document {
    readonly assurance: {
      readonly assurance: { readonly value: number; readonly mcse: number };
      readonly reachesTarget: { readonly value: number };
      readonly trialsPerDraw: number;
      readonly draws: { readonly set: Record<string, number>; readonly power: number; readonly weight: number }[];
    };
  }
  const documentOf = (stdout: string): Document['assurance'] => (JSON.parse(stdout) as Document).assurance;

  it('assurance with a point prior equals power', async () => {
    const path = uncertain('point', '  draws: 20\n  priors:\n    gaussian.difference: {distribution: point, value: 4, source: assumed}\n');
    const words = [path, ...lean, '--replicates', '4000', '--json'];
    const { assurance, trialsPerDraw } = documentOf((await run('power', ...words, '--assurance')).stdout);
    expect(trialsPerDraw).toBe(200);
    expect(assurance.value).toBeCloseTo(powerOf((await run('power', ...words)).stdout).value, 12);
  });

  it('assurance is exact power averaged over the prior', async () => {
    const path = uncertain(
      'uniform',
      '  draws: 400\n  priors:\n    gaussian.difference: {distribution: uniform, min: 2, max: 6, source: assumed}\n',
    );
    const { assurance } = documentOf((await run('power', path, ...lean, '--replicates', '40000', '--json', '--assurance')).stdout);
    let sum = 0;
    for (let i = 0; i < 20; i++) {
      const exact = JSON.parse(
        (await run('power', textbook, '--analytic', '--json', '--set', `gaussian.difference=${2.1 + 0.2 * i}`)).stdout,
      ) as {
        analyses: Record<string, { analyticPower: number }>;
      };
      sum += exact.analyses['crossover-t'].analyticPower;
    }
    expect(Math.abs(assurance.value - sum / 20)).toBeLessThan(3 * assurance.mcse);
  });

  it('assurance over joint combinations runs each with its weight', async () => {
    const section =
      '  joint:\n    source: assumed\n    values:\n      - {weight: 3, set: {gaussian.difference: 0}}\n      - {set: {gaussian.difference: 5, gaussian.sdWithin: 3}}\n';
    const out = join(folder, 'joint');
    const { stdout } = await run(
      'power',
      uncertain('joint', section),
      ...lean,
      '--replicates',
      '4000',
      '--json',
      '--assurance',
      '--out',
      out,
    );
    const { assurance, draws } = documentOf(stdout);
    expect(draws.map(({ weight }) => weight)).toEqual([0.75, 0.25]);
    expect(draws[0].power).toBeLessThan(0.07);
    expect(draws[1].power).toBeGreaterThan(0.99);
    expect(assurance.value).toBeCloseTo(0.75 * draws[0].power + 0.25 * draws[1].power, 12);
    expect(readFileSync(join(out, 'assurance.csv'), 'utf8').split('\r\n')[0]).toBe(
      'draw,weight,gaussian.difference,gaussian.sdWithin,trials,power',
    );
  });

  it('assurance does not mix up two questions that one process asks in turn', async () => {
    const at = async (value: number): Promise<number> => {
      const path = uncertain(
        'turn',
        `  draws: 2\n  priors:\n    gaussian.difference: {distribution: point, value: ${value}, source: assumed}\n`,
      );
      return documentOf((await run('power', path, ...lean, '--replicates', '400', '--json', '--assurance', '--workers', '1')).stdout)
        .assurance.value;
    };
    expect(await at(0)).toBeLessThan(0.15);
    expect(await at(6)).toBeGreaterThan(0.9);
  });

  it('assurance is the same for any number of workers', async () => {
    const words = ['power', shipped('williams-2018.yaml'), '--replicates', '400', '--set', 'uncertainty.draws=5', '--assurance', '--quiet'];
    const one = await run(...words, '--workers', '1');
    expect(one.exitCode).toBe(0);
    expect((await run(...words, '--workers', '2')).stdout).toBe(one.stdout);
    expect(one.stdout).toMatch(/Assurance, power averaged over the prior, is \d+\.\d ± \d+\.\d %/);
  });
});

describe('what contradicts itself is told with its place', () => {
  it.each([
    ['  draws: 3\n', /uncertainty: expected priors, joint, or posterior, got neither/],
    ['  priors:\n    gaussian.diference: {distribution: point, value: 1, source: assumed}\n', /did you mean gaussian\.difference/],
    ['  priors:\n    gaussian.sdWithin: {distribution: uniform, min: -1, max: 3, source: assumed}\n', /:4:24 .*expected values from 0/],
    ['  priors:\n    gaussian.sdWithin: {distribution: uniform, min: 3, max: 3, source: assumed}\n', /expected min below max, got 3 and 3/],
    [
      '  priors:\n    gaussian.sdWithin: {distribution: triangular, min: 1, mode: 5, max: 3, source: assumed}\n',
      /expected mode from min to max, got 5/,
    ],
    ['  priors:\n    gaussian.sdWithin: {distribution: normal, mean: -50, sd: 1, source: assumed}\n', /almost wholly outside/],
    [
      '  priors:\n    gaussian.sdWithin: {distribution: gamma, source: assumed}\n',
      /expected normal, lognormal, beta, uniform, triangular or point, got 'gamma'/,
    ],
    ['  priors:\n    gaussian.sdWithin: {distribution: point, value: 3}\n', /source.*expected a source key or assumed, got nothing/],
    [
      '  priors:\n    gaussian.sdWithin: {distribution: point, value: 3, source: hearsay}\n',
      /expected a source key or assumed, got 'hearsay'/,
    ],
    [
      '  priors:\n    gaussian.sdWithin: {distribution: point, value: 3, source: assumed}\n  correlations:\n    - {of: [gaussian.sdWithin, gaussian.mean], value: 0.2}\n',
      /expected paths of uncertainty\.priors, got 'gaussian\.mean'/,
    ],
    ['  joint:\n    source: assumed\n    values:\n      - {set: {gaussian.sdWithin: -2}}\n', /expected a number from 0/],
  ])('an uncertainty section that contradicts itself is told with its place: %s', async (section, message) => {
    const path = uncertain('wrong', section);
    const { exitCode, stderr, stdout } = await run('validate', path);
    expect(exitCode).toBe(2);
    expect(stderr + stdout).toMatch(message);
  });

  it.each([
    [['--assurance'], /uncertainty: expected a section with priors, got none/],
    [['--assurance', '--tornado'], /--tornado: cannot go with --assurance/],
    [['--tornado', '--sample', 'lhs:3'], /--sample: cannot go with --tornado/],
    [['--tornado', '--vary', 'gaussian.sdWithin=1,2'], /expected a range low:high with --tornado/],
    [['--tornado', '--vary', 'gaussian.sdWithin=-1:2'], /gaussian\.sdWithin.*got -1/],
    [['--tornado', '--require', '0.8'], /--require: speaks of one power/],
  ])('power tells what contradicts itself: %j', async (words, message) => {
    const { exitCode, stderr, stdout } = await run('power', textbook, ...lean, '--replicates', '100', ...words);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });
});

it.each(['--tornado', '--assurance'])('power %s gives no power where too many analyses fail, and exits with 4', async (question) => {
  const path = uncertain(
    'tiny',
    '  priors:\n    gaussian.difference: {distribution: point, value: 4, source: assumed}\n    gaussian.sdWithin: {distribution: uniform, min: 4, max: 5, source: assumed}\n',
  );
  const { exitCode, stdout, stderr } = await run('power', path, ...lean, '--replicates', '200', '--participants', '2', question);
  expect(exitCode).toBe(4);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/100\.00 % of trials/);
});

describe('the range of power over the uncertainty section', () => {
  const section = '  priors:\n    gaussian.difference: {distribution: uniform, min: 3, max: 5, source: assumed}\n';
  interface Document {
    readonly claim: { readonly power: { readonly value: number } };
    readonly decision?: string;
    readonly overUncertainty?: { readonly draws: number; readonly quantiles: readonly { readonly p: number; readonly power: number }[] };
  }
  const asked = async (...words: readonly string[]): Promise<Document> =>
    JSON.parse((await run('power', uncertain('over', section), ...lean, '--json', ...words)).stdout) as Document;

  it('power prints the range below its value, and the JSON document has it as a section of its own', async () => {
    const { stdout } = await run('power', uncertain('over', section), ...lean, '--replicates', '2000');
    expect(stdout.replaceAll('\n', ' ')).toMatch(
      /Over the value that is not known \(section uncertainty\) the median is \d+\.\d %, the 5–95 % range \d+\.\d–\d+\.\d % \(40 draws; Monte-Carlo standard errors of these figures \d+\.\d, \d+\.\d and \d+\.\d percentage points\)\./,
    );
    const { overUncertainty } = await asked('--replicates', '2000');
    expect(overUncertainty?.draws).toBe(40);
    expect(overUncertainty?.quantiles.map(({ p }) => p)).toEqual([0.05, 0.5, 0.95]);
  });

  it('the range is left out with --stated, with few replicates, and where the value is set; the power is the same', async () => {
    const whole = await asked('--replicates', '1000');
    const stated = await asked('--replicates', '1000', '--stated');
    expect(stated).not.toHaveProperty('overUncertainty');
    expect(stated.claim).toEqual(whole.claim);
    expect(await asked('--replicates', '900')).not.toHaveProperty('overUncertainty');
    expect(await asked('--replicates', '1000', '--set', 'gaussian.difference=4')).not.toHaveProperty('overUncertainty');
  });

  it('a requirement is judged by the power at the stated values', async () => {
    const { decision, overUncertainty } = await asked('--replicates', '1000', '--require', '0.75');
    expect(decision).toBe('met');
    expect(overUncertainty?.quantiles[0].power).toBeLessThan(0.75);
  });
});
