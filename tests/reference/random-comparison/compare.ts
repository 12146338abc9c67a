/**
 * Random incomplete trials, analysed by R and by us. `npm run test:r -- [trials] [method]` simulates as many trials
 * per method (200 unless said otherwise), prints the largest relative difference of every method, and exits 1 above its tolerance
 * (0 and "skipped" without Rscript). The trials are those of the main scenario or of a shipped design, with missed visits and withdrawals,
 * of 6 to 26 participants. At the end `analyze --r` is held to `analyze` on a quarter as many files with patterns of labels, missing rows and orders
 * (method `patterns`: these alone).
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type AnalysisSpec, bindAnalysis, methods, type Outcome } from '../../../src/analysis/index.ts';
import { writeTrials } from '../../../src/cli/trials/write-trials.ts';
import { readCovariates } from '../../../src/data-files/reading/read-covariates.ts';
import { readObservations } from '../../../src/data-files/reading/read-observations.ts';
import { defaultsOf } from '../../../src/parameters/parameter-table.ts';
import { rCode } from '../../../src/report/r-code/index.ts';
import { readScenario } from '../../../src/scenario/index.ts';
import type { TrialData } from '../../../src/trial/trial-data.ts';
import { comparePatterns } from './compare-patterns.ts';
import { type Comparison, comparisons } from './comparisons.ts';

const sizes = [6, 8, 10, 14, 20, 26];
const names = ['trial', 'subject', 'sequence', 'period', 'treatment', 'visit', 'endpoint', 'value'] as const;
const columns = Object.fromEntries(names.map((name) => [name, name]));

interface SimulatedTrial {
  readonly file: string;
  readonly subjects: string;
  readonly data: TrialData;
}

/** Trial number `index` of a scenario with this many participants, as a file and as data read back from it. */
async function simulate(directory: string, name: string, index: number, participants: number): Promise<SimulatedTrial> {
  const path = fileURLToPath(new URL(`../../../scenarios/${name}.yaml`, import.meta.url));
  const set = [
    `design.participants=${participants}`,
    'missingness.perVisit=0.07',
    'missingness.betweenPeriods=0.1',
    'seed=random comparison',
  ];
  const scenario = readScenario({ path, text: readFileSync(path, 'utf8') }, { readFile: (name) => readFileSync(name, 'utf8'), set });
  if ('problems' in scenario) throw new Error(scenario.problems.map(({ text }) => text).join('\n'));
  const folder = join(directory, `${name.replace('/', '-')}-${participants}-${index}`);
  await writeTrials({ study: scenario.study, directory: folder, first: index, trials: 1, truth: false });
  const file = join(folder, 'observations.csv');
  const read = readObservations(readFileSync(file, 'utf8'), {}, { endpoint: 'hamd17', visit: 'day1' });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const subjects = join(folder, 'subjects.csv');
  const covariates = readCovariates(readFileSync(subjects, 'utf8'), ['sex', 'age', 'failed_courses'], read.trials[0]);
  if ('problems' in covariates) throw new Error(JSON.stringify(covariates.problems));
  return { file, subjects, data: { ...read.trials[0].data, covariates } };
}

function questionOf({ asked = {} }: Comparison): AnalysisSpec {
  return {
    ...{ endpoint: 'hamd17', visit: 'day1', baseline: 'baseline', measure: 'value', population: 'all' },
    ...{ reference: 'placebo', comparator: 'naltrexone', alternative: 'two-sided', level: 0.95 },
    ...asked,
  };
}

