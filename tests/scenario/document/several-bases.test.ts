import { describe, expect, it } from 'vitest';
import { responseParameters } from '../../../src/response/parameters.ts';
import { problemsOf, valid } from '../read.ts';

const usual = responseParameters.benefit.default;

const design = 'name: design\ntitle: A design\nseed: 4\ndesign: {participants: 12, washoutDays: 20}\n';
const days = (text: string, files: Readonly<Record<string, string>>): unknown => valid(text, files).study.trial.design;

describe('a list of files', () => {
  it('of files in a list later ones win, and the file itself wins over all', () => {
    const files = {
      'design.yaml': design,
      'shorter.yaml': 'design: {washoutDays: 15}\n',
      'larger.yaml': 'design: {participants: 40, washoutDays: 16}\n',
    };
    expect(days('extends: [design.yaml, shorter.yaml, larger.yaml]\n', files)).toMatchObject({ washoutDays: 16, participants: 40 });
    expect(days('extends: [design.yaml, larger.yaml, shorter.yaml]\n', files)).toMatchObject({ washoutDays: 15, participants: 40 });
    expect(days('extends:\n  - larger.yaml\n  - shorter.yaml\ndesign: {washoutDays: 17}\n', files)).toMatchObject({ washoutDays: 17 });
  });

  it('a file that two files of a list extend lies beneath both and undoes nothing', () => {
    const files = {
      'design.yaml': design,
      'a.yaml': 'extends: design.yaml\ndesign: {washoutDays: 15}\n',
      'b.yaml': 'extends: design.yaml\ndesign: {participants: 40}\n',
    };
    expect(days('extends: [a.yaml, b.yaml]\n', files)).toMatchObject({ washoutDays: 15, participants: 40 });
    expect(days('extends: [b.yaml, a.yaml]\n', files)).toMatchObject({ washoutDays: 15, participants: 40 });
  });

  it('a file stands above all that it extends, however the lists are nested', () => {
    const files = {
      'p.yaml': 'design: {washoutDays: 15}\n',
      'q.yaml': 'design: {washoutDays: 16}\n',
      'x.yaml': 'extends: q.yaml\n',
      'y.yaml': 'extends: [p.yaml, q.yaml]\n',
    };
    expect(days('extends: [x.yaml, y.yaml]\n', files)).toMatchObject({ washoutDays: 16 });
    expect(days('extends: [y.yaml, x.yaml]\n', files)).toMatchObject({ washoutDays: 16 });
  });

  it('a list that contradicts what its files extend is refused, with what to do', () => {
    const files = { 'design.yaml': design, 'a.yaml': 'extends: design.yaml\n', 'p.yaml': 'seed: 1\n', 'q.yaml': 'seed: 2\n' };
    expect(problemsOf('extends: [a.yaml, design.yaml]\n', files)).toEqual([
      'mine.yaml:1:19 extends: expected a file before those that extend it, got design.yaml after a.yaml, which extends it: put it first, or leave it out',
    ]);
    expect(problemsOf('extends: [a.yaml, a.yaml]\n', files)).toEqual([
      'mine.yaml:1:19 extends: expected every file once, got a.yaml twice',
    ]);
    const crossed = { ...files, 'x.yaml': 'extends: [p.yaml, q.yaml]\n', 'y.yaml': 'extends: [q.yaml, p.yaml]\n' };
    expect(problemsOf('extends: [x.yaml, y.yaml]\n', crossed)).toEqual([
      'mine.yaml:1:19 extends: expected an order that the files extended keep as well, got y.yaml after x.yaml',
    ]);
  });

  it('a circle through a list names every file on it', () => {
    const files = { 'design.yaml': design, 'a.yaml': 'extends: [design.yaml, b.yaml]\n', 'b.yaml': 'extends: [./mine.yaml]\n' };
    expect(problemsOf('extends: [design.yaml, a.yaml]\n', files)).toEqual([
      'b.yaml:1:11 extends: expected a file that does not lead back here, got a circle: mine.yaml → a.yaml → b.yaml → mine.yaml',
    ]);
  });

  it('what is no name in a list is told where it stands', () => {
    expect(problemsOf('extends: [design.yaml, 3]\n', { 'design.yaml': design })).toEqual([
      'mine.yaml:1:24 extends.1: expected the name of a scenario file, got 3',
    ]);
  });

  it('a problem of a file that two files extend is told once', () => {
    const files = { 'bad.yaml': 'design: {washoutDays: 900}\n', 'a.yaml': 'extends: bad.yaml\n', 'b.yaml': 'extends: bad.yaml\n' };
    expect(problemsOf('extends: [a.yaml, b.yaml]\n', files)).toHaveLength(1);
  });

  it('every value of a list of files names the file that set it and the source that stands there', () => {
    const files = {
      'design.yaml': `${design}evidence: {design.washoutDays: NCT02911597, design.participants: williams-2018}\n`,
      'drug.yaml':
        'treatments:\n  pretreatments:\n    naltrexone:\n      kind: tablet\n      doseMg: 25\nevidence:\n  treatments.pretreatments.naltrexone.doseMg: assumed\n',
    };
    const { origins } = valid('extends: [design.yaml, drug.yaml]\ndesign:\n  participants: 20\n', files);
    expect(origins['treatments.pretreatments.naltrexone.doseMg']).toEqual({ setBy: 'drug.yaml:5', source: 'assumed' });
    expect(origins['design.washoutDays']).toEqual({ setBy: 'design.yaml:4', source: 'NCT02911597' });
    expect(origins['design.participants']).toEqual({ setBy: 'mine.yaml:3' });
  });
});

