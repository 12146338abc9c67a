import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { estimatePower } from '../../../src/power/estimate-power.ts';
import { readStudy } from '../../../src/scenario/index.ts';
import type { Study } from '../../../src/study/study.ts';
import { decidedText } from '../../../src/report/text/decision-text.ts';
import { powerText } from '../../../src/report/text/power-text.ts';
import { gaussianStudy } from '../../bench/studies.ts';
import { shippedStudy } from '../shipped-study.ts';

const few = ['power.replicates=20', 'power.truthPatients=100'];
const names = ['.', 'designs', 'worlds', 'courses'].flatMap((folder) =>
  readdirSync(`scenarios/${folder}`)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `${folder}/${file.replace('.yaml', '')}`),
);
const widest = (text: string): number => Math.max(...text.split('\n').map((line) => [...line].length));

it.each(names)('the power of %s takes at most 25 lines of 80 characters, and its details fold to any width', (name) => {
  const study = shippedStudy(name, few);
  const result = estimatePower(study);
  const command = (verb: string, ...words: readonly string[]): string =>
    ['crossover-sim', verb, `scenarios/${name.replace('./', '')}.yaml`, ...words].join(' ');
  const text = powerText(study, result, { command });
  expect(text.split('\n').length).toBeLessThanOrEqual(25);
  expect(widest(text)).toBeLessThanOrEqual(80);
  expect(text).toContain(`${result.participants} participants`);
  for (const columns of [60, 80, 120]) {
    const details = powerText(study, result, { columns, details: true });
    expect(widest(details), String(columns)).toBeLessThanOrEqual(columns);
    expect(`${text}${details}`).not.toMatch(/NaN|undefined|[-−]0(\.0+)?(?![.\d])|± 0(\.0+)?(?![.\d])|\de-\d/);
  }
});

it.each(['williams-2018', 'null', 'gaussian-textbook', 'designs/group-sequential', 'worlds/carry-over', 'rapamycin-control'])(
  'the power of %s with a requirement gives the decision first, within 25 lines of 80 characters, and asks no next question',
  (name) => {
    const study = shippedStudy(name, few);
    const result = estimatePower(study);
    const level = { level: 0.975, lower: 0.5, upper: 0.75 };
    const requirements = [
      { of: 'claim', power: 0.8, decision: 'missed' as const, ...level },
      { of: Object.keys(study.analyses)[0], power: 0.6, decision: 'undecided' as const, ...level },
    ];
    const decided = decidedText(study, { decision: 'missed', requirements }, result, (each) => `<${each}>`);
    const text = powerText(study, result, { command: (verb) => verb, decided });
    expect(text.replaceAll(/[<>]/g, '').split('\n').length).toBeLessThanOrEqual(25);
    expect(widest(text.replaceAll(/[<>]/g, ''))).toBeLessThanOrEqual(80);
    const [head, answer] = text.split('\n\n');
    expect(head).not.toContain('required');
    expect(answer).toMatch(
      /^required 0\.8 of the claim: <missed> \(97\.5 % confidence sequence 50\.0–75\.0 %\)\nrequired 0\.6 of \S+: <undecided>\s/,
    );
    expect(answer).toMatch(/^all requirements: <missed> /m);
    expect(text).not.toMatch(/\?\n {2}/);
    expect(text.match(/claim is false in/g) ?? []).toHaveLength(study.claim?.holds === false ? 1 : 0);
  },
);

