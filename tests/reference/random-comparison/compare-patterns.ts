import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Papa from 'papaparse';
import { runCommandLine } from '../../../src/cli/command-line.ts';
import { toTheEnd } from './comparisons.ts';
import { drawOf } from './draw.ts';
import { type Measurement, patterned, type PatternedFile } from './patterns.ts';

/**
 * Reasons of ours for which R gives what its optimiser stops at: nothing varies, or the estimated covariance is singular (correlations of 1 up to rounding). The
 * base-R program of `repeated-measures.R` stops there as we do.
 */
const WITHOUT_VARIANCE = /do not vary|the variance between subjects|least \d+ subjects|is or becomes singular|likelihood did not converge/;

/** What is asked of every pattern of a design's files. `group` is what its difference is reported under. */
interface Asked {
  readonly group: string;
  readonly words: string;
  /** Relative; algebra agrees to 1e-8, optimisers of R stop earlier. */
  readonly tolerance: number;
}

const responder = '--measure responder';
const twoPeriods: readonly Asked[] = [
  ...['paired-t', 'crossover-t', 'crossover-t --variance welch --measure change', 'parallel-t', 'parallel-t --variance welch', 'crossover-ancova'].map((words) => ({ group: 't tests', words, tolerance: 1e-8 })),
  ...['tost --margin 4', 'tost --margin 4 --design paired', 'tost --margin 4 --design parallel', 'non-inferiority --margin 2 --alternative less', 'paired-t --population completers', 'crossover-t --population placebo-responders'].map((words) => ({ group: 't tests', words, tolerance: 1e-8 })),
  ...['wilcoxon', 'wilcoxon --zeros pratt --alternative greater', 'rank-crossover', 'permutation'].map((words) => ({ group: 'rank and permutation tests', words, tolerance: 1e-8 })),
  ...[`mcnemar ${responder}`, `mainland-gart ${responder}`, `prescott ${responder}`].map((words) => ({ group: 'binary tests', words, tolerance: 1e-8 })),
  ...['mixed-model', 'mixed-model --df satterthwaite', 'mixed-model --df residual', 'mixed-model --adjustment baseline', 'mixed-model --population completers', 'tost --margin 4 --design model'].map((words) => ({ group: 'mixed models', words, tolerance: 1e-4 })),
  { group: 'mixed models', words: 'mixed-model --covariance compound-symmetry --df satterthwaite', tolerance: 1e-4 },
  ...['mmrm --df satterthwaite --visits day1,day3', 'mmrm --df satterthwaite --visits day3', 'mmrm --df satterthwaite --covariance unstructured --visits day1,day3 --visit day3', 'mmrm --covariance subject-period --visits day1,day3,day7', 'mmrm --covariance subject-period --visits day3,day1 --visit day1 --adjustment baseline', 'mmrm --covariance subject-period --visits day1,day7 --population completers'].map((words) => ({ group: 'repeated measures', words, tolerance: 1e-4 })),
]; // prettier-ignore
const morePeriods: readonly Asked[] = ['paired-t', 'mixed-model', 'mixed-model --carryover first-order', 'mixed-model --carryover first-order --df satterthwaite', 'mmrm --covariance subject-period --visits day1,day3'].map(
  (words) => ({ group: words === 'paired-t' ? 't tests' : 'several periods', words, tolerance: words === 'paired-t' ? 1e-8 : 1e-4 }),
); // prettier-ignore

const designs = [
  { scenario: 'williams-2018', reference: 'placebo', comparator: 'naltrexone', asked: twoPeriods },
  { scenario: 'designs/extra-period', reference: 'placebo', comparator: 'naltrexone', asked: morePeriods },
  { scenario: 'designs/balaam', reference: 'placebo', comparator: 'naltrexone', asked: morePeriods },
  { scenario: 'designs/four-condition', reference: 'placebo+ketamine', comparator: 'naltrexone+ketamine', asked: morePeriods },
];

/** Writes one simulated trial of a scenario. @returns the path of its observations */
export type Simulate = (scenario: string, index: number, participants: number) => Promise<string>;

/** One question to one file: what we answer, and how R is told. */
interface Case {
  readonly asked: Asked;
  readonly file: PatternedFile;
  readonly path: string;
  readonly ours: Readonly<Record<string, unknown>>;
  readonly code: string;
}

/**
 * `analyze` against the R code of `analyze --r` on files whose labels, missing rows and orders are drawn at random, through the command line.
 * @returns whether everything agrees; the largest difference of each group of methods is printed
 */
export async function comparePatterns(count: number, directory: string, simulate: Simulate): Promise<boolean> {
  const cases: Case[] = [];
  for (let index = 0; index < count; index++) cases.push(...(await casesOf(index, directory, simulate)));
  const printed = await inR(cases, directory);
  const groups = new Map<string, Tally>();
  cases.forEach((each, place) => {
    const tally = groups.get(each.asked.group) ?? { worst: 0, where: '', compared: 0, neither: 0, degenerate: 0, weOnly: [], bad: [] };
    judge(each, printed[place], tally);
    groups.set(each.asked.group, tally);
  });
  process.stdout.write(`analyze --r on ${count} files with patterns of labels, missing rows and orders, ${cases.length} analyses\n`);
  for (const [group, { worst, where, compared, neither, degenerate, weOnly, bad }] of groups) {
    const counts = `${compared} compared, ${neither} not estimable for both, ${degenerate} without a variance to estimate, ${weOnly.length} where R stops`;
    process.stdout.write(`${bad.length > 0 ? 'FAILS' : 'ok   '} ${group.padEnd(48)} ${worst.toExponential(1)}, ${counts}\n`);
    for (const line of bad.length > 0 ? [where, ...bad.slice(0, 10)] : []) process.stdout.write(`      ${line}\n`);
  }
  return [...groups.values()].every(({ bad, compared }) => bad.length === 0 && compared > 0);
}

