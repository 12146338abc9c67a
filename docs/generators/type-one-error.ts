// Writes docs/type-one-error.md: npm run docs:type-one (some minutes)
import { readFileSync, writeFileSync } from 'node:fs';
import { methods } from '../../src/analysis/index.ts';
import { runPower } from '../../src/commands/run-power.ts';
import { readScenario } from '../../src/scenario/index.ts';

const SCENARIO = 'scenarios/null.yaml';
/** Trials per method; fewer where one analysis takes long. */
const TRIALS = 100_000;
const SLOW: Readonly<Record<string, number>> = { permutation: 2000, mmrm: 10_000 };
const SIZES = [8, 14, 30];

/** How each method is asked: HAM-D17 on day 1 over all patients, two-sided 5 %; equivalence of the same at a margin equal to nothing else than the truth would allow is not a null and is left out. */
const asked: Readonly<Record<string, string>> = {
  'paired-t': '{method: paired-t, endpoint: hamd17, visit: day1}',
  'crossover-t': '{method: crossover-t, endpoint: hamd17, visit: day1}',
  'crossover-t, Welch': '{method: crossover-t, variance: welch, endpoint: hamd17, visit: day1}',
  'crossover-ancova': '{method: crossover-ancova, endpoint: hamd17, visit: day1}',
  'mixed-model, Kenward–Roger': '{method: mixed-model, df: kenward-roger, endpoint: hamd17, visit: day1}',
  'mixed-model, Satterthwaite': '{method: mixed-model, df: satterthwaite, endpoint: hamd17, visit: day1}',
  'mixed-model, residual': '{method: mixed-model, df: residual, endpoint: hamd17, visit: day1}',
  wilcoxon: '{method: wilcoxon, endpoint: hamd17, visit: day1}',
  'rank-crossover': '{method: rank-crossover, endpoint: hamd17, visit: day1}',
  permutation: '{method: permutation, endpoint: hamd17, visit: day1}',
  mcnemar: '{method: mcnemar, endpoint: hamd17, visit: day1, measure: responder}',
  'mainland-gart': '{method: mainland-gart, endpoint: hamd17, visit: day1, measure: responder}',
  prescott: '{method: prescott, endpoint: hamd17, visit: day1, measure: responder}',
  'mmrm, period differences': '{method: mmrm, endpoint: hamd17, visits: [day1, day3, day7]}',
  'mmrm, subject and period': '{method: mmrm, covariance: subject-period, endpoint: hamd17, visits: [day1, day3, day7]}',
};

async function row(name: string, analysis: string): Promise<string[]> {
  const cells: string[] = [];
  const method = /method: ([a-z-]+)/.exec(analysis)?.[1] ?? '';
  const trials = SLOW[method] ?? TRIALS;
  for (const participants of SIZES) {
    const text = `extends: ${SCENARIO}
name: null-error
seed: type one error
design: {participants: ${participants}, blockSize: 2}
analyses: {hamd17-day1: null, hamd17-day1-paired: null, hamd17-change-day1: null, hamd17-day1-responders: null, cadss-peak: null, asked: ${analysis}}
claim: null
evidence: {analyses.cadss-peak.margin: null}
power: {replicates: ${trials}, truthPatients: 100, maxFailures: 1}
`;
    const result = readScenario({ path: 'null-error.yaml', text }, { readFile: (file) => readFileSync(file, 'utf8') });
    if ('problems' in result) throw new Error(result.problems.map((problem) => problem.text).join('\n'));
    const { result: power } = await runPower(result.study, `${name} ${participants}`, 'auto', true);
    const { power: error, notEstimable } = power.analyses.asked;
    const failed = notEstimable.count === 0 ? '' : ` (${(100 * notEstimable.share).toFixed(1)} % not estimable)`;
    cells.push(`${(100 * error.value).toFixed(2)} ± ${(100 * error.mcse).toFixed(2)}${failed}`);
  }
  return [name, ...cells, trials.toLocaleString('en-US').replaceAll(',', ' ')];
}

const unknown = Object.values(asked).filter((analysis) => !Object.hasOwn(methods, /method: ([a-z-]+)/.exec(analysis)?.[1] ?? ''));
if (unknown.length > 0) throw new Error(`not a method: ${unknown.join(', ')}`);
const rows: string[][] = [
  ['method', ...SIZES.map((n) => `n = ${n} (%)`), 'trials'],
  ['---', ...SIZES.map(() => '---:'), '---:'],
];
for (const [name, analysis] of Object.entries(asked)) rows.push(await row(name, analysis));
writeFileSync(
  'docs/type-one-error.md',
  `# Type I error of every method

\`scenarios/null.yaml\` with other numbers of patients: naltrexone changes nothing, a seventh of the patients is lost between the periods, scores are whole numbers. HAM-D17 on day 1 (methods for repeated
visits: days 1, 3 and 7, their average; binary methods: response on day 1), two-sided 5 %. Share of trials that reject ± Monte-Carlo standard error, in percent. Trials that could not be analysed count as not rejecting.
Made by \`npm run docs:type-one\`.

${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

Exact tests of a discrete outcome are conservative: with few discordant patients no arrangement is extreme enough. Residual degrees of freedom ignore that the variances are estimated from few patients; where a
figure lies above 5 % by more than three standard errors the method is anti-conservative in that setting.
`,
);