/** What R prints for every trial: figures by name; none where R stops. */
async function inR(comparison: Comparison, trials: readonly SimulatedTrial[], directory: string): Promise<Map<string, number>[]> {
  const options = { ...defaultsOf(methods[comparison.method].options), ...comparison.options };
  const code = comparison.r ?? ((question, chosen, source) => rCode(comparison.method, question, chosen, source) ?? '');
  const own = fileURLToPath(new URL('./repeated-measures.R', import.meta.url));
  const sections = trials.map(({ file, subjects }, index) => {
    const source = { file, columns, trial: '1', covariates: { file: subjects, delimiter: ',', subject: 'subject', trial: 'trial' } };
    return `cat("#${index}\\n")\ntry(local({\n${code(questionOf(comparison), options, source)}}), silent = TRUE)\n`;
  });
  const script = join(directory, `script-${comparisons.indexOf(comparison)}.R`);
  writeFileSync(script, `options(warn = -1)\nsource(${JSON.stringify(own)})\n${sections.join('')}`);
  const { stdout } = await promisify(execFile)('Rscript', ['--vanilla', script], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const printed = stdout.split(/^#\d+\n/m).slice(1);
  if (printed.length !== trials.length) throw new Error(`R ended after ${printed.length} of ${trials.length} trials`);
  return printed.map((text) => new Map([...text.matchAll(/^(\w+) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)])));
}

function figureOf(outcome: Extract<Outcome, { status: 'estimated' }>, name: string): number {
  if (name === 'lower' || name === 'upper') return outcome.interval[name];
  return outcome[name as 'estimate' | 'standardError' | 'df' | 'statistic' | 'pValue'];
}

interface Finding {
  worst: number;
  where: string;
  compared: number;
  /** We say not estimable and R agrees (stops or gives no finite figures). */
  neither: number;
  /** We say that nothing varies, or that no subject is left to tell their variance; R gives what its optimiser stops at (and warns), or divides rounding errors. */
  degenerate: number;
  rOnly: string[];
  weOnly: string[];
}

/**
 * Whether R's figures are those of a fit that has no maximum: nothing varies, no subject is left to tell the variance, or the likelihood rises without bound as one of several residual
 * variances falls to zero, where R's search ends at its last step.
 */
function isDegenerate({ options = {} }: Comparison, reason: string): boolean {
  if (/do not vary|the variance between subjects/.test(reason)) return true;
  return 'variance' in options && /is or becomes singular/.test(reason);
}

async function compare(comparison: Comparison, trials: readonly SimulatedTrial[], directory: string): Promise<Finding> {
  const bound = bindAnalysis(comparison.method, questionOf(comparison), comparison.options);
  const finding: Finding = { worst: 0, where: '', compared: 0, neither: 0, degenerate: 0, rOnly: [], weOnly: [] };
  (await inR(comparison, trials, directory)).forEach((figures, index) => {
    const outcome = bound.run(trials[index].data);
    const usable = Number.isFinite(figures.get('estimate')) && ![...figures.values()].some(Number.isNaN);
    if (outcome.status === 'not-estimable') {
      if (usable && isDegenerate(comparison, outcome.reason)) finding.degenerate++;
      else if (usable) finding.rOnly.push(`${index}: ${outcome.reason}`);
      else finding.neither++;
    } else if (!usable) finding.weOnly.push(`${index}`);
    else {
      finding.compared++;
      for (const [name, theirs] of figures) {
        const ours = figureOf(outcome, name);
        const distance = ours === theirs ? 0 : Math.abs(ours - theirs) / Math.max(Math.abs(theirs), 1e-3);
        if (distance > finding.worst || Number.isNaN(distance))
          Object.assign(finding, { worst: distance, where: `trial ${index} ${name}: R ${theirs}, ours ${ours}` });
      }
    }
  });
  return finding;
}

function hasR(): boolean {
  try {
    execFileSync('Rscript', ['-e', 'stopifnot(requireNamespace("lmerTest"), requireNamespace("pbkrtest"), requireNamespace("nlme"))'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

/** The line that is printed of a comparison, and whether it agrees with R. */
async function report(
  comparison: Comparison,
  trials: readonly SimulatedTrial[],
  directory: string,
): Promise<{ line: string; bad: boolean }> {
  const finding = await compare(comparison, trials, directory);
  const bad = !(finding.worst <= comparison.tolerance) || finding.compared === 0 || finding.rOnly.length > 0;
  const { method, options = {}, asked, scenario } = comparison;
  const name = [method, ...Object.values(options), ...(asked?.covariates ?? []), ...(asked?.minus ? ['minus'] : []), scenario ?? ''].join(
    ' ',
  );
  const refused = finding.rOnly.length > 0 ? `, refused by us only: ${finding.rOnly.join('; ')}` : '';
  const counts = `${finding.compared} compared, ${finding.neither} not estimable for both, ${finding.degenerate} without a variance to estimate, ${finding.weOnly.length} where R stops`;
  const line =
    `${bad ? 'FAILS' : 'ok   '} ${name.trim().padEnd(48)} ${finding.worst.toExponential(1)} (tolerance ${comparison.tolerance}), ${counts}${refused}\n` +
    (bad ? `      ${finding.where}\n` : '');
  return { line, bad };
}

async function main(count: number, only: string | undefined): Promise<number> {
  if (!hasR()) {
    process.stdout.write('skipped: no Rscript with lmerTest, pbkrtest and nlme on this machine\n');
    return 0;
  }
  const directory = mkdtempSync(join(tmpdir(), 'crossover-sim-comparison-'));
  let failed = false;
  const made = new Map<string, Promise<SimulatedTrial[]>>();
  const trialsOf = ({ scenario = 'williams-2018', most = Infinity, least = 0 }: Comparison): Promise<SimulatedTrial[]> => {
    const allowed = sizes.filter((size) => size <= most && size >= least);
    const key = `${scenario} ${allowed.join(' ')}`;
    const trials =
      made.get(key) ?? Promise.all(Array.from({ length: count }, (_, i) => simulate(directory, scenario, i, allowed[i % allowed.length])));
    made.set(key, trials);
    return trials;
  };
  const waiting = comparisons.filter(({ method }) => only === undefined || method === only);
  const work = async (): Promise<void> => {
    for (let comparison = waiting.shift(); comparison !== undefined; comparison = waiting.shift()) {
      const { line, bad } = await report(comparison, await trialsOf(comparison), directory);
      failed ||= bad;
      process.stdout.write(line);
    }
  };
  try {
    process.stdout.write(`largest relative difference over ${count} random trials a method\n`);
    await Promise.all(Array.from({ length: availableParallelism() }, work)); // an R process for each processor
    if (only === undefined || only === 'patterns') {
      const files = async (scenario: string, index: number, participants: number): Promise<string> => {
        const { file } = await simulate(directory, scenario, index, participants);
        return file;
      };
      if (!(await comparePatterns(Math.ceil(count / 4), directory, files))) failed = true;
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
  return failed ? 1 : 0;
}

const [count, only] = process.argv.slice(2);
process.exitCode = await main(count === undefined ? 200 : Number(count), only);
