import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedFigures } from '../../../src/trial/mechanistic/derived-figures.ts';
import { problemsOf, valid } from '../read.ts';

const williams = {
  'williams.yaml':
    'design: {sequences: [[placebo, naltrexone], [naltrexone, placebo]], washoutDays: 28}\n' +
    'treatments:\n  pretreatments: {placebo: {kind: inert}, naltrexone: {kind: tablet}}\n  infusions: {ketamine: {kind: ketamine}}\n' +
    'visits: {baseline: -1.5, day1: 24, day3: 72}\noutcomes: {hamd17: {visits: [baseline, day1, day3]}, cadss: null}\n' +
    'analyses: {a: {method: crossover-t, endpoint: hamd17, visit: day1}}\n',
};
const variant = (text: string): string => `extends: williams.yaml\n${text}`;
const warnings = (text: string, set: readonly string[] = []): string[] =>
  valid(text, williams, { set: [...set] }).warnings.map((warning) => warning.text);

describe('the infusion that is given', () => {
  it('the infusion is never guessed: beside an inherited one, the error stands at the one that the file adds', () => {
    expect(problemsOf(variant('treatments:\n  infusions:\n    esketamine: {kind: ketamine, doseMgPerKg: 0.25}\n'), williams)).toEqual([
      'mine.yaml:4:5 treatments.infusions.esketamine: expected design.infusion to say which infusion is given where a condition names none (placebo, naltrexone): ketamine or esketamine; got nothing',
    ]);
  });

  it('the infusion that is given is the one that design.infusion names, with its dose', () => {
    const peak = (dose: number): number => {
      const drug = `design: {infusion: esketamine}\ntreatments: {infusions: {esketamine: {kind: ketamine, doseMgPerKg: ${dose}}}}\n`;
      const { trial } = valid(variant(drug), williams).study;
      if (trial.kind !== 'mechanistic') throw new Error('not mechanistic');
      return derivedFigures(trial)[0].peakConcentration;
    };
    expect(peak(2) / peak(0.01)).toBeCloseTo(200, 9);
  });

  it('the infusion that is given does not depend on the order in which infusions are declared', () => {
    const kinds = {
      ketamine: 'kind: ketamine',
      saline: 'kind: saline',
      low: 'kind: ketamine, doseMgPerKg: 0.1',
      midazolam: 'kind: midazolam',
    };
    const names = Object.keys(kinds) as (keyof typeof kinds)[];
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 1 }), fc.option(fc.constantFrom(...names)), (declared, named) => {
        const infusions = declared.map((name) => `${name}: {${kinds[name]}}`).join(', ');
        const removed = declared.includes('ketamine') ? '' : ', ketamine: null';
        const text = `design: {washoutDays: 30${named === null ? '' : `, infusion: ${named}`}}\ntreatments: {infusions: {${infusions}${removed}}}\n`;
        const mayRun = named === null ? declared.length === 1 : declared.includes(named);
        expect(problemsOf(text).length).toBe(mayRun ? 0 : 1);
        if (mayRun) expect(valid(text).study.trial.design).toMatchObject({ infusion: named ?? declared[0] });
        else expect(problemsOf(text)[0]).toContain('design.infusion');
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it('the infusion needs no name where every condition, and the run-in, names its own', () => {
    const infusions = 'treatments: {infusions: {saline: {kind: saline}}}\n';
    const own = 'design: {sequences: [[placebo+saline, placebo+ketamine], [placebo+ketamine, placebo+saline]], reference: placebo+saline';
    expect(problemsOf(`${own}}\n${infusions}`)).toEqual([]);
    expect(problemsOf(`${own}, enrichment: {condition: placebo+ketamine, visit: day1}}\n${infusions}`)).toEqual([]);
    expect(problemsOf(`${own}, enrichment: {condition: placebo, visit: day1}}\n${infusions}`)).toEqual([
      'mine.yaml:2:26 treatments.infusions.saline: expected design.infusion to say which infusion is given where a condition names none (placebo): ketamine or saline; got nothing',
    ]);
  });

  it('the infusion that is named must exist', () => {
    expect(problemsOf('treatments: {infusions: {ketamine: null}}\n')).toEqual([
      'mine.yaml:1:14 treatments.infusions: expected an infusion, given where a condition names none (placebo, naltrexone), got none',
    ]);
    expect(problemsOf('design: {infusion: ketamin}\n')).toEqual([
      "mine.yaml:1:20 design.infusion: expected a declared infusion (ketamine), got 'ketamin'; did you mean ketamine?",
    ]);
  });
});

describe('what is declared and never used is warned of', () => {
  const ungiven = 'declared and never used: no condition of the design gives it';

  it.each([
    ['treatments: {pretreatments: {nalmefene: {kind: tablet}}}\n', `2:30 treatments.pretreatments.nalmefene: ${ungiven}`],
    ['design: {infusion: ketamine}\ntreatments: {infusions: {saline: {kind: saline}}}\n', `3:26 treatments.infusions.saline: ${ungiven}`],
    ['visits:\n  day28: 672\n', '3:3 visits.day28: declared and never used: no outcome is recorded at it'],
    [
      'outcomes: {madrs: {visits: [baseline, day1]}}\n',
      '2:12 outcomes.madrs: declared and never used: no analysis reads it (exploratory: true says that it is recorded for its own sake)',
    ],
  ])('what is declared and never used is warned of: %s', (text, line) => {
    expect(warnings(variant(text))).toEqual([`mine.yaml:${line}`]);
  });

  it('what is used is not warned of', () => {
    expect(warnings(variant(''))).toEqual([]);
    expect(warnings(variant('outcomes: {madrs: {visits: [baseline, day1], exploratory: true}}\n'))).toEqual([]);
    const madrs = 'outcomes: {madrs: {visits: [baseline, day1]}}\n';
    expect(warnings(variant(`${madrs}analyses: {b: {method: paired-t, endpoint: madrs, visit: average}}\n`))).toEqual([]);
    expect(warnings(variant(`${madrs}design: {enrichment: {condition: placebo, endpoint: madrs, visit: day1}}\n`))).toEqual([]);
    const run = 'design: {enrichment: {condition: nalmefene, visit: day1}}\ntreatments: {pretreatments: {nalmefene: {kind: tablet}}}\n';
    expect(warnings(variant(run))).toEqual([]);
  });

  it('hamd17 is not warned of where only a rule of the trial reads it', () => {
    const madrs = variant(
      'outcomes: {hamd17: {visits: [baseline, day1]}, madrs: {visits: [baseline, day1]}}\nanalyses: {a: {endpoint: madrs}}\nvisits: {day3: null}\n',
    );
    expect(warnings(madrs)).toEqual([expect.stringMatching(/^mine\.yaml:2:12 outcomes\.hamd17: declared and never used/)]);
    for (const rule of ['design.rebaselineShare=0.5', 'missingness.perVisitScoreSlope=0.1'])
      expect(warnings(madrs, ['missingness.perVisit=0.1', rule])).toEqual([]);
  });

  it('what is inherited unchanged and used where it was written is no concern of a variant', () => {
    const nalmefene =
      'treatments: {pretreatments: {nalmefene: {kind: tablet}}}\ndesign: {sequences: [[placebo, nalmefene], [nalmefene, placebo]]}\n';
    expect(warnings(variant(nalmefene))).toEqual([]);
    // A number that the variant gives to what it does not use is.
    expect(warnings(variant(`${nalmefene.replace('nalmefene:', 'naltrexone: {doseMg: 100}, nalmefene:')}`))).toEqual([
      `mine.yaml:2:30 treatments.pretreatments.naltrexone: ${ungiven}`,
    ]);
    expect(warnings(variant(nalmefene), ['treatments.pretreatments.naltrexone.doseMg=100'])).toEqual([
      `--set treatments.pretreatments.naltrexone: ${ungiven}`,
    ]);
  });

  it('what is inherited and used by none of the files is told where it stands', () => {
    const files = { ...williams, 'between.yaml': variant('visits: {day28: 672}\n') };
    const read = valid('extends: between.yaml\ndesign: {participants: 20}\n', files);
    expect(read.warnings.map((warning) => warning.text)).toEqual([
      'between.yaml:2:10 visits.day28: declared and never used: no outcome is recorded at it',
    ]);
  });

  it('a scenario without analyses is for its data', () => {
    const found = valid('design: {washoutDays: 28}\noutcomes: {madrs: {visits: [baseline, day1]}}\n').warnings.map(({ path }) => path);
    expect(found).toEqual(['analyses']);
  });
});
