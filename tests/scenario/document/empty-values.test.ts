import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyticPower } from '../../../src/power/closed-form/analytic-power.ts';
import { problemsOf, valid } from '../read.ts';

const slip = (name: string): string => readFileSync(new URL(`../../reference/yaml-slips/${name}.yaml`, import.meta.url), 'utf8');
const nothing = 'expected a value, got nothing; take the name out, or write null to take away what is inherited';
const unfounded = 'expected a value, got null, which removes only what is inherited; nothing is inherited here';

describe('a slip that makes a name without a value', () => {
  it('a slip that makes a name without a value is told with its line and its cause', () => {
    expect(problemsOf(slip('nospace'))).toEqual([
      'mine.yaml:5:22 gaussian.difference:4: expected a value, got nothing; put a space after the colon: difference: 4',
      'mine.yaml:6:39 analyses.x.alternative:greater: expected a value, got nothing; put a space after the colon: alternative: greater',
      'mine.yaml:7:27 power.alpha:0.01: expected a value, got nothing; put a space after the colon: alpha: 0.01',
    ]);
    expect(problemsOf(slip('comma'))).toEqual(['mine.yaml:5:36 gaussian.5: expected a value, got nothing; decimal comma: write 4.5']);
  });

  it('a slip written right gives the power that was meant', () => {
    const powerOf = (text: string): unknown => {
      const { study } = valid(text);
      return analyticPower(study, study.analyses.x);
    };
    expect(powerOf(slip('withspace'))).toEqual({ power: expect.closeTo(0.5053176276, 9) as number });
    expect(powerOf(slip('comma').replace('4,5', '4.5'))).toEqual({ power: expect.closeTo(0.7678070078, 9) as number });
  });

  it.each([
    [
      'design: {participants: 10,000}\n',
      '1:27 design.0: expected a value, got nothing; decimal comma: write 10.000 (or 10000 for thousands)',
    ],
    ['design:\n  washoutDays: 7,5\n', "2:16 design.washoutDays: expected 0.1 to 365 days, got '7,5'; decimal comma: write 7.5"],
    [
      'analyses: {a: {method:paired-t}}\n',
      '1:16 analyses.a.method:paired-t: expected a value, got nothing; put a space after the colon: method: paired-t',
    ],
    ['response:\n  benefit:0.3\n', "2:3 response: expected a map, got 'benefit:0.3'; put a space after the colon: benefit: 0.3"],
    [
      'design:\n  leadMinutes: 60\n  washoutDays:14\n',
      '3:3 not readable as YAML: Implicit map keys need to be followed by map values; put a space after the colon: washoutDays: 14',
    ],
    [
      'design:\n  washoutDays:14\n  leadMinutes: 60\n',
      '2:3 not readable as YAML: Implicit keys need to be on a single line; put a space after the colon: washoutDays: 14',
    ],
  ])('a slip is told in a map, a flow map or a block: %s', (text, line) => {
    expect(problemsOf(text)).toEqual([`mine.yaml:${line}`]);
  });
});

describe('a name with nothing behind it', () => {
  it.each([
    ['missingness: # nothing is lost\n', `1:1 missingness: ${nothing}`],
    ['missingnes:\n', '1:1 missingnes: not a section of a scenario; did you mean missingness?'],
    ['response: {benefit: }\n', `1:12 response.benefit: ${nothing}`],
    ['response: {benefit}\n', `1:12 response.benefit: ${nothing}`],
    ['response: &mine\n', `1:1 response: ${nothing}`],
    ['visits:\n  day1:\n', `2:3 visits.day1: ${nothing}`],
    ['name:\n', `1:1 name: ${nothing}`],
    ['evidence: {response.benefit: }\n', `1:12 evidence.response.benefit: ${nothing}`],
  ])('a name with nothing behind it is an error, misspelt or not: %s', (text, line) => {
    expect(problemsOf(text)).toEqual([`mine.yaml:${line}`]);
  });

  it('a name with nothing behind it takes nothing away from what is inherited', () => {
    const files = { 'base.yaml': 'missingness: {betweenPeriods: 0.2}\n' };
    expect(problemsOf('extends: base.yaml\nmissingness:\n', files)).toEqual([`mine.yaml:2:1 missingness: ${nothing}`]);
    expect(problemsOf('extends: base.yaml\n', { 'base.yaml': 'name: a\nmissingness:\n' })).toEqual([
      `base.yaml:2:1 missingness: ${nothing}`,
    ]);
  });

  it('a name with nothing behind it is an error on the command line too', () => {
    const set = ['response={benefit: , gate:maintenance}', 'design.washoutDays=', 'missingness= # none'];
    expect(problemsOf('name: a\n', {}, { set }).sort()).toEqual([
      '--set design.washoutDays: expected a value, got nothing (null removes an entry)',
      '--set missingness: expected a value, got nothing (null removes an entry)',
      `--set response.benefit: ${nothing}`,
      '--set response.gate:maintenance: expected a value, got nothing; put a space after the colon: gate: maintenance',
    ]);
  });
});

