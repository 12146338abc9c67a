import { describe, expect, it } from 'vitest';
import { type AnalysisSpec, bindAnalysis, type MethodName, type MethodOptions, methods } from '../../../src/analysis/index.ts';
import { defaultsOf } from '../../../src/parameters/parameter-table.ts';
import { analysisDocument } from '../../../src/report/text/analysis-document.ts';
import { analysisTable } from '../../../src/report/text/analysis-text.ts';
import { columnKey, type TrialData } from '../../../src/trial/trial-data.ts';
import { incompleteTrial } from '../../analysis/incomplete-trial.ts';
import { question, trialOf } from '../../analysis/trial-of.ts';
import { responses, scores } from '../labelled-trial.ts';

/** One detail: its keys in JSON, its label in text, and its value (an estimate's where it has one) where it was worked out by hand. */
type Row = readonly [path: string, label: string, value?: number];

interface Labelled {
  readonly method: MethodName;
  readonly options?: MethodOptions;
  readonly asked?: Partial<AnalysisSpec>;
  /** Participants used, their sequences, and those with every value. */
  readonly n: readonly [subjects: number, complete: number, perSequence: Readonly<Record<string, number>>];
  readonly participants: string;
  readonly rows: readonly Row[];
  readonly estimate: number | undefined;
  readonly estimateLabel?: string;
}

const pairs = { n: [8, 5, { 'A-B': 2, 'B-A': 3 }], participants: '5 of 8 (A-B 2, B-A 3)' } as const;
const others: Row = ['subjectsOfOtherOrders', 'participants of other orders, left out', 1];
const crossover: readonly Row[] = [
  ['periodEffect', 'period effect (second minus first)', -0.5],
  ['carryover', 'carry-over (sum of the periods, A first minus B first)', 26 - 91 / 3],
  ['periodOneOnly', 'first period alone (B minus A)', 53 / 3 - 11],
  ['pooled', 'with one variance', 4.5],
  ['welch', 'with separate variances (Welch)', 4.5],
  ['pooledSdPeriodDifference', 'pooled SD of the period differences', Math.sqrt(4 / 3)],
  ['varianceWithin', 'variance within participants', 2 / 3],
  ['meanPeriodDifference.referenceFirst', 'mean of first minus second period, A first', -4],
  ['meanPeriodDifference.comparatorFirst', 'mean of first minus second period, B first', 5],
  ['cellMeans.referenceFirst.0', 'mean, A first, first period', 11],
  ['cellMeans.referenceFirst.1', 'mean, A first, second period', 15],
  ['cellMeans.comparatorFirst.0', 'mean, B first, first period', 53 / 3],
  ['cellMeans.comparatorFirst.1', 'mean, B first, second period', 38 / 3],
  others,
];
const table: readonly Row[] = [
  ['table.referenceFirst.periodOneOnly', 'A first: responded in the first period only', 0],
  ['table.referenceFirst.bothOrNeither', 'A first: responded in both periods or neither', 2],
  ['table.referenceFirst.periodTwoOnly', 'A first: responded in the second period only', 2],
  ['table.comparatorFirst.periodOneOnly', 'B first: responded in the first period only', 1],
  ['table.comparatorFirst.bothOrNeither', 'B first: responded in both periods or neither', 1],
  ['table.comparatorFirst.periodTwoOnly', 'B first: responded in the second period only', 1],
  ['oneSided.greater', 'one-sided p, alternative greater'],
  ['oneSided.less', 'one-sided p, alternative less'],
];
const binary = { n: [7, 7, { 'A-B': 4, 'B-A': 3 }], participants: '7 of 7 (A-B 4, B-A 3)', estimate: 0.25 } as const;
const margins = (suffix: string, limit: number): readonly Row[] => [
  ['margins.lower', `lower margin${suffix}`, -limit],
  ['margins.upper', `upper margin${suffix}`, limit],
  ['lower', 'test against the lower margin'],
  ['upper', 'test against the upper margin'],
  ['interval90', `90 % interval${suffix}`],
];
const variances: readonly Row[] = [
  ['varianceComponents.subject', 'variance between participants'],
  ['varianceComponents.residual', 'variance within participants'],
  ['singular', 'a variance is at its bound'],
  ['logLik', 'restricted log likelihood'],
  ['observations', 'values used', 13],
];
const allValues = {
  n: [8, 6, { 'A-B': 3, 'B-A': 3, 'B-B': 1 }],
  participants: '7 of 8 (A-B 3, B-A 3, B-B 1); 6 with every value',
} as const;

