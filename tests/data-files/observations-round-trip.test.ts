import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type AnalysisSpec, bindAnalysis, type MethodName, methods } from '../../src/analysis/index.ts';
import { csvText } from '../../src/data-files/writing/data-table.ts';
import { observations } from '../../src/data-files/writing/observations.ts';
import { readObservations } from '../../src/data-files/reading/read-observations.ts';
import { rootKey, Stream } from '../../src/random/index.ts';
import { defaultsOf } from '../../src/parameters/parameter-table.ts';
import { rCode } from '../../src/report/r-code/index.ts';
import { namedSequences } from '../../src/trial/sequence.ts';
import { columnKey, type TrialData } from '../../src/trial/trial-data.ts';

const directory = mkdtempSync(join(tmpdir(), 'crossover-sim-round-trip-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A trial with missing values at a baseline and two visits, and the hours of its visits. */
function simulated(): { data: TrialData; hours: Map<string, number> } {
  const stream = new Stream().startAt(rootKey('round trip'), 0, 0, 1);
  const subjectCount = 13;
  const hours = new Map([
    [columnKey('hamd17', 'baseline'), -1],
    [columnKey('hamd17', 'day1'), 24],
    [columnKey('cadss', 'm40'), 2 / 3],
  ]);
  const columns = new Map([...hours.keys()].map((key) => [key, new Float64Array(2 * subjectCount)]));
  const sequence = Int32Array.from({ length: subjectCount }, (_, subject) => (subject * 5) % 2);
  const treatment = Int32Array.from({ length: 2 * subjectCount }, (_, row) => (sequence[row >> 1] + row) % 2);
  for (const [key, column] of columns) {
    for (let row = 0; row < column.length; row++) {
      const value = (key.startsWith('cadss') ? 30 : key.endsWith('day1') ? 12 : 25) + 6 * stream.normal() + 3 * treatment[row];
      column[row] = stream.uniform() < 0.08 ? NaN : Math.max(0, Math.round(value));
    }
  }
  const sequences = namedSequences([
    ['placebo', 'naltrexone'],
    ['naltrexone', 'placebo'],
  ]);
  return {
    data: {
      subjectCount,
      periodCount: 2,
      treatments: ['placebo', 'naltrexone'],
      sequences,
      sequence,
      treatment,
      columns,
      covariates: new Map(),
    },
    hours,
  };
}

const { data, hours } = simulated();
const text =
  csvText([observations.header]) +
  csvText(observations.rows({ data, hours, actualHours: new Map() } as unknown as Parameters<typeof observations.rows>[0], 1));
const asked: AnalysisSpec = {
  ...{ endpoint: 'hamd17', visit: 'day1', baseline: 'baseline', measure: 'change', population: 'all' },
  ...{ reference: 'placebo', comparator: 'naltrexone', alternative: 'two-sided', level: 0.95 },
};
const singleVisit = (Object.keys(methods) as MethodName[]).filter((name) => methods[name].scope === 'visit');
const continuous = singleVisit.filter((name) => methods[name].outcomeType !== 'binary' && name !== 'non-inferiority');

function optionsOf(name: MethodName) {
  return { ...defaultsOf(methods[name].options), ...(name === 'tost' ? { margin: 5 } : {}) };
}

it('observations are read back as they were written: every method gives the same figures', () => {
  const read = readObservations(text, {}, { endpoint: 'hamd17', visit: 'day1' });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  expect([...read.schedules.values()][0].baseline).toBe('baseline');
  for (const name of continuous) {
    const [written, back] = [data, read.trials[0].data].map((trial) => bindAnalysis(name, asked, optionsOf(name)).run(trial));
    if (written.status !== 'estimated' || back.status !== 'estimated') throw new Error(`${name} did not estimate`);
    // Subjects are read back in another order, so sums may differ in their last digit.
    expect(back.counts.complete, name).toBe(written.counts.complete);
    expect(back.estimate, name).toBeCloseTo(written.estimate, 12);
    expect(back.pValue, name).toBeCloseTo(written.pValue, 12);
  }
});

function hasPackages(): boolean {
  try {
    execFileSync('Rscript', ['-e', 'stopifnot(requireNamespace("lmerTest"), requireNamespace("pbkrtest"))'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasPackages())('R (skipped where R with lmerTest and pbkrtest is missing)', () => {
  it('R reads the same file to the same figures', { timeout: 60_000 }, () => {
    const file = join(directory, 'observations.csv');
    writeFileSync(file, text);
    const names = ['trial', 'subject', 'sequence', 'period', 'treatment', 'visit', 'endpoint', 'value'] as const;
    const columns = Object.fromEntries(names.map((name) => [name, name]));
    const script = continuous.map(
      (name) => `cat("#${name}\\n")\nlocal({\n${rCode(name, asked, optionsOf(name), { file, columns, trial: '1' })}})\n`,
    );
    const printed = execFileSync('Rscript', ['-'], { input: script.join('\n'), encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
    const sections = new Map(
      printed
        .split(/^#/m)
        .slice(1)
        .map((section) => [section.split('\n')[0], section]),
    );
    for (const name of continuous) {
      const outcome = bindAnalysis(name, asked, optionsOf(name)).run(data);
      if (outcome.status !== 'estimated') throw new Error(outcome.reason);
      const figures = Object.fromEntries(
        [...(sections.get(name) ?? '').matchAll(/^(\w+) (\S+)$/gm)].map(([, figure, value]) => [figure, Number(value)]),
      );
      const digits = (name as string) === 'mixed-model' ? 5 : 9; // lmer's optimiser stops at about 1e-6
      expect(figures.estimate, name).toBeCloseTo(outcome.estimate, digits);
      expect(figures.pValue, name).toBeCloseTo(outcome.pValue, digits);
    }
  });
});
