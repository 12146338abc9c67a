import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { bindAnalysis, type MethodName } from '../../src/analysis/index.ts';
import { WorkerPool } from '../../src/cli/workers/worker-pool.ts';
import { questionOf } from '../../src/study/question.ts';
import { compileStudy } from '../../src/power/simulation/compile-study.ts';
import { BLOCK_SIZE } from '../../src/power/simulation/blocks.ts';
import { runReplicates } from '../../src/power/simulation/replicate-loop.ts';
import type { Study } from '../../src/study/study.ts';
import { rootKey, Stream } from '../../src/random/index.ts';
import type { TrialData } from '../../src/trial/trial-data.ts';
import { fourConditionStudy, gaussianStudy, hasMixedModel, itemStudy, mainStudy, oneAnalysisStudy, repeatedStudy } from './studies.ts';

/** `npm run bench [-- words of the names of the parts]`: pace of the engine, beside R in the same run where R is installed. */
const asked = process.argv.slice(2);
const wanted = (part: string): boolean => asked.length === 0 || asked.some((word) => part.includes(word));
const cores = availableParallelism();
const ratesFor = new Map<string, number>();

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Units of work per second of processor time of this thread: the best of several windows, so that a busy machine disturbs little. */
function rate(work: (round: number) => number, seconds = 0.5, windows = 4): number {
  let round = 0;
  let best = 0;
  for (let window = 0; window <= windows; window++) {
    const started = cpuSeconds();
    let done = 0;
    let spent = 0;
    do {
      done += work(round++);
      spent = cpuSeconds() - started;
    } while (spent < seconds);
    if (window > 0) best = Math.max(best, done / spent);
  }
  return best;
}

function line(name: string, value: number, unit: string, note = ''): void {
  process.stdout.write(`${name.padEnd(52)} ${grouped(value).padStart(13)} ${unit}${note === '' ? '' : `   ${note}`}\n`);
}

const grouped = (value: number): string => Math.round(value).toLocaleString('en-US').replaceAll(',', ' ');

async function trials(name: string, study: Study | undefined): Promise<void> {
  if (!wanted(name) || study === undefined) return;
  const compiled = compileStudy(study);
  const truths = compiled.names.map(() => 0);
  const perCore = rate((round) => runReplicates(compiled, truths, round * BLOCK_SIZE, BLOCK_SIZE).trials);
  ratesFor.set(name, perCore);
  line(name, perCore, 'trials/s per core');
  const pool = new WorkerPool('auto');
  try {
    await pool.runInOrder({ id: name, study, truths, first: 0, count: cores * 4 * BLOCK_SIZE }, () => true);
    const count = Math.ceil((perCore * cores * 1.5) / BLOCK_SIZE) * BLOCK_SIZE;
    const started = performance.now();
    await pool.runInOrder({ id: name, study, truths, first: 0, count }, () => true);
    line('', count / ((performance.now() - started) / 1000), `trials/s on ${cores} cores`, 'wall clock');
  } finally {
    await pool.close();
  }
}

function normals(): void {
  const stream = new Stream().startAt(rootKey(1), 0, 0, 0);
  let sum = 0;
  const perCore = rate(() => {
    for (let i = 0; i < 1_000_000; i++) sum += stream.normal();
    return 1_000_000;
  });
  line('normal draws', perCore, 'per s per core', Number.isFinite(sum) ? '' : 'not finite');
}

/** Recorded trials of a study, copied, so that the analysis alone is timed. */
function recorded(study: Study, count: number): TrialData[] {
  const { generator } = compileStudy(study);
  return Array.from({ length: count }, (_, replicate) => {
    generator.generate(replicate);
    const { data } = generator;
    const columns = new Map([...data.columns].map(([name, values]) => [name, values.slice()]));
    return { ...data, sequence: data.sequence.slice(), treatment: data.treatment.slice(), columns };
  });
}

/** One analysis after another of 64 different trials. */
function analysis(name: string, study: Study): void {
  const trialData = recorded(study, 64);
  const { planned } = compileStudy(study);
  const [{ method, options }] = planned;
  const bound = bindAnalysis(method as MethodName, questionOf(planned[0], 0.95), options);
  let rejected = 0;
  const perCore = rate(() => {
    for (const data of trialData) {
      const outcome = bound.run(data);
      if (outcome.status === 'estimated' && outcome.rejects(0.05)) rejected++;
    }
    return trialData.length;
  }, 0.3);
  ratesFor.set(name, perCore);
  line(name, perCore, 'analyses/s per core', rejected < 0 ? 'never' : '');
}