interface Tally {
  worst: number;
  where: string;
  compared: number;
  neither: number;
  degenerate: number;
  weOnly: string[];
  bad: string[];
}

function judge({ asked, file, path, ours, code }: Case, figures: ReadonlyMap<string, number>, tally: Tally): void {
  const about = `${asked.words} of ${path} (${file.description})`;
  const isUsable = Number.isFinite(figures.get('estimate')) && ![...figures.values()].some(Number.isNaN);
  const reason = ours.notEstimable;
  if (typeof reason === 'string') {
    if (!isUsable) tally.neither++;
    else if (WITHOUT_VARIANCE.test(reason)) tally.degenerate++;
    else tally.bad.push(`refused by us only: ${about}: ${reason}`);
  } else if (!isUsable) {
    tally.weOnly.push(about);
    if (code.includes('note: fitted by') || asked.tolerance > 1e-8) return; // an optimiser that does not converge, or a fit on its bound
    tally.bad.push(`R gives no figures: ${about}`);
  } else {
    tally.compared++;
    for (const [name, theirs] of figures) {
      const mine = figureOf(ours, name);
      const distance = mine === theirs ? 0 : Math.abs(mine - theirs) / Math.max(Math.abs(theirs), 1e-3);
      if (!(distance <= tally.worst)) Object.assign(tally, { worst: distance, where: `${about} ${name}: R ${theirs}, ours ${mine}` });
      if (!(distance <= asked.tolerance)) tally.bad.push(`${about} ${name}: R ${theirs}, ours ${mine}`);
    }
  }
}

function figureOf(document: Readonly<Record<string, unknown>>, name: string): number {
  const { interval } = document as { interval: Readonly<Record<string, unknown>> };
  return Number(name === 'lower' || name === 'upper' ? interval[name] : document[name]);
}

async function casesOf(index: number, directory: string, simulate: Simulate): Promise<Case[]> {
  const draw = drawOf(`pattern ${index}`);
  const design = designs[index % 4 === 3 ? 1 + (Math.floor(index / 4) % 3) : 0];
  const observations = await simulate(design.scenario, index, draw.from([12, 16, 20, 26]));
  const rows = Papa.parse<Record<string, string>>(readFileSync(observations, 'utf8'), { header: true, skipEmptyLines: true }).data;
  const measurements = rows
    .filter(({ endpoint, visit }) => endpoint === 'hamd17' && ['baseline', 'day1', 'day3', 'day7'].includes(visit))
    .map((row) => ({ ...row, period: Number(row.period) }) as unknown as Measurement);
  const treatments = [...new Set([design.reference, design.comparator, ...measurements.map(({ treatment }) => treatment)])];
  const file = patterned(measurements, treatments, draw);
  const path = join(directory, `pattern-${index}.csv`);
  writeFileSync(path, file.text);
  const cases: Case[] = [];
  for (const asked of design.asked) {
    const visit = asked.words.includes('--visit') ? [] : ['--visit', 'day1'];
    const named = [`--reference=${file.names.get(design.reference)}`, `--comparator=${file.names.get(design.comparator)}`];
    const words = ['analyze', path, ...file.words, ...named, '--endpoint', 'hamd17', ...visit, '--method', ...asked.words.split(' ')];
    const ours = JSON.parse(await stdoutOf([...words, '--json'])) as Record<string, unknown>;
    const { exact } = (ours.details ?? {}) as { exact?: boolean };
    if (asked.words === 'permutation' && exact === false) continue; // R samples other arrangements
    cases.push({ asked, file, path, ours, code: (await stdoutOf([...words, '--r'])).replaceAll('REML = TRUE)', toTheEnd) });
  }
  return cases;
}

/** What a command line prints on stdout, in this process. */
async function stdoutOf(words: readonly string[]): Promise<string> {
  const printed: string[] = [];
  const { stdout, stderr } = process;
  const writes = [stdout.write.bind(stdout), stderr.write.bind(stderr)] as const;
  stdout.write = (text: string | Uint8Array): boolean => printed.push(String(text)) > 0;
  let problems = '';
  stderr.write = (text: string | Uint8Array): boolean => (problems += String(text)).length > 0;
  try {
    const exitCode = await runCommandLine(words);
    if (exitCode !== 0 && exitCode !== 4) throw new Error(`${words.join(' ')}: exit code ${exitCode}\n${problems}`);
    return printed.join('');
  } finally {
    [stdout.write, stderr.write] = writes;
    process.exitCode = 0;
  }
}

/** The figures that R prints for each case; none where it stops. */
async function inR(cases: readonly Case[], directory: string): Promise<Map<string, number>[]> {
  const sections = cases.map(({ code }, place) => `cat("#${place}\\n")\ntry(local({\n${code}}), silent = TRUE)\n`);
  const script = join(directory, 'patterns.R');
  writeFileSync(script, `options(warn = -1)\n${sections.join('')}`);
  const { stdout } = await promisify(execFile)('Rscript', ['--vanilla', script], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const printed = stdout.split(/^#\d+\n/m).slice(1);
  if (printed.length !== cases.length) throw new Error(`R ended after ${printed.length} of ${cases.length} analyses`);
  return printed.map((text) => new Map([...text.matchAll(/^(\w+) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)])));
}
