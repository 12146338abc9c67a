import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type AnalysisSpec, bindAnalysis } from '../../../src/analysis/index.ts';
import { csvText } from '../../../src/data-files/writing/data-table.ts';
import { summaryNamed } from '../../../src/data-files/reading/derived-columns.ts';
import { observations } from '../../../src/data-files/writing/observations.ts';
import { readObservations } from '../../../src/data-files/reading/read-observations.ts';
import { derivedVisits } from '../../../src/outcomes/derived-visits.ts';
import { rCode } from '../../../src/report/r-code/index.ts';
import { rootKey } from '../../../src/random/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';
import { columnKey } from '../../../src/trial/trial-data.ts';
import { exampleTrial } from '../../trial/example-trial.ts';
import { run } from '../../cli/command-line.ts';

const generator = compileTrial({ ...exampleTrial, design: { ...exampleTrial.design, participants: 40 } }, rootKey('derived'), 'all');
generator.generate(0);
const text = csvText([observations.header]) + csvText(observations.rows(generator as Parameters<typeof observations.rows>[0], 1));
const read = readObservations(text, {}, { endpoint: 'cadss', visit: 'peak' });
if ('problems' in read) throw new Error(JSON.stringify(read.problems));
const [{ data, subjects }] = read.trials;
const directory = mkdtempSync(join(tmpdir(), 'crossover-sim-derived-'));
const file = join(directory, 'observations.csv');
writeFileSync(file, text);
afterAll(() => rmSync(directory, { recursive: true }));

/** Endpoint and summary. */
const summaries = derivedVisits.flatMap((kind) =>
  (['hamd17', 'cadss'] as const)
    .filter((endpoint) => generator.data.columns.has(columnKey(endpoint, kind)))
    .map((endpoint) => [endpoint, kind] as const),
);

it.each(summaries)('the summary %s %s of a file is that of the trial which wrote it', (endpoint, kind) => {
  const [ours, theirs] = [data, generator.data].map(({ columns }) => columns.get(columnKey(endpoint, kind)) ?? new Float64Array(0));
  let known = 0;
  for (let subject = 0; subject < subjects.length; subject++) {
    const written = 2 * (Number(subjects[subject].slice(1)) - 1);
    for (const period of [0, 1]) {
      const [one, other] = [ours[2 * subject + period], theirs[written + period]];
      if (!Number.isNaN(other)) known++;
      // Hours stand in the file with four digits.
      expect(Number.isNaN(one) === Number.isNaN(other) && !(Math.abs(one - other) > 1e-3 * Math.max(1, Math.abs(other)))).toBe(true);
    }
  }
  expect(known).toBeGreaterThan(60);
  expect(summaries.length).toBe(8);
});

it('a file without hours has no summaries, and one that names a visit so keeps it', () => {
  const visit = 'subject,period,treatment,visit,value\n1,1,A,m40,3\n1,2,B,m40,4\n2,1,B,m40,2\n2,2,A,m40,1\n';
  const plain = readObservations(visit, {}, { endpoint: 'cadss', visit: 'm40' });
  expect('schedules' in plain && plain.schedules.get('cadss')?.derived.kinds).toEqual([]);
  const named = visit.replace('visit,value', 'visit,hours,value').replaceAll('m40,', 'peak,0.7,');
  const other = readObservations(named, {}, { endpoint: 'cadss', visit: 'peak' });
  expect('schedules' in other && other.schedules.get('cadss')?.derived.kinds).toEqual(['average', 'auc']);
});

it('analyze takes a summary for a visit, and says which there are', async () => {
  const { stdout, exitCode } = await run('analyze', file, '--endpoint', 'cadss', '--visit', 'peak', '--json');
  expect(exitCode).toBe(0);
  const question = { endpoint: 'cadss', visit: 'peak', baseline: 'pre', measure: 'value', population: 'all' } as const;
  const asked: AnalysisSpec = { ...question, reference: 'placebo', comparator: 'naltrexone', alternative: 'two-sided', level: 0.95 };
  const direct = bindAnalysis('crossover-t', asked, {}).run(generator.data);
  expect((JSON.parse(stdout) as { estimate: number }).estimate).toBeCloseTo(direct.status === 'estimated' ? direct.estimate : NaN, 10);
  expect((await run('analyze', file, '--endpoint', 'cadss', '--visit', 'peek')).stderr).toContain('did you mean peak?');
});

const hasR = ((): boolean => {
  try {
    execFileSync('Rscript', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasR)('R (skipped where it is missing)', () => {
  it('R makes the same summaries of the same file', () => {
    const columns = Object.fromEntries(observations.header.map((name) => [name, name]));
    const question = (endpoint: string, visit: string): AnalysisSpec => ({
      ...{ endpoint, visit, baseline: 'baseline', measure: 'value', population: 'all' },
      ...{ reference: 'placebo', comparator: 'naltrexone', alternative: 'two-sided', level: 0.95 },
    });
    const script = summaries.map(([endpoint, kind]) => {
      const summary = summaryNamed(kind, read.schedules.get(endpoint)?.derived);
      return `local({\n${rCode('crossover-t', question(endpoint, kind), { variance: 'pooled' }, { file, columns, trial: '1', summary })}})\n`;
    });
    const printed = execFileSync('Rscript', ['-'], { input: script.join('\n'), encoding: 'utf8' });
    const theirs = [...printed.matchAll(/^estimate (\S+)$/gm)].map(([, value]) => Number(value));
    expect(theirs.length).toBe(summaries.length);
    summaries.forEach(([endpoint, kind], place) => {
      const outcome = bindAnalysis('crossover-t', question(endpoint, kind), {}).run(data);
      expect(outcome.status === 'estimated' && outcome.estimate, `${endpoint} ${kind}`).toBeCloseTo(theirs[place], 9);
    });
  });
});
