import { describe, expect, it } from 'vitest';
import { problemsOf } from '../read.ts';

const analysis = (words: string): string => `analyses:\n  a: {${words}}\n`;
const gaussian = 'model: gaussian\n';

/** What is wrong with a scenario, the scenario, and every line the user reads (after `mine.yaml:`). */
const broken: readonly (readonly [what: string, text: string, ...lines: string[]])[] = [
  ['an empty file', '', '1:1 expected a map of sections (name, design, analyses, …), got nothing'],
  ['a list', '- a\n', '1:1 expected a map of sections (name, design, analyses, …), got a list'],
  ['a tab', 'name: a\n\tx: 1\n', '2:1 not readable as YAML: Tabs are not allowed as indentation'],
  ['a key twice', 'design:\n  leadMinutes: 1\n  leadMinutes: 2\n', '3:3 not readable as YAML: Map keys must be unique'],
  ['an unknown section', 'desing: {}\n', '1:1 desing: not a section of a scenario; did you mean design?'],
  ['an unknown name', 'design:\n  washoutDay: 3\n', '2:3 design.washoutDay: not a part of design; did you mean washoutDays?'],
  ['a value out of range', 'design:\n  washoutDays: -3\n', '2:16 design.washoutDays: expected 0.1 to 365 days, got -3'],
  ['a fraction above 1', 'response: {opioidDependence: 2}\n', '1:30 response.opioidDependence: expected 0 to 1 (fraction), got 2'],
  [
    'half a patient',
    'design:\n  participants: 2.5\n',
    '2:17 design.participants: expected a whole number from 1 to 10000000 patients, got 2.5',
  ],
  ['a word for a number', 'design: {leadMinutes: soon}\n', "1:23 design.leadMinutes: expected 0 to 100000 min, got 'soon'"],
  ['not a number', 'design: {leadMinutes: .nan}\n', '1:23 design.leadMinutes: expected 0 to 100000 min, got NaN'],
  ['a map for a number', 'design: {leadMinutes: {a: 1}}\n', '1:23 design.leadMinutes: expected 0 to 100000 min, got a map'],
  ['a number for a section', 'design: 3\n', '1:9 design: expected a map, got 3'],
  [
    'a wrong choice',
    'response: {gate: indction}\n',
    "1:18 response.gate: expected induction or maintenance, got 'indction'; did you mean induction?",
  ],
  ['an unusable name', 'name: a b\n', "1:7 name: expected a name of letters, digits, points, - and _, got 'a b'"],
  ['an unusable visit name', 'visits: {day@1: 24}\n', "1:10 visits.day@1: expected a name of letters, digits, - and _, got 'day@1'"],
  [
    'a visit named like a summary',
    'visits: {peak: 3}\n',
    '1:10 visits.peak: expected another name: peak is the summary of an endpoint’s visits',
  ],
  [
    'a visit after the next tablet',
    'design: {washoutDays: 14, leadMinutes: 60}\nvisits:\n  day14: 336\n',
    '3:10 visits.day14: expected a visit before the next pretreatment, at most 335 h after the studied drug, got 336 h',
  ],
  [
    'a visit after the injection of the next depot',
    'design: {washoutDays: 28, sequences: [[placebo, depot]]}\ntreatments: {pretreatments: {depot: {kind: depot, leadMinutes: 5760}}}\noutcomes: {hamd17: {visits: [day1, day26]}}\nvisits:\n  day26: 624\n',
    '5:10 visits.day26: expected a visit before the next pretreatment, at most 576 h after the studied drug, got 624 h',
  ],
  [
    'logarithms beyond all numbers',
    'model: gaussian\ngaussian: {distribution: lognormal, mean: 1000}\n',
    '2:26 gaussian.distribution: expected values on the log scale whose exponentials are numbers (within ±709), got up to 1015 with 10 SD',
  ],
  [
    'visits unknown and out of order',
    'outcomes:\n  hamd17: {visits: [day1, baseline, dya3]}\n',
    '2:27 outcomes.hamd17.visits.1: expected visits in order of time, got baseline (-1.5 h) after 24 h',
    "2:37 outcomes.hamd17.visits.2: expected a visit of the section visits (baseline, pre, m40, m60, m80, m120, m240, day1, day3, day7, day14), got 'dya3'; did you mean day3?",
  ],
  ['no endpoint', 'outcomes: {hamd17: null, cadss: null}\n', '1:1 outcomes: expected at least one endpoint with visits, got none'],
  [
    'an unknown pretreatment',
    'design:\n  sequences: [[placebo, naltrexon], [naltrexon, placebo]]\n',
    "2:25 design.sequences.0.1: expected a declared pretreatment (placebo, naltrexone), got 'naltrexon'; did you mean naltrexone?",
    "2:38 design.sequences.1.0: expected a declared pretreatment (placebo, naltrexone), got 'naltrexon'; did you mean naltrexone?",
  ],
  [
    'an unknown infusion',
    'design: {sequences: [[placebo, placebo+saline]]}\n',
    "1:32 design.sequences.0.1: expected a declared infusion (ketamine), got 'saline'",
  ],
  [
    'a condition of three parts',
    'design: {sequences: [[placebo, naltrexone+ketamine+ketamine]]}\n',
    '1:32 design.sequences.0.1: expected pretreatment or pretreatment+infusion, got naltrexone+ketamine+ketamine',
  ],
  [
    'sequences of unequal length',
    'design: {sequences: [[placebo, naltrexone], [naltrexone]]}\n',
    '1:45 design.sequences.1: expected 2 periods as in the first sequence, got 1',
  ],
  [
    'a sequence twice',
    'design: {sequences: [[placebo, naltrexone], [placebo, naltrexone]]}\n',
    '1:45 design.sequences.1: expected a sequence not listed before, got placebo-naltrexone again',
  ],
  [
    'a reference never given',
    'design: {reference: saline}\n',
    "1:21 design.reference: expected a condition of the sequences (placebo, naltrexone), got 'saline'",
  ],
  [
    'blocks that do not fit',
    'design: {blockSize: 4, weights: [1, 2]}\n',
    '1:21 design.blockSize: expected a multiple of 3 (sequences weighted 1:2), got 4',
  ],
  ['a weight too few', 'design: {weights: [1]}\n', '1:19 design.weights: expected one weight per sequence (2), got 1'],
  ['infusion days that go back', 'design: {infusionDays: [0, -1]}\n', '1:28 design.infusionDays.1: expected 0 or more days, got -1'],
  [
    'infusion days that stand still',
    'design: {infusionDays: [0, 0]}\n',
    '1:24 design.infusionDays: expected days that begin with 0 and increase, got 0, 0',
  ],
  [
    'ages the wrong way round',
    'population: {ageMinimum: 70, ageMaximum: 18}\n',
    '1:42 population.ageMaximum: expected more than population.ageMinimum (70 years), got 18',
  ],
  [
    'a spread that a fraction cannot have',
    'response: {opioidDependence: 0.1, opioidDependenceSd: 0.4}\n',
    '1:55 response.opioidDependenceSd: expected less than 0.300, the largest SD of a fraction with mean 0.1, got 0.4',
  ],
  [
    'a matrix that no traits have',
    'population:\n  correlations: [[1, 0.9, -0.9, 0], [0.9, 1, 0.9, 0], [-0.9, 0.9, 1, 0], [0, 0, 0, 1]]\n',
    '2:17 population.correlations: expected a positive definite matrix, got one that no traits can have',
  ],
  [
    'a matrix that is not symmetric and has no unit diagonal',
    'population:\n  correlations: [[1, 0.2, 0, 0], [0, 1, 0, 0], [0, 0, 0.5, 0], [0, 0, 0, 1]]\n',
    '2:34 population.correlations.1: expected a symmetric matrix, got 0.2 and 0 for severity and response',
    '2:48 population.correlations.2: expected 1 on the diagonal (dissociation), got 0.5',
  ],
  [
    'an unknown kind of infusion',
    'treatments: {infusions: {ketamine: {kind: ketamin}}}\n',
    "1:43 treatments.infusions.ketamine.kind: expected ketamine, saline or midazolam, got 'ketamin'; did you mean ketamine?",
  ],
  [
    'an option of another kind',
    'treatments: {pretreatments: {placebo: {kind: inert, doseMg: 3}}}\n',
    '1:53 treatments.pretreatments.placebo.doseMg: not a part of treatments.pretreatments.placebo (kind, leadMinutes)',
  ],
  [
    'carry-over of nothing',
    'response: {carryoverPoints: {saline: 1}}\n',
    "1:30 response.carryoverPoints.saline: expected a condition of the sequences (placebo, naltrexone), got 'saline'",
  ],
  [
    'an unknown method',
    analysis('method: crossover, endpoint: hamd17, visit: day1'),
    expect.stringMatching(/^2:15 analyses\.a\.method: expected paired-t, .*, got 'crossover'; did you mean crossover-t\?$/) as string,
  ],
  [
    'an unknown endpoint',
    analysis('method: paired-t, endpoint: hamd, visit: day1'),
    "2:35 analyses.a.endpoint: expected a recorded endpoint (hamd17, cadss), got 'hamd'; did you mean hamd17?",
  ],
  [
    'an unknown visit',
    analysis('method: paired-t, endpoint: hamd17, visit: m40'),
    "2:50 analyses.a.visit: expected a visit of hamd17 (baseline, day1, day3, day7, day14, peak, average, auc, sustained, response-days), got 'm40'",
  ],
  [
    'a baseline after the infusion',
    analysis('method: paired-t, endpoint: hamd17, visit: day3, measure: change, baseline: day1'),
    '2:83 analyses.a.baseline: expected a visit before the studied drug, got day1 (24 h after its start)',
  ],
  [
    'change without a baseline visit',
    `outcomes: {hamd17: {visits: [day1]}}\n${analysis('method: paired-t, endpoint: hamd17, visit: day1, measure: percent-change')}`,
    '3:6 analyses.a.baseline: expected a visit of hamd17 before the studied drug (needed for percent-change), got none',
  ],
  [
    'responders on a scale of dissociation',
    analysis('method: mcnemar, endpoint: cadss, visit: peak, measure: responder'),
    "2:63 analyses.a.measure: expected value, change or percent-change for cadss: response is a fall by half of a depression score (hamd17, hamd6, madrs), got 'responder'",
  ],
  [
    'equivalence of yes and no',
    analysis('method: tost, endpoint: hamd17, visit: day1, margin: 3, measure: responder'),
    "2:72 analyses.a.measure: expected a score (value, change, percent-change) for tost, got 'responder'; mcnemar, mainland-gart, prescott, fisher-exact take it",
  ],
  [
    'McNemar of scores',
    analysis('method: mcnemar, endpoint: hamd17, visit: day1'),
    "2:6 analyses.a.measure: expected responder or remission (or the visit sustained) for mcnemar, got 'value'",
  ],
  [
    'change of an area',
    analysis('method: paired-t, endpoint: hamd17, visit: auc, measure: change'),
    "2:64 analyses.a.measure: expected value for an area (points · h), got 'change'",
  ],
  [
    'an unknown condition',
    analysis('method: paired-t, endpoint: hamd17, visit: day1, reference: plazebo'),
    "2:67 analyses.a.reference: expected a condition of the design (placebo, naltrexone), got 'plazebo'; did you mean placebo?",
  ],
  [
    'a condition compared with itself',
    analysis('method: paired-t, endpoint: hamd17, visit: day1, comparator: placebo'),
    "2:68 analyses.a.comparator: expected another condition than the reference, got 'placebo'",
  ],
  [
    'no margin',
    analysis('method: tost, endpoint: cadss, visit: peak'),
    '2:6 analyses.a.margin: expected a margin above 0 (or lower and upper), got 0',
  ],
  [
    'a margin below 0',
    analysis('method: tost, endpoint: cadss, visit: peak, margin: -1'),
    '2:59 analyses.a.margin: expected a number from 0 (as scale), got -1',
  ],
  [
    'margins the wrong way round',
    analysis('method: tost, endpoint: cadss, visit: peak, lower: 3, upper: -3'),
    '2:58 analyses.a.lower: expected less than upper (-3), got 3',
  ],
  [
    'non-inferiority on two sides',
    analysis('method: non-inferiority, endpoint: hamd17, visit: day1, margin: 3'),
    '2:6 analyses.a.alternative: expected less (lower is better) or greater (higher is better) for non-inferiority, got two-sided',
  ],
  [
    'sides that exclude each other',
    analysis('method: paired-t, endpoint: hamd17, visit: day1, alternative: less, direction: greater'),
    "2:86 analyses.a.direction: expected less or either, as the alternative is less, got 'greater'",
  ],
  [
    'a crossover analysis of one sequence',
    `design: {sequences: [[placebo, naltrexone]]}\n${analysis('method: crossover-t, endpoint: hamd17, visit: day1')}`,
    '3:15 analyses.a.method: crossover-t adjusts for period and needs both orders; the design has only placebo before naltrexone; use paired-t or wilcoxon (mcnemar for yes or no)',
  ],
  [
    'equivalence in one sequence',
    `design: {sequences: [[placebo, naltrexone]]}\n${analysis('method: tost, endpoint: cadss, visit: peak, margin: 3')}`,
    '3:15 analyses.a.method: tost adjusts for period and needs both orders; the design has only placebo before naltrexone; set design: paired',
  ],
  [
    'three periods',
    `design: {sequences: [[placebo, naltrexone, placebo], [naltrexone, placebo, naltrexone]]}\n${analysis('method: rank-crossover, endpoint: hamd17, visit: day1')}`,
    '3:15 analyses.a.method: rank-crossover needs two periods; the design has 3; use paired-t or wilcoxon (mcnemar for yes or no)',
  ],
  [
    'parallel groups',
    `design: {sequences: [[placebo], [naltrexone]]}\n${analysis('method: paired-t, endpoint: hamd17, visit: day1')}`,
    '3:6 analyses.a.comparator: no sequence of the design has both placebo and naltrexone: a crossover compares within patients (use parallel-t or fisher-exact, or design: parallel, for period 1)',
  ],
  [
    'responders who are never judged',
    `outcomes: {hamd17: null}\n${analysis('method: paired-t, endpoint: cadss, visit: peak, population: placebo-responders')}`,
    '3:15 analyses.a.method: paired-t of placebo-responders needs hamd17 at day1 and hamd17 before the studied drug, which the scenario does not record',
  ],
  [
    'a claim about nothing',
    `${analysis('method: paired-t, endpoint: hamd17, visit: day1')}claim: {name: c, all: [a, b, a]}\n`,
    "3:27 claim.all.1: expected the name of an analysis (a), got 'b'; did you mean a?",
    '3:30 claim.all.2: expected each analysis once, got a again',
  ],
  [
    'a Gaussian section of a mechanistic scenario',
    'gaussian: {mean: 1}\n',
    '1:1 gaussian: a section that the mechanistic model does not read; take it out or change model',
  ],
  [
    'mechanistic sections of a Gaussian scenario',
    `${gaussian}response: {}\nvisits: {day1: 24}\n`,
    '2:1 response: a section that the gaussian model does not read; take it out or change model',
    '3:1 visits: a section that the gaussian model does not read; take it out or change model',
  ],
  [
    'an endpoint that a Gaussian scenario does not have',
    gaussian + analysis('method: paired-t, endpoint: hamd17'),
    "3:35 analyses.a.endpoint: expected a recorded endpoint (score), got 'hamd17'",
  ],
  [
    'an effect of a condition that is not given',
    `${gaussian}gaussian: {effects: {saline: 1}}\n`,
    "2:22 gaussian.effects.saline: expected a condition of the sequences other than the reference (naltrexone), got 'saline'",
  ],
  [
    'evidence for nothing and from nowhere',
    'evidence:\n  design.washoutDay: assumed\n  design.washoutDays: wiliams-2018\n',
    '2:3 evidence.design.washoutDay: expected the path of a value of this scenario, got one that does not exist; did you mean design.washoutDays?',
    "3:23 evidence.design.washoutDays: expected a source key or assumed, got 'wiliams-2018'; did you mean williams-2018?",
  ],
  ['a name that reaches into the language', 'analyses:\n  __proto__: {method: paired-t}\n', '2:3 analyses.__proto__: not a usable name'],
  [
    'aliases that multiply',
    [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...['b', 'c', 'd', 'e', 'f', 'g'].map((name, k) => `${name}: &${name} [${Array(10).fill(`*${'abcdef'[k]}`).join(',')}]`),
    ].join('\n'),
    '1:12 expected at most 20000 values with every alias written out, got more',
  ],
];

describe('a broken scenario', () => {
  it.each(broken.map(([what, text, ...lines]) => ({ what, text, lines })))(
    'a problem is reported where it stands: $what',
    ({ text, lines }) => {
      expect(problemsOf(text).map((line) => line.replace(/^mine\.yaml:/, ''))).toEqual(lines);
    },
  );

  it('a baseline of placebo-responders is that of the scale they are judged on', () => {
    expect(problemsOf(analysis('method: paired-t, endpoint: cadss, visit: peak, population: placebo-responders'))).toEqual([]);
  });
});