describe('null', () => {
  it.each([
    ['response: {benefit: null}\n', `1:21 response.benefit: ${unfounded}`],
    ['response: {benefit: ~}\n', `1:21 response.benefit: ${unfounded}`],
    ['missingness: null\n', `1:14 missingness: ${unfounded}`],
    ['missingnes: null\n', '1:1 missingnes: not a section of a scenario; did you mean missingness?'],
    ['model: gaussian\ngaussian: {mean: null}\n', `2:18 gaussian.mean: ${unfounded}`],
    ['treatments: {infusions: {saline: null}}\n', `1:34 treatments.infusions.saline: ${unfounded}`],
  ])('null where nothing is inherited is an error: %s', (text, line) => {
    expect(problemsOf(text)).toEqual([`mine.yaml:${line}`]);
  });

  it('null takes away what a file inherits, and no more', () => {
    const files = { 'base.yaml': 'response: {benefit: 0.2}\n' };
    expect(problemsOf('extends: base.yaml\nresponse: {benefit: null}\n', files)).toEqual([]);
    expect(problemsOf('extends: base.yaml\nresponse: {gate: null}\n', files)).toEqual([`mine.yaml:2:18 response.gate: ${unfounded}`]);
    expect(problemsOf('extends: base.yaml\n', files, { set: ['response.benefit=null'] })).toEqual([]);
    expect(problemsOf('extends: base.yaml\n', files, { set: ['response.gate=null'] })).toEqual([`--set response.gate: ${unfounded}`]);
  });

  it('null takes away what every mechanistic scenario begins with', () => {
    expect(problemsOf('outcomes: {cadss: null}\n')).toEqual([]);
    expect(problemsOf('model: gaussian\noutcomes: {cadss: null}\n')).toEqual([`mine.yaml:2:19 outcomes.cadss: ${unfounded}`]);
  });

  it('null of a world may take away what the world inherits or what the design has', () => {
    const files = { 'base.yaml': 'response: {benefit: 0.2}\n' };
    const world = { path: 'world.yaml', text: 'extends: base.yaml\nresponse: {benefit: null}\n' };
    expect(problemsOf('name: design\n', files, { world })).toEqual([]);
    const alone = { path: 'world.yaml', text: 'response: {benefit: null}\n' };
    expect(problemsOf('response: {benefit: 0.3}\n', files, { world: alone })).toEqual([]);
    expect(problemsOf('name: design\n', files, { world: alone })).toEqual([`world.yaml:1:21 response.benefit: ${unfounded}`]);
  });

  it('null takes the evidence for what it removes with it', () => {
    const base =
      'response: {benefit: 0.2}\nanalyses:\n  a: {method: tost, endpoint: hamd17, visit: day1, margin: 3}\n  b: {method: paired-t, endpoint: hamd17, visit: day1}\n' +
      'evidence: {analyses.a.margin: assumed, response.benefit: assumed, treatments.infusions.ketamine.minutes: assumed}\n';
    const files = { 'base.yaml': base };
    const without = valid(
      'extends: base.yaml\nanalyses: {a: null}\ntreatments: {infusions: {ketamine: null, other: {kind: ketamine}}}\n',
      files,
    );
    expect(without.scenario.evidence).toEqual({ 'response.benefit': 'assumed' });
    expect(valid('extends: base.yaml\nresponse: {benefit: null}\n', files).scenario.evidence).not.toHaveProperty(['response.benefit']);
    expect(valid('extends: base.yaml\n', files, { set: ['analyses.a=null'] }).scenario.evidence).not.toHaveProperty(['analyses.a.margin']);
    // What the file itself states about something it removes is its own mistake.
    expect(problemsOf('extends: base.yaml\nanalyses: {a: null}\nevidence: {analyses.a.margin: assumed}\n', files)).toEqual([
      expect.stringMatching(/^mine\.yaml:3:12 evidence\.analyses\.a\.margin: expected the path of a value of this scenario/),
    ]);
  });
});