const labelled: readonly Labelled[] = [
  {
    ...{ method: 'paired-t', ...pairs, estimate: 4.6 },
    rows: [
      ['meanReference', 'mean under A', 12],
      ['meanComparator', 'mean under B', 16.6],
      ['sdDifference', 'SD of the differences', Math.sqrt(1.3)],
      ['standardisedDifference', 'standardised difference', 4.6 / Math.sqrt(1.3)],
    ],
  },
  { method: 'crossover-t', ...pairs, estimate: 4.5, rows: crossover },
  {
    ...{ method: 'parallel-t', n: [8, 7, { 'A-B': 3, 'B-A': 3, 'B-B': 1 }], participants: '7 of 8 (A-B 3, B-A 3, B-B 1)', estimate: 5.25 },
    rows: [
      ['meanReference', 'mean under A', 12],
      ['meanComparator', 'mean under B', 17.25],
      ['subjectsPerGroup.reference', 'participants with A first', 3],
      ['subjectsPerGroup.comparator', 'participants with B first', 4],
      ['pooledSd', 'pooled SD', Math.sqrt(22.75 / 5)],
      ['pooled', 'with one variance', 5.25],
      ['welch', 'with separate variances (Welch)', 5.25],
    ],
  },
  {
    ...{ method: 'crossover-ancova', ...pairs, estimate: undefined },
    rows: [
      ['baselineSlope', 'slope of the baseline', -4 / 37],
      ['periodEffect', 'period effect (second minus first)'],
      ['residualSd', 'residual SD'],
      ['rSquared', 'R²'],
      others,
    ],
  },
  {
    ...{ method: 'mixed-model', ...allValues, estimate: undefined },
    rows: [
      ...variances,
      ['periodEffect', 'period effect (second minus first)'],
      ['fixedEffects.sequence B-A', 'sequence B-A'],
      ['fixedEffects.sequence B-B', 'sequence B-B'],
      ['fixedEffects.period 2', 'period 2'],
      ['fixedEffects.treatment B', 'treatment B'],
    ],
  },
  {
    ...{ method: 'mixed-model', options: { adjustment: 'baseline' }, ...allValues, estimate: undefined },
    rows: [
      ...variances,
      ['periodEffect', 'period effect (second minus first)'],
      ['baselineSlope', 'slope of the baseline'],
      ['fixedEffects.sequence B-A', 'sequence B-A'],
      ['fixedEffects.sequence B-B', 'sequence B-B'],
      ['fixedEffects.period 2', 'period 2'],
      ['fixedEffects.baseline', 'baseline'],
      ['fixedEffects.treatment B', 'treatment B'],
    ],
  },
  {
    ...{ method: 'wilcoxon', ...pairs, estimate: 4.5 },
    rows: [
      ['hodgesLehmann', 'Hodges–Lehmann estimate', 4.5],
      ['zeros', 'differences of zero', 0],
      ['ranked', 'differences ranked', 5],
      ['ties', 'ties among the ranks'],
      ['pMethod', 'p is'],
      ['pExact', 'exact p', 2 / 32],
      ['normal', 'normal approximation, with continuity correction'],
      ['normalUncorrected', 'normal approximation'],
      ['achievedLevel', 'level that the interval reaches', 1 - 2 / 32],
    ],
  },
  {
    ...{ method: 'rank-crossover', ...pairs, estimate: 4.5 },
    rows: [
      ['hodgesLehmannShift', 'Hodges–Lehmann shift of the period differences', 9],
      ['rankSum', 'rank sum, B first', 12],
      ['ties', 'ties among the ranks'],
      ['pMethod', 'p is'],
      ['pExact', 'exact p', 0.2],
      ['normal', 'normal approximation, with continuity correction'],
      ['normalUncorrected', 'normal approximation'],
      ['achievedLevel', 'level that the interval reaches', 1 - 2 / 10],
      others,
    ],
  },
  {
    ...{ method: 'permutation', ...pairs, estimate: 4.5 },
    rows: [
      ['arrangements', 'arrangements of the sequences', 10],
      ['exact', 'all arrangements counted'],
      ['permutationSd', 'SD of the permutation distribution'],
      ['normal', 'normal approximation'],
      others,
    ],
  },
  {
    ...{ method: 'permutation', options: { arrangements: 9, samples: 99, seed: 3 }, ...pairs, estimate: 4.5 },
    rows: [
      ['arrangements', 'arrangements of the sequences', 10],
      ['exact', 'all arrangements counted'],
      ['samples', 'arrangements sampled', 99],
      ['seed', 'seed of the sampling', 3],
      ['permutationSd', 'SD of the permutation distribution'],
      ['normal', 'normal approximation'],
      others,
    ],
  },
  {
    ...{ method: 'mcnemar', ...binary, estimate: 2 / 7 },
    rows: [
      ['discordant.comparatorOnly', 'responded under B only', 3],
      ['discordant.referenceOnly', 'responded under A only', 1],
      ['concordant.both', 'responded under both', 2],
      ['concordant.neither', 'responded under neither', 1],
      ['midP', 'mid-p'],
      ['asymptotic', 'asymptotic test'],
      ['asymptoticCorrected', 'asymptotic test, with continuity correction'],
      ['conditionalOddsRatio', 'conditional odds ratio (B to A)', 3],
    ],
  },
  {
    ...{ method: 'mainland-gart', ...binary },
    rows: [
      ...table,
      ['twoSided.minimumLikelihood', 'two-sided p of tables no more probable', 1],
      ['twoSided.doubled', 'two-sided p, smaller tail doubled', 1],
      ['twoSided.doubledMidP', 'two-sided mid-p, smaller tail doubled', 0.5],
      ['tableOddsRatio', 'odds ratio of the table', 0],
      ['conditionalOddsRatio', 'conditional odds ratio (B to A)'],
    ],
  },
  {
    ...{ method: 'prescott', ...binary },
    rows: [
      ...table,
      ['twoSided.distance', 'two-sided p by distance from the expected table'],
      ['twoSided.doubled', 'two-sided p, smaller tail doubled'],
      ['twoSided.doubledMidP', 'two-sided mid-p, smaller tail doubled'],
      ['asymptotic', 'asymptotic test'],
    ],
  },
  { method: 'tost', options: { margin: 8 }, ...pairs, estimate: 4.5, rows: margins('', 8) },
  {
    ...{ method: 'tost', options: { margin: 1.5, scale: 'ratio' }, ...pairs, estimate: undefined, estimateLabel: 'log ratio' },
    rows: [
      ...margins(' (log ratio)', Math.log(1.5)),
      ['ratio', 'ratio (B to A)'],
      ['ratioInterval90', '90 % interval of the ratio'],
      ['withinCoefficientOfVariation', 'coefficient of variation within participants'],
    ],
  },
  {
    ...{ method: 'non-inferiority', options: { margin: 8 }, asked: { alternative: 'less' }, ...pairs, estimate: 4.5 },
    rows: [['margin', 'margin', 8], ['oneSidedBound', 'one-sided bound'], ...crossover],
  },
];

