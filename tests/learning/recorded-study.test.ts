import { expect, it } from 'vitest';
import { IncompleteTrial } from '../../src/learning/recorded/incomplete-trial.ts';
import { figuresOf } from '../../src/learning/simulated-study.ts';
import { rootKey } from '../../src/random/index.ts';
import { trialGenerator } from '../../src/trial/compile-trial.ts';
import { evidenceOf, pilotFiles } from './pilot-data.ts';

const pilot = pilotFiles(14);
/** The rows of the measurements, changed; an undefined one is left out. */
function changed(of: (fields: string[]) => string[] | undefined) {
  const [header, ...rows] = pilot.measured.trim().split(/\r?\n/);
  const kept = rows.flatMap((row) => of(row.split(',')) ?? []).length;
  const lines = rows.flatMap((row) => {
    const fields = of(row.split(','));
    return fields === undefined ? [] : [fields.join(',')];
  });
  expect(kept).toBeGreaterThan(0);
  return { ...pilot, measured: [header, ...lines].join('\n') };
}
const problemsOf = (data: typeof pilot): string[] => {
  const read = evidenceOf(data);
  return 'problems' in read ? read.problems.map(({ text }) => text) : [];
};

it('figures of individual data are those that a hand would work out', () => {
  const read = evidenceOf(pilot);
  if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
  const [study] = read.evidence.studies;
  const value = new Map<string, number>();
  for (const row of pilot.measured.trim().split(/\r?\n/).slice(1)) {
    const [, subject, , , treatment, visit, , endpoint, score] = row.split(',');
    if (endpoint === 'hamd17') value.set(`${subject} ${treatment} ${visit}`, Number(score));
  }
  const subjects = [...new Set([...value.keys()].map((key) => key.split(' ')[0]))];
  const changes = (treatment: string): number[] =>
    subjects.map((name) => (value.get(`${name} ${treatment} day1`) ?? NaN) - (value.get(`${name} ${treatment} baseline`) ?? NaN));
  const [placebo, blocker] = [changes('placebo'), changes('naltrexone')];
  const mean = (values: number[]): number => {
    const known = values.filter((each) => !Number.isNaN(each));
    return known.reduce((sum, each) => sum + each, 0) / known.length;
  };
  const figure = (name: string, kind: string) => figuresOf(study).find((each) => each.name.includes(name) && each.kind === kind)?.value;
  expect(figure('change to day1 after placebo', 'mean')).toBeCloseTo(mean(placebo), 10);
  expect(figure('naltrexone less placebo', 'paired-difference')).toBeCloseTo(mean(blocker.map((each, i) => each - placebo[i])), 10);
  expect(study.scenario.design.participants).toBe(14);
});

it('a simulated trial has the patients of each sequence and misses what the data miss', () => {
  const data = changed((fields) => (fields[1] === 'S002' && fields[5] === 'day1' ? undefined : fields));
  const read = evidenceOf(data);
  if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
  const { studies, parameters } = read.evidence;
  const [study] = studies;
  const given = study.recorded?.subjects.map((own) => own.length);
  expect(given).toEqual([7, 7]);
  const generator = trialGenerator(study.trial, rootKey('simulated'), 'all');
  const key = 'hamd17@day1';
  const { recorded } = study;
  if (recorded === undefined) throw new Error('no data');
  const incomplete = new IncompleteTrial(recorded, study.trial, generator, new Set([key, 'guess@pretreatment']));
  const missing = (values: Float64Array | undefined): number => [...(values ?? [])].filter(Number.isNaN).length;
  for (const replicate of [0, 1]) {
    generator.generate(replicate);
    incomplete.update();
    expect(missing(generator.data.columns.get(key))).toBe(0);
    for (const name of [key, 'guess@pretreatment'])
      expect(missing(incomplete.data.columns.get(name))).toBe(missing(recorded.data.columns.get(name)));
  }
  expect(missing(recorded.data.columns.get(key))).toBeGreaterThanOrEqual(2);
  expect(parameters).toHaveLength(4);
});

it.each([
  ['one participant', changed((fields) => (fields[1] === 'S001' ? fields : undefined)), ['expected at least 5 participants']],
  [
    'no spread',
    changed((fields) => (fields[7] === 'hamd17' && fields[5] === 'baseline' ? fields.with(8, '20') : fields)),
    ['the same of all'],
  ],
  [
    'a period, a visit and a treatment that do not fit',
    changed((fields) => {
      if (fields[3] !== '1' || fields[5] === 'day3') return undefined;
      return fields.map((field) => field.replace('naltrexone', 'naltrexon'));
    }),
    ["got 'naltrexon'; did you mean naltrexone?", 'expected 2 periods', 'got none at day3'],
  ],
] as const)('%s: every problem of individual data is told at once, in the name of their file', (_name, data, words) => {
  const told = problemsOf(data);
  expect(told.filter((text) => !text.startsWith('pilot.csv: '))).toEqual([]);
  for (const word of words) expect(told.filter((text) => text.includes(word))).toHaveLength(1);
  expect(told).toHaveLength(words.length);
});
