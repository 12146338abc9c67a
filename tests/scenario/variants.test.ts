import { describe, expect, it } from 'vitest';
import { scenarioHash } from '../../src/scenario/index.ts';
import { problemsOf, read, valid } from './read.ts';

const base = `name: base
design:
  washoutDays: 20
  participants: 12
analyses:
  a: {method: paired-t, endpoint: hamd17, visit: day1}
  b: {method: crossover-t, endpoint: hamd17, visit: day3}
`;

describe('a variant', () => {
  it('a variant merges maps, replaces lists and single values, and takes away with null', () => {
    const text =
      'extends: base.yaml\ndesign: {washoutDays: 28}\noutcomes: {hamd17: {visits: [baseline, day1]}}\nanalyses: {b: null, a: {alpha: 0.01}}\n';
    const { study } = valid(text, { 'base.yaml': base });
    expect(study.name).toBe('mine');
    expect(study.trial.design).toMatchObject({ washoutDays: 28, participants: 12 });
    expect(Object.keys(study.analyses)).toEqual(['a']);
    expect(study.analyses.a).toMatchObject({ method: 'paired-t', visit: 'day1', alpha: 0.01 });
    expect(study.trial.kind === 'mechanistic' && study.trial.outcomes.hamd17?.visits).toEqual(['baseline', 'day1']);
  });

  it('a variant takes away what its base declares although every mechanistic scenario begins with it', () => {
    const files = { 'base.yaml': 'outcomes: {cadss: {visits: [m40]}}\ntreatments: {pretreatments: {other: {kind: inert}}}\n' };
    const taken = valid('extends: base.yaml\noutcomes: {cadss: null}\n', files);
    expect(taken.study.trial.kind === 'mechanistic' && taken.study.trial.outcomes).not.toHaveProperty('cadss');
    const { study } = valid('extends: base.yaml\n', files, { set: ['outcomes.cadss=null'] });
    expect(study.trial.kind === 'mechanistic' && study.trial.outcomes).not.toHaveProperty('cadss');
  });

  it('what a variant takes away does not come back beneath what a later variant adds', () => {
    const files = {
      'none.yaml':
        'extends: base.yaml\noutcomes: {cadss: null}\ntreatments: {pretreatments: {naltrexone: null, low: {kind: tablet}}}\ndesign: {sequences: [[placebo, low]]}\n',
      'base.yaml': 'treatments: {pretreatments: {naltrexone: {kind: tablet, doseMg: 25}}}\n',
    };
    const { study } = valid('extends: none.yaml\n', files);
    expect(study.trial.kind === 'mechanistic' && Object.keys(study.trial.pretreatments)).toEqual(['placebo', 'low']);
  });

  it('a problem of a variant points to the file where the value stands', () => {
    const files = { 'worlds/base.yaml': 'extends: ../root.yaml\nresponse:\n  benefit: 3\n', 'root.yaml': 'design:\n  washoutDays: 900\n' };
    expect(problemsOf('extends: worlds/base.yaml\ndesign: {leadMinutes: -1}\n', files)).toEqual([
      'mine.yaml:2:23 design.leadMinutes: expected 0 to 100000 min, got -1',
      'root.yaml:2:16 design.washoutDays: expected 0.1 to 365 days, got 900',
      'worlds/base.yaml:3:12 response.benefit: expected 0 to 0.99 (fraction of severity), got 3',
    ]);
  });

  it('a value that the variant replaces is no problem of the base', () => {
    expect(problemsOf('extends: base.yaml\ndesign: {washoutDays: 14}\n', { 'base.yaml': 'design: {washoutDays: 900}\n' })).toEqual([]);
  });

  it('a circle, a missing file and a base that is no name are problems of a variant', () => {
    expect(problemsOf('extends: a.yaml\n', { 'a.yaml': 'extends: b.yaml\n', 'b.yaml': 'extends: ./mine.yaml\n', 'mine.yaml': '' })).toEqual(
      ['b.yaml:1:10 extends: expected a file that does not lead back here, got a circle: mine.yaml → a.yaml → b.yaml → mine.yaml'],
    );
    expect(problemsOf('extends: mine.yaml\n')).toEqual([
      'mine.yaml:1:10 extends: expected a file that does not lead back here, got a circle: mine.yaml → mine.yaml',
    ]);
    expect(problemsOf('extends: nowhere.yaml\n')).toEqual([
      'mine.yaml:1:10 extends: expected a readable scenario file, got nowhere.yaml: no such file',
    ]);
    expect(problemsOf('extends: 3\n')).toEqual(['mine.yaml:1:10 extends: expected the name of a scenario file, or a list of names, got 3']);
  });
});