/** The figures of details in order: their keys from the outside, and the number that a hand can check. */
function leaves(value: unknown, path = ''): [path: string, value: unknown][] {
  if (Array.isArray(value)) return value.flatMap((each, place) => leaves(each, `${path}.${place}`));
  if (typeof value !== 'object' || value === null) return [[path, value]];
  const fields = value as Record<string, unknown>;
  if (['interval', 'level', 'statistic'].some((name) => name in fields)) return [[path, fields.estimate]];
  return Object.entries(fields).flatMap(([name, inner]) => leaves(inner, path === '' ? name : `${path}.${name}`));
}

function analysed(method: MethodName, options: MethodOptions, asked: AnalysisSpec, data: TrialData) {
  const chosen = { ...defaultsOf(methods[method].options), ...options };
  const outcome = bindAnalysis(method, asked, chosen).run(data);
  const document = analysisDocument(method, asked, outcome) as { n: unknown; details: Record<string, unknown>; estimate: number };
  const lines = analysisTable(methods[method].label, asked, chosen, outcome).split('\n').slice(0, -1);
  return { document, lines };
}

describe.each(labelled)(
  '$method $options',
  ({ method, options = {}, asked, n, participants, rows, estimate, estimateLabel = 'estimate' }) => {
    const { document, lines } = analysed(method, options, question(asked), methods[method].outcomeType === 'binary' ? responses : scores);
    const [subjects, complete, perSequence] = n;

    it('an answer counts its participants', () => {
      expect(document.n).toEqual({ subjects, complete, perSequence });
      expect(lines[2]).toBe(`  participants    ${participants}`);
    });

    it('an answer has these details under these names, in JSON and in text', () => {
      const found = leaves(document.details);
      expect(found.map(([path]) => path)).toEqual(rows.map(([path]) => path));
      const details = lines.slice(lines.indexOf('details') + 1);
      expect(details.map((line, place) => (line.startsWith(`  ${rows[place]?.[1]} `) ? rows[place][1] : line))).toEqual(
        rows.map(([, label]) => label),
      );
    });

    it('an answer gives what a hand finds', () => {
      const found = new Map(leaves(document.details));
      for (const [path, , value] of rows) if (value !== undefined) expect(found.get(path), path).toBeCloseTo(value, 10);
      if (estimate !== undefined) expect(document.estimate).toBeCloseTo(estimate, 10);
      expect(lines[3].startsWith(`  ${estimateLabel} `)).toBe(true);
      expect(lines[1]).toBe('y, day1, value: B minus A');
    });
  },
);