describe('the name of a variant', () => {
  const files = { 'design.yaml': design };

  it('a variant that says no name has that of its file, and its title is its name', () => {
    expect(valid('extends: design.yaml\n', files).study).toMatchObject({ name: 'mine', title: 'mine', seed: '4' });
    expect(valid('extends: design.yaml\nname: own\n', files).study).toMatchObject({ name: 'own', title: 'own' });
    expect(valid('extends: design.yaml\ntitle: Own\n', files).study).toMatchObject({ name: 'mine', title: 'Own' });
  });

  it('the trial of a variant that changes only its name is the same', () => {
    const below = valid(design).study;
    const variant = valid('extends: design.yaml\n', files).study;
    expect({ ...variant, name: below.name, title: below.title }).toEqual(below);
  });
});

describe('replace', () => {
  const base = `analyses:
  a: {method: tost, endpoint: hamd17, visit: day1, margin: 3}
  b: {method: paired-t, endpoint: hamd17, visit: day3}
claim: {name: both, all: [a, b], holds: true}
evidence: {analyses.a.margin: assumed}
`;
  const own = 'analyses:\n  c: {method: paired-t, endpoint: hamd17, visit: day7}\nclaim: {name: one, all: [c]}\n';

  it('a section that is to be replaced is taken from the file alone, and the evidence for it goes without a word', () => {
    const { study } = valid(`extends: base.yaml\nreplace: [analyses, claim]\n${own}`, { 'base.yaml': base });
    expect(Object.keys(study.analyses)).toEqual(['c']);
    expect(study.claim).toEqual({ name: 'one', all: ['c'] });
  });

  it('a section that is to be replaced and not given is as if nobody had given it, what every scenario begins with included', () => {
    const { study } = valid('extends: base.yaml\nreplace: [analyses, claim, outcomes]\noutcomes: {cadss: {visits: [m40]}}\n', {
      'base.yaml': base,
    });
    expect(study.analyses).toEqual({});
    expect(study.claim).toBeUndefined();
    expect(study.trial.kind === 'mechanistic' && Object.keys(study.trial.outcomes)).toEqual(['cadss']);
  });

  it('a part of a section can be replaced', () => {
    const text = 'extends: base.yaml\nreplace: [claim.all]\nclaim: {all: [a]}\n';
    expect(valid(text, { 'base.yaml': base }).study.claim).toEqual({ name: 'both', all: ['a'], holds: true });
  });

  it('a file that is extended replaces only what lies beneath it', () => {
    const files = { 'base.yaml': base, 'middle.yaml': `extends: base.yaml\nreplace: [analyses, claim]\n${own}` };
    const { study } = valid('extends: middle.yaml\nanalyses: {d: {method: paired-t, endpoint: hamd17, visit: day1}}\n', files);
    expect(Object.keys(study.analyses)).toEqual(['c', 'd']);
  });

  it('what cannot be replaced is told', () => {
    const files = { 'base.yaml': base };
    expect(problemsOf('extends: base.yaml\nreplace: [analysis]\n', files)).toEqual([
      expect.stringMatching(/^mine\.yaml:2:11 replace: expected a section of a scenario \(.*\), got 'analysis'; did you mean analyses\?$/),
    ]);
    expect(problemsOf('extends: base.yaml\nreplace: [analyses.z]\n', files)).toEqual([
      'mine.yaml:2:11 replace: expected the path of something inherited, got analyses.z; nothing is inherited there',
    ]);
    expect(problemsOf('extends: base.yaml\nreplace: 3\n', files)).toEqual([
      'mine.yaml:2:10 replace: expected the name of a section, or a list of names, got 3',
    ]);
  });
});