describe('a change on the command line', () => {
  it('a change on the command line goes through the same checks and is named as such', () => {
    const set = [
      'design.washoutDays=-3',
      'desing.x=3',
      'noequals',
      'design.leadMinutes=[1',
      'extends=other.yaml',
      'response={opioidDependence: 7}',
    ];
    expect(problemsOf('name: a\n', {}, { set, participants: NaN })).toEqual(
      expect.arrayContaining([
        '--set design.washoutDays: expected 0.1 to 365 days, got -3',
        '--set desing: not a section of a scenario; did you mean design?',
        "--set expected path=value, got 'noequals'",
        "--set design.leadMinutes: expected a value written as YAML, got '[1'",
        '--set extends: expected the path of a value, got extends, which only a file can say',
        '--set response.opioidDependence: expected 0 to 1 (fraction), got 7',
        '--participants design.participants: expected a whole number from 1 to 10000000 patients, got NaN',
      ]),
    );
  });

  it('a change on the command line wins over the file; a later one over an earlier one; the short options over all', () => {
    const set = ['design.washoutDays=21', 'design.washoutDays=22', 'design.participants=40', 'analyses.b=null'];
    const { study } = valid(base, {}, { set, participants: 50, seed: 'x', replicates: 7 });
    expect(study.trial.design).toMatchObject({ washoutDays: 22, participants: 50 });
    expect(study).toMatchObject({ seed: 'x', power: { replicates: 7 } });
    expect(Object.keys(study.analyses)).toEqual(['a']);
  });

  it('a contradiction that a change makes is reported', () => {
    expect(problemsOf(base, {}, { set: ['design.washoutDays=7'] })).toEqual([
      expect.stringMatching(
        /visits\.day7: expected a visit before the next pretreatment, at most 167\.25 h after the studied drug, got 168 h$/,
      ),
      expect.stringMatching(/visits\.day14: .* got 334 h$/),
    ]);
  });
});

describe('what a scenario leaves unsaid', () => {
  it('values that a scenario leaves unsaid are filled in', () => {
    const { study } = valid('analyses: {a: {method: paired-t, endpoint: cadss, visit: peak}}\n');
    expect(study.name).toBe('mine');
    expect(study.analyses.a).toMatchObject({
      measure: 'value',
      baseline: 'pre',
      population: 'all',
      reference: 'placebo',
      comparator: 'naltrexone',
      alternative: 'two-sided',
      direction: 'either',
      alpha: 0.05,
    });
    expect(study.trial.design).toMatchObject({ weights: [1, 1], infusion: 'ketamine', reference: 'placebo' });
  });

  it('the only other infusion declared is the one given', () => {
    const { study } = valid('treatments: {infusions: {ketamine: null, esketamine: {kind: ketamine, doseMgPerKg: 0.4}}}\n');
    expect(study.trial.design).toMatchObject({ infusion: 'esketamine' });
  });

  it('endpoint and visit of a Gaussian scenario are filled in too', () => {
    const { study } = valid('model: gaussian\nanalyses: {a: {method: tost, margin: 3}}\n');
    expect(study.analyses.a).toMatchObject({ endpoint: 'score', visit: 'outcome', options: { margin: 3, design: 'crossover' } });
  });
});

describe('what is implausible', () => {
  it.each([
    ['design: {washoutDays: 3}\noutcomes: {hamd17: {visits: [baseline, day1]}}\n', 'design.washoutDays'],
    ['design: {participants: 3}\n', 'design.participants'],
    ['population: {weightCv: 0}\n', 'population.weightCv'],
    ['population: {screeningMinimum: 32}\n', 'population.screeningMinimum'],
    ['design: {leadMinutes: 120}\n', 'visits.baseline'],
  ])('an implausible scenario is warned of, not refused: %s', (text, path) => {
    expect(valid(text).warnings.map((warning) => warning.path)).toContain(path);
  });
});

describe('the hash', () => {
  const hash = (text: string, files: Record<string, string> = {}): string => scenarioHash(valid(text, files).study);

  it('the hash does not depend on the order of keys, on comments, on files or on defaults written out', () => {
    const reordered = `# a comment\nanalyses:\n  b: {visit: day3, endpoint: hamd17, method: crossover-t}\n  a: {visit: day1, endpoint: hamd17, method: paired-t, alpha: 0.05}\ndesign: {participants: 12, washoutDays: 20}\nname: base\n`;
    expect(hash(reordered)).toBe(hash(base));
    expect(hash('extends: base.yaml\nname: base\n', { 'base.yaml': base })).toBe(hash(base));
  });

  it('the hash changes with every number', () => {
    expect(hash(base.replace('washoutDays: 20', 'washoutDays: 21'))).not.toBe(hash(base));
    expect(hash(`${base}response: {benefit: 0.2}\n`)).not.toBe(hash(base));
    expect(hash(base)).toMatch(/^[0-9a-f]{64}$/);
  });
});

it('a scenario that is read twice is the same', () => {
  expect(read(base)).toEqual(read(base));
});