describe('fixed effects of a mixed model', () => {
  const four = incompleteTrial('labels', {
    subjects: 24,
    missing: 0,
    sequences: [
      ['A', 'B', 'D', 'C'],
      ['B', 'C', 'A', 'D'],
      ['C', 'D', 'B', 'A'],
      ['D', 'A', 'C', 'B'],
    ],
  });
  const effects = (data: TrialData, options: MethodOptions = {}, asked: Partial<AnalysisSpec> = {}) =>
    analysed('mixed-model', options, question(asked), data).document;
  const sequences = ['sequence B-C-A-D', 'sequence C-D-B-A', 'sequence D-A-C-B'];
  const periods = ['period 2', 'period 3', 'period 4'];

  it.each<[string, MethodOptions, Partial<AnalysisSpec>, string[]]>([
    ['four treatments', {}, {}, ['treatment C', 'treatment D', 'treatment B']],
    ['another reference', {}, { reference: 'D', comparator: 'C' }, ['treatment A', 'treatment B', 'treatment C']],
    [
      'carry-over',
      { carryover: 'first-order' },
      {},
      ['carry-over C', 'carry-over D', 'carry-over B', 'treatment C', 'treatment D', 'treatment B'],
    ],
    [
      'a covariate and the baseline',
      { adjustment: 'baseline' },
      { covariates: ['age'] },
      ['baseline', 'age', 'treatment C', 'treatment D', 'treatment B'],
    ],
    ['two differences', {}, { minus: { reference: 'C', comparator: 'D' } }, ['treatment C', 'treatment D', 'difference of differences']],
  ])('fixed effects are called by what they are of: %s', (_, options, asked, names) => {
    const { details, estimate } = effects(four, options, asked);
    const found = details.fixedEffects as Record<string, { estimate: number }>;
    expect(Object.keys(found)).toEqual([...sequences, ...periods, ...names]);
    expect(found[names.at(-1) ?? ''].estimate).toBe(estimate);
  });

  it('fixed effects stand beside covariates of any name', () => {
    const age = four.covariates.get('age') ?? new Float64Array(0);
    const covariates = new Map(
      ['baseline', 'period 2', '7', '__proto__', 'sex at birth'].map((name, k) => [
        name,
        age.map((value, i) => value ** (1 + k / 9) + (i % (k + 2))),
      ]),
    );
    const names = [...covariates.keys()];
    const { details } = effects({ ...four, covariates }, {}, { covariates: names });
    expect(Object.keys(details.fixedEffects as object).slice(6, 11)).toEqual([
      ...names.slice(0, 4).map((name) => `covariate ${name}`),
      'sex at birth',
    ]);
    expect(details).not.toHaveProperty('baselineSlope');
  });

  it('fixed effects number the periods as the file does', () => {
    expect(Object.keys(effects({ ...four, firstPeriod: 0 }).details.fixedEffects as object).slice(3, 6)).toEqual([
      'period 1',
      'period 2',
      'period 3',
    ]);
  });
});

