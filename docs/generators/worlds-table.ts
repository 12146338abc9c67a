// Writes the table of worlds into scenarios/README.md: npx tsx docs/generators/worlds-table.ts
// Same seed, same table: `npm run test:long` proves that it is what the code gives today.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { adverseEffectNames } from '../../src/outcomes/parameters.ts';
import { estimatePower } from '../../src/power/estimate-power.ts';
import type { Study } from '../../src/study/study.ts';
import { rootKey } from '../../src/random/index.ts';
import { readScenario } from '../../src/scenario/index.ts';
import { betweenMarks } from './between-marks.ts';
import { courseTable } from './course-table.ts';
import { compileTrial } from '../../src/trial/compile-trial.ts';
import type { TrialGenerator } from '../../src/trial/trial-generator.ts';

/** Patients per world for the columns about patients, and trials of 14 for the columns about analyses. */
const PATIENTS = 20_000;
const TRIALS = 4000;
const FILE = 'scenarios/README.md';
const worldsMarks = ['<!-- worlds table: made by npm run docs:worlds -->', '<!-- end of worlds table -->'] as const;
const courseMarks = ['<!-- course table: made by npm run docs:worlds -->', '<!-- end of course table -->'] as const;

const header = [
  'world',
  'response day 1, P / N (%)',
  'response day 7, P / N (%)',
  'peak CADSS, P / N',
  'nausea, P / N (%)',
  'craving day 1, P / N (mm)',
  'naltrexone guessed right (%)',
  'all patients: effect, significant (%)',
  'responders only: effect, significant (%)',
  'true effect',
];

function study(path: string, set: readonly string[]): Study {
  const read = (name: string): string => readFileSync(name, 'utf8');
  const result = readScenario({ path, text: read(path) }, { readFile: read, set: [...set] });
  if ('problems' in result) throw new Error(result.problems.map(({ text }) => text).join('\n'));
  return result.study;
}

/** Mean and Monte-Carlo SE of a figure over the subject-periods under one condition that have it. */
function under(generator: TrialGenerator, condition: number, figure: (row: number) => number, digits: number, scale = 1): string {
  const { subjectCount, periodCount, treatment } = generator.data;
  let [count, sum, squares] = [0, 0, 0];
  for (let row = 0; row < subjectCount * periodCount; row++) {
    const value = scale * figure(row);
    if (treatment[row] !== condition || Number.isNaN(generator.records.start[row]) || Number.isNaN(value)) continue;
    count++;
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  return `${mean.toFixed(digits)} ± ${Math.sqrt((squares / count - mean * mean) / count).toFixed(digits)}`;
}

function row(name: string): string[] {
  const path = `scenarios/worlds/${name}.yaml`;
  const { trial, seed } = study(path, [`design.participants=${PATIENTS}`]);
  const generator = compileTrial(trial, rootKey(seed), 'all');
  generator.generate(0);
  const column = (key: string): Float64Array => generator.data.columns.get(key) ?? new Float64Array(0).fill(NaN);
  const response = (visit: string) => (at: number) => {
    const [value, baseline] = [column(`hamd17@${visit}`)[at], column('hamd17@baseline')[at]];
    return Number.isNaN(value) ? NaN : value <= baseline / 2 ? 1 : 0;
  };
  const both = (figure: (at: number) => number, digits: number, scale = 1): string =>
    [0, 1].map((condition) => under(generator, condition, figure, digits, scale)).join(' / ');
  const nausea = 1 << adverseEffectNames.indexOf('nausea');
  const guessed = (at: number): number => (generator.records.guessedBlocker[at] === generator.data.treatment[at] ? 1 : 0);
  const right = ((): string => {
    const rows = generator.data.subjectCount * generator.data.periodCount;
    let [count, hits] = [0, 0];
    for (let at = 0; at < rows; at++) {
      if (Number.isNaN(generator.records.start[at])) continue;
      count++;
      hits += guessed(at);
    }
    const share = hits / count;
    return `${(100 * share).toFixed(1)} ± ${(100 * Math.sqrt((share * (1 - share)) / count)).toFixed(1)}`;
  })();
  const { analyses } = estimatePower(study(path, [`power.replicates=${TRIALS}`]));
  const analysis = (key: string): string => {
    const { meanEstimate, power } = analyses[key];
    return `${(meanEstimate.value ?? NaN).toFixed(2)} ± ${(meanEstimate.mcse ?? NaN).toFixed(2)}, ${(100 * power.value).toFixed(1)} ± ${(100 * power.mcse).toFixed(1)}`;
  };
  const truth = analyses['hamd17-day1'];
  return [
    `[${name}](worlds/${name}.yaml)`,
    both(response('day1'), 1, 100),
    both(response('day7'), 1, 100),
    both((at) => column('cadss@peak')[at], 2),
    both((at) => ((generator.records.adverseEffects[at] & nausea) === 0 ? 0 : 1), 1, 100),
    both((at) => column('craving@day1')[at], 1),
    right,
    analysis('hamd17-day1'),
    analysis('hamd17-day1-responders'),
    `${(truth.trueEffect ?? NaN).toFixed(2)} ± ${(truth.trueEffectMcse ?? NaN).toFixed(2)}`,
  ];
}

/** The table as Markdown. */
export function worldsTable(): string {
  const names = readdirSync('scenarios/worlds')
    .map((file) => file.replace('.yaml', ''))
    .sort();
  const rows = [header, header.map(() => '---'), ...names.map(row)];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** `scenarios/README.md` with its tables renewed. */
export function withTables(text: string): string {
  return betweenMarks(betweenMarks(text, worldsMarks, worldsTable()), courseMarks, courseTable());
}

if (process.argv[1]?.endsWith('worlds-table.ts')) writeFileSync(FILE, withTables(readFileSync(FILE, 'utf8')));
