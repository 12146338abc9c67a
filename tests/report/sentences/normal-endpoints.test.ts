import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyFolder, run } from '../../cli/command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const [file, html] = [join(folder, 'bup.yaml'), join(folder, 'bup.html')];

beforeAll(() => {
  writeFileSync(
    file,
    `title: Buprenorphine or placebo
model: gaussian
design: { participants: 8, sequences: [[placebo, buprenorphine], [buprenorphine, placebo]], blockSize: 2 }
gaussian:
  endpoints:
    mood: { label: depressed mood, unit: mm, better: lower, smallestDifference: 3, difference: -4, sdWithin: 5, sdBetween: 6 }
    pain: { label: pain intensity, unit: points, difference: -1, sdWithin: 1.5 }
  correlations:
    - { of: [mood, pain], between: 0.4, within: 0.3 }
analyses:
  a: { method: crossover-t, endpoint: mood }
  b: { method: crossover-t, endpoint: pain }
  c: { method: tost, margin: 4, endpoint: mood }
claim: { name: both, all: [a, b] }
power: { replicates: 60, maxFailures: 1 }
`,
  );
});

const words =
  'depressed mood (mm; lower is better; smallest important difference 3): paired differences have SD 7.07; one period has SD 5 within and 7.81 over all participants; two periods correlate 0.59';
const unsaid = 'pain intensity (points): paired differences have SD 2.12; one period has SD 1.5 within participants';

it('validate and describe name an endpoint by label, unit, direction and smallest important difference, and no default as a result', async () => {
  const { stdout, stderr } = await run('validate', file);
  expect(stdout.split('\n').map((line) => line.trim())).toEqual(expect.arrayContaining([words, unsaid]));
  expect(stderr).toMatch(/c\.margin: the margin of 4 is wider than the smallest important difference of depressed mood \(3\)/);
  const { stdout: described } = await run('describe', file);
  expect(described).toContain('crossover t test (Hills–Armitage) of depressed mood, buprenorphine against placebo');
  expect(described.split('\n')).toEqual(expect.arrayContaining([words, unsaid]));
});

it('power, its report and its protocol name an endpoint by its label and its unit', async () => {
  const { stdout } = await run('power', file, '--report', html, '--workers', '1', '--quiet');
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/−4\.00 mm in depressed mood and −1\.0+ points in pain intensity/);
  const { document } = parseHTML(readFileSync(html, 'utf8'));
  const protocol = document.querySelector('#protocol')?.textContent ?? '';
  expect(protocol).toContain('The depressed mood under buprenorphine will be compared with that under placebo');
  expect(protocol).toContain('For depressed mood the calculation assumes normally distributed outcomes, with a mean difference of −4 mm');
  expect(protocol).toContain('A difference of 3 mm is the smallest that is important to participants.');
  expect(protocol).toContain('depressed mood and pain intensity correlate 0.4 between participants');
  expect(protocol).not.toMatch(/between-participant standard deviation of 1\b/);
  expect(document.querySelector('#patients')?.textContent).toMatch(/Depressed mood.*\(mm\)|depressed mood/s);
});

it('the dictionary of data files has label, unit, direction and smallest important difference of an endpoint', async () => {
  const out = join(folder, 'data');
  await run('simulate', file, '--out', out, '--quiet');
  const rows = readFileSync(join(out, 'dictionary.csv'), 'utf8').split(/\r?\n/);
  expect(rows).toEqual(
    expect.arrayContaining([
      'observations.csv,endpoint=mood,depressed mood,mm,number,lower is better; smallest important difference 3',
      'observations.csv,endpoint=pain,pain intensity,points,number,',
    ]),
  );
});

it('an SD between participants that is the default of the program is stated where participants are compared', async () => {
  const parallel = join(folder, 'parallel.yaml');
  writeFileSync(
    parallel,
    'model: gaussian\ndesign: { participants: 8, sequences: [[placebo], [active]], blockSize: 2 }\ngaussian: { sdWithin: 2, unit: mm }\nanalyses: { a: { method: parallel-t } }\npower: { replicates: 60, maxFailures: 1 }\n',
  );
  const protocol = join(folder, 'parallel.md');
  await run('power', parallel, '--protocol', protocol, '--workers', '1', '--quiet');
  expect(readFileSync(protocol, 'utf8')).toMatch(/a mean difference of 1 mm .* between-participant standard deviation of 1[;. ]/);
});