describe('a repeated-measures model', () => {
  const names = ['1.5', '3', '4.5', '6'];
  const visits = incompleteTrial('labels', { visits: names, subjects: 30, missing: 0.3 });
  const ask = (visit: string, options: MethodOptions = {}, data = visits) =>
    analysed('mmrm', options, question({ visit, visits: names }), data);

  it('a repeated-measures model keeps visits that are numbers in the order asked, and heads an estimate with its own visit', () => {
    const { document, lines } = ask('4.5', { covariance: 'subject-period' });
    const details = document.details as { visits: { visit: string; estimate: number }[]; asked: string };
    expect(details.visits.map(({ visit }) => visit)).toEqual(names);
    expect([details.visits[2].estimate, details.asked]).toEqual([document.estimate, '4.5']);
    expect(lines[1]).toBe('y, 4.5 (modelled with 1.5, 3, 6), value: B minus A');
    const labels = lines.slice(lines.indexOf('details') + 1).map((line) => line.slice(2, 50).trimEnd());
    expect(labels.slice(0, 5)).toEqual(['visit 1.5', 'visit 3', 'visit 4.5', 'visit 6', 'average of the visits']);
    expect(labels.slice(5)).toEqual([
      ...[
        'the estimate above is of',
        'variance between participants',
        'variance between periods of a participant',
        'variance within participants',
      ],
      ...['a variance is at its bound', 'restricted log likelihood', 'values used', 'steps of the fit'],
    ]);
  });

  it('a repeated-measures model heads an average with the visits that are averaged', () => {
    const { lines, document } = ask('average', {}, incompleteTrial('labels', { visits: names, subjects: 30, missing: 0.05 }));
    expect(lines[1]).toBe('y, average of 1.5, 3, 4.5, 6, value: B minus A');
    expect(document.details).toMatchObject({ asked: 'average', average: { estimate: document.estimate } });
    expect(lines.find((line) => line.startsWith('  measurements '))).toMatch(/1\.5, 3, 4\.5, 6$/);
  });

  it.each([1, 2])(
    'a repeated-measures model names a measurement by the period of the file (the first is %d) and the visit',
    (firstPeriod) => {
      const data = { ...incompleteTrial('labels', { visits: ['day1', 'day2'], subjects: 20 }), firstPeriod };
      const { document } = analysed('mmrm', { covariance: 'unstructured' }, question({ visit: 'day1', visits: ['day1', 'day2'] }), data);
      const periods = [firstPeriod, firstPeriod + 1].flatMap((period) => ['day1', 'day2'].map((visit) => `period ${period} ${visit}`));
      expect(document.details.measurements).toEqual(periods);
    },
  );

  it('a repeated-measures model counts everybody who was used, also where nobody has every value', () => {
    // At day 2 the first six were seen in period 1 only, the others in period 2 only.
    const data = trialOf(
      [4, 7, 9, 2, 6, 8, 5, 3, 11, 1, 10, 12].map((value, place) => ({
        treatments: place % 2 === 0 ? ['A', 'B'] : ['B', 'A'],
        values: {
          [columnKey('y', 'day1')]: [value, ((value * 5) % 7) + (place % 4)],
          [columnKey('y', 'day2')]: place < 6 ? [value + (place % 3), NaN] : [NaN, value - (place % 3)],
        },
      })),
    );
    const asked = question({ visit: 'day1', visits: ['day1', 'day2'] });
    const { lines, document } = analysed('mmrm', { covariance: 'subject-period' }, asked, data);
    expect(document.n).toEqual({ subjects: 12, complete: 0, perSequence: { 'A-B': 6, 'B-A': 6 } });
    expect(lines[2]).toBe('  participants    12 of 12 (A-B 6, B-A 6); 0 with every value');
  });
});