describe('a problem that stands in an inherited file', () => {
  const base = `outcomes:
  hamd17: {visits: [baseline, day1, day3]}
analyses:
  a: {method: tost, endpoint: hamd17, visit: day1, margin: 3}
claim: {name: all of it, all: [a]}
evidence: {analyses.a.margin: assumed}
`;
  const files = { 'base.yaml': base };

  it('the line that takes away what an inherited claim needs is named', () => {
    const [first, ...others] = problemsOf(
      'extends: base.yaml\nanalyses:\n  a: null\n  b: {method: paired-t, endpoint: hamd17, visit: day1}\n',
      files,
    );
    expect(others).toEqual([]);
    expect(first).toMatch(/^base\.yaml:5:\d+ claim\.all\.0: .*; caused by mine\.yaml:3:3 analyses\.a$/);
  });

  it('each of several lines that take something away is named with its own problem', () => {
    const two = base.replace(
      'claim: {name: all of it, all: [a]}',
      '  b: {method: paired-t, endpoint: hamd17, visit: day1}\nclaim: {name: it, all: [a, b]}',
    );
    const problems = problemsOf('extends: base.yaml\nanalyses:\n  a: null\n  b: null\n', { 'base.yaml': two });
    expect(problems.map((text) => /caused by (.*)$/.exec(text)?.[1])).toEqual(['mine.yaml:3:3 analyses.a', 'mine.yaml:4:3 analyses.b']);
  });

  it('the line that changes what an inherited visit rests on is named', () => {
    const problems = problemsOf('extends: base.yaml\ndesign:\n  washoutDays: 2\n', files);
    expect(problems.length).toBeGreaterThan(0);
    for (const text of problems.filter((each) => each.startsWith('base.yaml')))
      expect(text).toMatch(/; caused by mine\.yaml:3:3 design\.washoutDays$/);
  });

  it('the entry of replace is named where it takes away too much', () => {
    const [first] = problemsOf('extends: base.yaml\nreplace: analyses\n', files);
    expect(first).toMatch(/^base\.yaml:5:\d+ claim\.all\.0: .*; caused by mine\.yaml:2:10 replace analyses$/);
  });

  it('the file between is named where it is the cause, and a problem that the inherited file has by itself names nobody', () => {
    const chain = { ...files, 'middle.yaml': 'extends: base.yaml\nanalyses: {a: null}\n' };
    expect(problemsOf('extends: middle.yaml\nseed: 3\n', chain)[0]).toMatch(/; caused by middle\.yaml:2:12 analyses\.a$/);
    expect(problemsOf('extends: bad.yaml\nseed: 3\n', { 'bad.yaml': 'design: {washoutDays: 900}\n' })).toEqual([
      'bad.yaml:1:23 design.washoutDays: expected 0.1 to 365 days, got 900',
    ]);
  });
});

describe('a world that is built from several files', () => {
  const lowest = 'design: {participants: 12, washoutDays: 20}\nresponse: {benefit: 0.2}\n';
  const files = {
    'lowest.yaml': lowest,
    'measurement.yaml': 'design: {leadMinutes: 50}\nresponse: {inductionHours: 5}\n',
    'world.yaml': 'extends: lowest.yaml\nresponse: {opioidDependence: 0.5}\n',
  };
  const own = 'design: {participants: 30, washoutDays: 40}\n';
  const inWorld = (text: string) => valid(own, files, { world: { path: 'w.yaml', text } }).study.trial;

  it('the scenario that a world varies is not laid over a design, what it is laid over with is', () => {
    const trial = inWorld('extends: [lowest.yaml, measurement.yaml]\nresponse: {opioidDependence: 0.25}\n');
    expect(trial.design).toMatchObject({ participants: 30, washoutDays: 40, leadMinutes: 50 });
    expect(trial).toMatchObject({ response: { benefit: usual, inductionHours: 5, opioidDependence: 0.25 } });
  });

  it('a part that a world names before another world belongs to the world', () => {
    const parts = { ...files, 'drug.yaml': 'treatments: {infusions: {ketamine: {kind: ketamine, doseMgPerKg: 0.25}}}\n' };
    const { study } = valid(own, parts, { world: { path: 'w.yaml', text: 'extends: [drug.yaml, world.yaml]\n' } });
    expect(study.trial.design).toMatchObject({ participants: 30, washoutDays: 40 });
    expect(study.trial).toMatchObject({
      infusions: { ketamine: { doseMgPerKg: 0.25 } },
      response: { opioidDependence: 0.5, benefit: usual },
    });
  });

  it('a world whose files have no design is laid over without the lowest, and a world of one file whole', () => {
    const parts = { ...files, 'plain.yaml': 'response: {benefit: 0.1}\n' };
    const { study } = valid(own, parts, { world: { path: 'w.yaml', text: 'extends: plain.yaml\nresponse: {inductionHours: 4}\n' } });
    expect(study.trial).toMatchObject({ response: { benefit: usual, inductionHours: 4 } });
    expect(inWorld('response: {benefit: 0.15}\n')).toMatchObject({ response: { benefit: 0.15 } });
  });

  it('a world replaces a section of a design', () => {
    const text = 'extends: lowest.yaml\nreplace: [missingness]\n';
    const design = `${own}missingness: {betweenPeriods: 0.3}\n`;
    const { study } = valid(design, files, { world: { path: 'w.yaml', text } });
    expect(study.trial.missingness.betweenPeriods).toBe(0);
  });
});