function analyses(): void {
  const complete = (method: string): Study => gaussianStudy(30, `a: {method: ${method}}`);
  analysis('analyses: crossover-t, 30 patients', complete('crossover-t'));
  for (const method of ['paired-t', 'wilcoxon', 'rank-crossover', 'mixed-model'])
    analysis(`analyses: ${method}, 30 patients`, complete(method));
  analysis(MIXED, gaussianStudy(30, 'a: {method: mixed-model}', 0.1));
  analysis('analyses: mixed-model Satterthwaite, 10 % missing', gaussianStudy(30, 'a: {method: mixed-model, df: satterthwaite}', 0.1));
  ratios(MIXED, [
    ['c2_pbkrtest_kr', 50],
    ['c4_nlme_lme', 200],
  ]);
  const differing = 'method: mixed-model, variance: by-treatment';
  analysis('analyses: variances by treatment, 4 conditions, complete', fourConditionStudy(differing, 0));
  analysis('analyses: the same, random patients only', fourConditionStudy(`${differing}, randomEffects: participant`, 0));
  analysis(DIFFERING, fourConditionStudy(differing, 0.1));
  ratios(DIFFERING, [['c5_nlme_varident', 20]]);
  analysis(REPEATED, repeatedStudy());
  ratios(REPEATED, [['d4_mmrm_diff_us', 50]]);
}

/** Runs one R task in the same run; trials/s on one core, or undefined without R or its packages. */
function inR(task: string, replicates: number): number | undefined {
  try {
    const text = execFileSync('Rscript', ['--vanilla', `tasks/${task}.R`, '1', String(replicates)], {
      cwd: fileURLToPath(new URL('./r', import.meta.url)),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    });
    return (JSON.parse(text) as { reps_per_second: number }).reps_per_second;
  } catch {
    return undefined;
  }
}

function ratios(part: string, tasks: readonly (readonly [task: string, replicates: number])[]): void {
  const ours = ratesFor.get(part);
  if (ours === undefined) return;
  for (const [task, replicates] of tasks) {
    const theirs = inR(task, replicates);
    if (theirs === undefined) process.stdout.write(`  R ${task}: not installed here\n`);
    else line(`  R ${task}`, theirs, 'trials/s per core', `${(ours / theirs).toFixed(1)} times slower than the line above`);
  }
}

const MIXED = 'analyses: mixed-model Kenward–Roger, 10 % missing';
const DIFFERING = 'analyses: variances by treatment, 10 % missing';
const REPEATED = 'analyses: mmrm, 4 visits, period differences';
const A = 'a gaussian n=30, crossover-t';
const B = 'b mechanistic n=14 with claim';
const C = 'c gaussian n=30, mixed model KR, 10 % missing';
const D = 'd mechanistic n=14 with items';
const E = 'e mechanistic n=14, one crossover t test';
const F = 'f mechanistic n=14, one mixed model';

process.stdout.write(`${cpus()[0].model}, ${cores} cores, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}\n`);
if (wanted('normal draws')) normals();
if (wanted('analyses')) analyses();
await trials(A, gaussianStudy(30, 'a: {method: crossover-t}'));
ratios(A, [
  ['a2_vectorised_crossover', 1_000_000],
  ['b2_loop_crossover_ttest', 10_000],
]);
await trials(B, mainStudy());
if (hasMixedModel && wanted(C)) await trials(C, gaussianStudy(30, 'a: {method: mixed-model}', 0.1));
ratios(C, [
  ['c1_lmerTest_satterthwaite', 100],
  ['c2_pbkrtest_kr', 50],
]);
await trials(E, oneAnalysisStudy('crossover-t'));
if (hasMixedModel) await trials(F, oneAnalysisStudy('mixed-model'));
await trials(D, wanted(D) ? itemStudy() : undefined);
if (wanted('scaling')) {
  for (const n of [10, 100, 1000, 10_000])
    await trials(`scaling gaussian n=${n}, crossover-t`, gaussianStudy(n, 'a: {method: crossover-t}'));
}
if (wanted('memory')) line('memory, whole process', process.memoryUsage().rss / 2 ** 20, 'MiB');