describe('powerText', () => {
  it('the answer of power says power, interval, participants, sequences, washout and what is true, in terms of the study that was run', () => {
    const study = shippedStudy('williams-2018', [
      ...few,
      'design.participants=30',
      'design.washoutDays=21',
      'visits.day14=null',
      'outcomes.hamd17.visits=[baseline,day1,day3,day7]',
    ]);
    const text = powerText(study, estimatePower(study)).replaceAll('\n', ' ');
    expect(text).toMatch(/Power of the claim: \d+\.\d % \(95 % Monte-Carlo interval \d+\.\d–\d+\.\d %\) with 30 participants/);
    expect(text).toMatch(/\(placebo → naltrexone \| naltrexone → placebo; 21 days between infusions\)/);
    expect(text).toMatch(
      /if the true effect of naltrexone against placebo is \d+\.\d\d points in HAM-D17 on day 1 and 0 points in peak CADSS\./,
    );
    expect(text).not.toMatch(/made in|luck|patients/);
  });

  it('the answer of power is a false-positive rate where the claim is false', () => {
    const study = shippedStudy('null', few);
    const text = powerText(study, estimatePower(study)).replaceAll('\n', ' ');
    expect(text).toMatch(/False-positive rate of the claim: \d+\.\d % \(95 %/);
    expect(text).toContain('The claim is false in this scenario: this is a false-positive rate, not power');
    expect(text).toMatch(/analysis +success rate +95 % interval/);
    const one = shippedStudy('gaussian-textbook', [...few, 'claim.holds=false', 'analyses.paired-t=null', 'analyses.equivalence=null']);
    expect(powerText(one, estimatePower(one))).toMatch(/analysis +false-positive rate +95 % interval/);
  });

  it('the answer of power asks next for participants below the target, and for assumptions above it', () => {
    const command = (verb: string, ...words: readonly string[]): string => `crossover-sim ${[verb, 'it', ...words].join(' ')}`;
    const last = (participants: number): string => {
      const study = gaussianStudy(participants, 'a: {method: crossover-t}');
      return powerText(study, estimatePower({ ...study, power: { ...study.power, replicates: 100 } }), { command });
    };
    expect(last(6)).toMatch(/How many participants reach a power of 80 %\?\n {2}crossover-sim sample-size it$/);
    expect(last(200)).toMatch(/Which assumption moves power most\?\n {2}crossover-sim power it --tornado$/);
  });

  it('the answer of power names every analysis with --details where there is no room for all', () => {
    const many = Array.from({ length: 30 }, (_, i) => `a${i}: {method: crossover-t}`).join(', ');
    const study = gaussianStudy(10, many);
    const result = estimatePower({ ...study, power: { ...study.power, replicates: 10 } });
    const text = powerText(study, result);
    expect(text.split('\n').length).toBeLessThanOrEqual(25);
    expect(text).toMatch(/\nand \d+ more analyses with --details\n/);
    expect(powerText(study, result, { details: true })).toMatch(/\na29 /);
  });

  it('the answer of power warns of a direction against the true effect in one line, which is no warning about rounding', () => {
    const set = [...few, 'analyses.crossover-t.direction=less'];
    const warned = (more: readonly string[]): string => {
      const study = shippedStudy('gaussian-textbook', [...set, ...more]);
      return powerText(study, estimatePower(study)).replaceAll('\n', ' ');
    };
    expect(warned([])).toContain('warning: power is 0 by direction: crossover-t tests for less than 0, the true effect is 4.00');
    const tiny = warned(['gaussian.difference=1e-17']);
    expect(tiny).not.toContain('warning');
    expect(tiny).not.toMatch(/e-1\d/);
    expect(tiny).toMatch(/is 0 in score/);
  });

  it('the answer of power gives a Wilson interval instead of an error of nothing where every trial succeeds', () => {
    const study = shippedStudy('gaussian-textbook', [...few, 'gaussian.difference=40']);
    const text = powerText(study, estimatePower(study), { details: true });
    expect(text).toMatch(/100\.0 % +83\.9–100\.0 %/);
    expect(text).toContain('1.000 (0.839 to 1.000)');
    expect(text).not.toContain('± 0.0000');
  });
});

describe('what the numbers of a normal model mean', () => {
  const two = (): Study =>
    readStudy(
      `
model: gaussian
design: { participants: 24, blockSize: 2 }
gaussian:
  endpoints:
    pain: { label: Pain, difference: -1.5, variability: { sdDifference: 2.5 } }
    mood: { difference: 3, sdWithin: 4 }
  correlations: [{ of: [pain, mood], within: -0.3 }]
analyses:
  pain: { method: crossover-t, endpoint: pain, direction: less }
  mood: { method: crossover-t, endpoint: mood, direction: greater }
claim: { name: both, all: [pain, mood] }
`,
      { replicates: 200 },
    );

  it('the answer says the SD of paired differences of every endpoint, and the exact power of the claim', () => {
    const study = two();
    const text = powerText(study, estimatePower(study));
    expect(text).toMatch(/\nPain: paired differences have SD 2\.5; one period has SD 1\.77 within/);
    expect(text).toMatch(/\nmood: paired differences have SD 5\.66; one period has SD 4 within/);
    expect(text.replaceAll('\n', ' ')).toMatch(
      /claim: both \(pain and mood in the same trial\); exact power by formula: 0\.\d{4} \([−\d.]+ MCSE\)/,
    );
  });

  it('details alone say it where the answer has no room for it', () => {
    const study = two();
    const derived = Array.from({ length: 11 }, (_, place) => `sentence ${place}`);
    const result = estimatePower(study);
    const text = powerText(study, result, { derived });
    expect(text.split('\n').length).toBeLessThanOrEqual(25);
    expect(text).toContain('\nsentence 10\n');
    expect(text).not.toContain('paired differences');
    expect(powerText(study, result, { derived, details: true })).toContain('paired differences');
  });
});
