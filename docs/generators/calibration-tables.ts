// Writes the comparison with the earlier values into docs/calibration.md: npm run docs:calibration (some minutes)
import { readFileSync, writeFileSync } from 'node:fs';
import { missInErrors } from '../../src/evidence/acceptance-row.ts';
import { acceptanceTable } from '../../src/evidence/acceptance-table.ts';
import { evaluateEvidence, type EvidenceResult } from '../../src/evidence/evaluate.ts';
import { estimatePower } from '../../src/power/estimate-power.ts';
import type { PowerResult } from '../../src/power/characteristics/power-result.ts';
import { rootKey } from '../../src/random/index.ts';
import { readScenario } from '../../src/scenario/index.ts';
import type { Study } from '../../src/study/study.ts';
import type { MechanisticTrial } from '../../src/trial/trial-model.ts';
import { betweenMarks } from './between-marks.ts';

const FILE = 'docs/calibration.md';
const MAIN = 'scenarios/williams-2018.yaml';
const PATIENTS = 20_000;
const TRIALS = 2000;
/** The dependence of the partial block before: the published attenuation, taken for a dependence. */
const EARLIER_PARTIAL = 0.28;

/** The end of the benefit before: one Weibull function for all, and expectancy that halves from the first day. */
const earlierCourse = {
  persistenceScaleDays: 16.5,
  persistenceShape: 2.6,
  persistenceLogSd: 0,
  expectancyPlateauDays: 0,
  expectancyHalfDays: 6,
};
/** Size of benefit and expectancy before. */
const earlierSize = { benefit: 0.3, benefitLogitSd: 2.3, expectancy: 0.04, expectancyLogitSd: 4, expectancyCorrelation: 1 };

type Version = 'before' | 'end of the benefit' | 'now';

function studyOf(path: string, set: readonly string[] = []): Study {
  const readFile = (name: string): string => readFileSync(name, 'utf8');
  const read = readScenario({ path, text: readFile(path) }, { readFile, set: [...set] });
  if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
  return read.study;
}

/** A trial with the earlier values, all of them or those that size the effects only. */
function inVersion(trial: MechanisticTrial, version: Version): MechanisticTrial {
  if (version === 'now') return trial;
  const { response, population, belief, dissociation } = trial;
  const r = 0.56;
  const correlations = population.correlations.map((row, i) => row.map((value, j) => (i + j === 3 && i * j === 2 ? r : value)));
  return {
    ...trial,
    response: { ...response, ...earlierSize, ...(version === 'before' ? earlierCourse : {}) },
    belief: { ...belief, activeIfUnnoticed: 0.8 },
    population: { ...population, correlations, occasionCorrelation: r },
    dissociation: { ...dissociation, cadssPerReference: 7.8, frailtyCv: 1.13, background: 0.08 },
  };
}

function mechanistic(study: Study): MechanisticTrial {
  if (study.trial.kind !== 'mechanistic') throw new RangeError('expected a mechanistic trial');
  return study.trial;
}

const shown = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)).replace('-', '−');

function acceptance(): string {
  const { trial, seed } = studyOf(MAIN);
  if (trial.kind !== 'mechanistic') throw new RangeError('expected a mechanistic trial');
  const results = (version: Version): EvidenceResult[] =>
    evaluateEvidence(
      inVersion(trial, version),
      rootKey(seed),
      PATIENTS,
      acceptanceTable,
      version === 'before' ? { full: 1, partial: EARLIER_PARTIAL } : undefined,
    );
  const [before, now] = [results('before'), results('now')];
  const cell = ({ published, simulated, met }: EvidenceResult): string => {
    const miss = published === undefined ? '' : ` (${missInErrors(published, simulated.value).toFixed(1).replace('-', '−')})`;
    return `${shown(simulated.value)}${miss}${met ? '' : ' **missed**'}`;
  };
  const rows = now.map((result, i) => {
    const { published } = result;
    const error = published === undefined ? '' : `${published.error}${published.scale === 'log' ? ' (log)' : ''}`;
    return [String(result.row), result.figure, result.target, error, result.use, cell(before[i]), cell(result)];
  });
  return table(['row', 'figure', 'published', 'error', 'use', 'before', 'now'], rows);
}

