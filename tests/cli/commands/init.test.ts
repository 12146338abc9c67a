import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyFolder, run } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;
/** The file that `init` writes with these options; the usual answers stand in for the others. */
async function starter(...options: string[]): Promise<{ file: string; text: string; stdout: string }> {
  const file = join(folder, `trial-${written++}.yaml`);
  const { stdout, stderr } = await run('init', file, ...options);
  expect(stderr).toBe('');
  return { file, stdout, text: readFileSync(file, 'utf8') };
}

const described = async (file: string) =>
  JSON.parse((await run('describe', file, '--json')).stdout) as {
    study: { name: string; title: string; claim: unknown; analyses: Record<string, unknown> };
    parameters: { path: string; value: unknown; source: string }[];
  };

describe('init of the normal model', () => {
  it('the SD may be given as that of a paired difference or with an intraclass correlation, and what follows is said', async () => {
    const period = await starter('--sd', '5');
    expect(period.stdout).toContain('\npaired differences then have SD 7.07 (one period within a patient: 5)\n');
    const difference = await starter('--sd-difference', '7.07');
    expect(difference.stdout).toContain('paired differences then have SD 7.07');
    expect(difference.text).toContain('    sdDifference: 7.07 # units of the endpoint;');
    expect(difference.text).not.toMatch(/sdWithin|sdBetween/);
    const total = await starter('--sd-total', '10', '--icc', '0.36');
    expect(total.text).toMatch(/sdTotal: 10 #[^]*correlation: 0.36 #/);
    const sds = async (file: string) => {
      const { parameters } = await described(file);
      return ['gaussian.sdWithin', 'gaussian.sdBetween'].map((path) => parameters.find((each) => each.path === path)?.value);
    };
    expect(await sds(total.file)).toEqual([expect.closeTo(8, 9), expect.closeTo(6, 9)]);
    expect(await sds(difference.file)).toEqual([expect.closeTo(7.07 / Math.SQRT2, 9), expect.closeTo(7.07 / Math.SQRT2, 9)]);
    for (const { file } of [period, difference, total]) expect((await run('validate', file)).exitCode).toBe(0);
  });

  it('treatments and endpoint have the names that are given, and no others', async () => {
    const { file, text } = await starter('--treatments', 'dummy,buprenorphine', '--endpoint', 'Craving (0-100)');
    const { study } = await described(file);
    expect(study.title).toBe('Craving (0-100): buprenorphine or dummy, two-period crossover');
    expect(study.analyses.primary).toMatchObject({ reference: 'dummy', comparator: 'buprenorphine', endpoint: 'craving-0-100' });
    expect(text).toMatch(/^    craving-0-100:\n      label: Craving \(0-100\)$/m);
    expect((await run('validate', file)).exitCode).toBe(0);
    const fault = await run('init', join(folder, 'never.yaml'), '--endpoint', 'Craving', '--sd-difference', '-1');
    expect([fault.exitCode, fault.stderr]).toEqual([2, expect.stringMatching(/^--sd: expected an SD above 0/)]);
    expect(text).not.toMatch(/naltrexone|placebo/);
  });

  it.each([
    [['--treatments', 'a'], /^--treatments: expected two different names/],
    [['--treatments', 'a,a'], /^--treatments: expected two different names/],
    [['--sd', '4', '--sd-difference', '5'], /^--sd-difference: cannot go with --sd\n/],
    [['--icc', '0.5'], /^--icc: goes with --sd-total\n/],
    [['--sd-total', '5', '--icc', '1.5'], /^--sd: expected an SD such as/],
    [['--drug', 'ketamine'], /^--drug: goes with --mechanistic\n/],
    [['--mechanistic', '--difference', '4'], /^--difference: cannot go with --mechanistic\n/],
  ])('options that make no trial are told: %j', async (options, message) => {
    const { exitCode, stderr } = await run('init', join(folder, 'never.yaml'), ...options);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  it('an existing file is written over only if that is asked for', async () => {
    const { file } = await starter('--participants', '20');
    expect((await run('init', file)).exitCode).toBe(2);
    expect((await run('init', file, '--force', '--participants', '18')).exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('participants: 18 ');
  });
});

describe('init of a mechanistic trial', () => {
  it('the usual trial is short, extends a shipped scenario by its name, is valid and tells the source of every answer', async () => {
    const { file, text } = await starter('--mechanistic', '--participants', '24');
    expect(text).toMatch(/^extends: williams-2018$/m);
    expect(text.split('\n').length).toBeLessThan(60);
    expect(await run('validate', file)).toMatchObject({ exitCode: 0, stderr: '' });
    const { study, parameters } = await described(file);
    expect(study).toMatchObject({ title: 'Ketamine after naltrexone or placebo', claim: { all: ['primary'], holds: true } });
    const standing = (path: string) => {
      const { value, source } = parameters.find((each) => each.path === path) ?? {};
      return [value, source];
    };
    expect(standing('design.participants')).toEqual([24, 'assumed']);
    expect(standing('design.washoutDays')).toEqual([30, 'NCT02911597']);
    expect(standing('response.opioidDependence')).toEqual([1, 'williams-2018']);
    expect(standing('missingness.betweenPeriods')).toEqual([0.143, 'williams-2018']);
  });

  it('what was published about the trial of the base is no source of an answer about another drug', async () => {
    const { file, text } = await starter('--mechanistic', '--drug', 'esketamine');
    expect(text).not.toMatch(/NCT02911597|; williams-2018|: williams-2018$/);
    const { parameters } = await described(file);
    for (const path of ['design.washoutDays', 'missingness.betweenPeriods', 'population.screeningMinimum'])
      expect(parameters.find((each) => each.path === path)?.source, path).toBe('assumed');
  });

  it('every answer stands in the file', async () => {
    const answers = [
      '--blocked',
      '0.5',
      '--screening',
      '18',
      '--washout',
      '28',
      '--endpoint',
      'madrs',
      '--visit',
      'day3',
      '--dropout',
      '0.2',
    ];
    const { file } = await starter('--mechanistic', '--sequences', 'placebo-first', '--claim', 'blocked-alone', ...answers);
    expect(await run('validate', file)).toMatchObject({ exitCode: 0, stderr: '' });
    const { study, parameters } = await described(file);
    const values = Object.fromEntries(parameters.map(({ path, value }) => [path, value]));
    expect(values).toMatchObject({
      'response.opioidDependence': 0.5,
      'population.screeningMinimum': 18,
      'design.washoutDays': 28,
      'missingness.betweenPeriods': 0.2,
    });
    expect(study.analyses.primary).toMatchObject({ method: 'paired-t', endpoint: 'madrs', visit: 'day3', direction: 'greater' });
    expect(study.claim).toMatchObject({ all: ['primary', 'dissociation'] });
  });

  it('power runs on the file', async () => {
    const { file } = await starter('--mechanistic', '--participants', '12');
    const lean = ['--replicates', '20', '--set', 'power.truthPatients=100', '--workers', '1', '--quiet'];
    const { exitCode, stdout } = await run('power', file, ...lean);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('naltrexone removes the effect of ketamine on HAM-D17');
  });

  it.each([
    [['--drug', 'psilocybin', '--blocker', 'ketanserin', '--endpoint', 'qids'], 'qids', 'day1', 'greater', 'severity.dependence.5-HT2A'],
    [['--drug', 'psilocybin', '--blocker', 'ketanserin', '--endpoint', 'acute-effects'], 'acute-effects', 'peak', 'less', '5-HT2A'],
    [['--drug', 'MDMA', '--blocker', 'citalopram-course'], 'good-effect', 'peak', 'less', 'good-effect.dependence.SERT'],
    [['--drug', 'remifentanil', '--blocker', 'naloxone'], 'pain', 'average', 'greater', 'pain.dependence.opioid'],
    [['--endpoint', 'cadss', '--blocked', '0.5'], 'cadss', 'peak', 'less', 'dissociation.opioidDependence'],
  ])('the endpoints that a drug moves can be primary: %j', async (options, endpoint, visit, direction, share) => {
    const { file, text } = await starter('--mechanistic', '--washout', '140', ...options);
    expect(text.split('\n').length).toBeLessThan(75);
    expect(await run('validate', file)).toMatchObject({ exitCode: 0, stderr: '' });
    const { study, parameters } = await described(file);
    expect(study.analyses.primary).toMatchObject({ endpoint, visit, direction });
    const set = parameters.find(({ path }) => path.endsWith(share));
    expect(set).toMatchObject({ value: options.includes('0.5') ? 0.5 : 1, source: 'assumed' });
  });

  it('what a washout leaves no time for is not recorded, and a visit that is not recorded is refused', async () => {
    const { file, text } = await starter('--mechanistic', '--washout', '5');
    expect(text).toContain('visits: [baseline, day1, day3]');
    expect((await run('validate', file)).exitCode).toBe(0);
    const { exitCode, stderr } = await run('init', join(folder, 'never.yaml'), '--mechanistic', '--washout', '5', '--visit', 'day7');
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^--visit: /)]);
  });

  it.each([
    [['--drug', 'ketamin'], "got 'ketamin'; did you mean ketamine?\n"],
    [['--drug', 'MDMA', '--endpoint', 'hamd17'], "--endpoint: expected what MDMA moves (good-effect), got 'hamd17'\n"],
    [['--endpoint', 'pain'], "--endpoint: expected what ketamine moves (hamd17, hamd6, hamd-suicide, madrs, qids, cadss), got 'pain'\n"],
    [['--endpoint', 'cadss', '--blocker', 'ketanserin'], 'of which ketanserin can remove nothing'],
    [['--endpoint', 'cadss', '--claim', 'blocked-alone'], '--claim: expected blocked where cadss is the primary endpoint'],
    [['--blocked', '7'], '--blocked: expected 0 to 1 (fraction), got 7\n'],
    [['--claim', 'blockd'], "got 'blockd'; did you mean blocked?\n"],
  ])('an answer that cannot be used is told with what is expected: %j', async (options, message) => {
    const { exitCode, stderr } = await run('init', join(folder, 'never.yaml'), '--mechanistic', ...options);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