/** Scenarios whose power is compared, with what changed for them besides the parameters and why power moved. */
const scenarios: readonly { readonly path: string; readonly set?: readonly string[]; readonly why: string }[] = [
  { path: 'worlds/full-block', why: 'the drug’s part of the fall is smaller: controls respond and remit as published' },
  { path: 'worlds/partial-block', why: 'the dependence is 0.71 in place of 0.28' },
  { path: 'worlds/no-block', why: '' },
  { path: 'worlds/carry-over', why: 'the benefit ends sooner (rise), and is smaller (fall)' },
  { path: 'worlds/naltrexone-dysphoria', why: 'scores differ less between two infusions of a patient' },
  { path: 'worlds/placebo-blocked', why: 'there is more improvement without the drug to block' },
  { path: 'worlds/tolerance', why: '' },
  { path: 'worlds/unblinding', why: 'there is more expectancy to lose' },
  { path: 'press-report', why: 'the benefit ends sooner (rise), and is smaller (fall)' },
  {
    path: 'williams-2018',
    set: ['design.washoutDays=14', 'visits.day14=330'],
    why: 'the benefit ends sooner (rise), and is smaller (fall)',
  },
  { path: 'williams-2018', set: ['design.washoutDays=21'], why: 'the benefit is smaller' },
];

function powerOf(path: string, set: readonly string[], version: Version): PowerResult {
  const study = studyOf(`scenarios/${path}.yaml`, [...set, `power.replicates=${TRIALS}`]);
  const trial = inVersion(mechanistic(study), version);
  const isPartial = version !== 'now' && path.endsWith('partial-block');
  const response = isPartial ? { ...trial.response, opioidDependence: EARLIER_PARTIAL } : trial.response;
  return estimatePower({ ...study, trial: { ...trial, response } });
}

const percent = ({ value, mcse }: { readonly value: number; readonly mcse: number }): string =>
  `${(100 * value).toFixed(1)} ± ${(100 * mcse).toFixed(1)}`;

function powers(): string {
  const rows = scenarios.map(({ path, set = [], why }) => {
    const results = (['before', 'end of the benefit', 'now'] as const).map((version) => powerOf(path, set, version));
    const claims = results.map(({ claim }) => (claim === undefined ? '' : percent(claim.power)));
    const effects = [results[0], results[2]].map(({ analyses }) => {
      const { trueEffect, bias } = analyses['hamd17-day1'];
      return `${(trueEffect ?? NaN).toFixed(2)}, ${(bias?.value ?? NaN).toFixed(2)} ± ${(bias?.mcse ?? NaN).toFixed(2)}`.replaceAll(
        '-',
        '−',
      );
    });
    return [[path.replace('worlds/', ''), ...set].join(', '), ...claims, ...effects, why];
  });
  const heads = ['scenario', 'claim before (%)', 'with the new end alone (%)', 'claim now (%)'];
  return table([...heads, 'true effect and bias before', 'true effect and bias now', 'reason'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', ' ')).join(' | ')} |`)
    .join('\n');
}

const marks = (what: string): readonly [string, string] => [
  `<!-- ${what}: made by npm run docs:calibration -->`,
  `<!-- end of ${what} -->`,
];
const asked = process.argv.slice(2);
const wanted = (part: string): boolean => asked.length === 0 || asked.includes(part);
const parts = [
  ...(wanted('figures') ? [{ of: marks('acceptance before and now'), content: acceptance() }] : []),
  ...(wanted('power') ? [{ of: marks('power before and now'), content: powers() }] : []),
];
writeFileSync(
  FILE,
  parts.reduce((page, { of, content }) => betweenMarks(page, of, content), readFileSync(FILE, 'utf8')),
);
