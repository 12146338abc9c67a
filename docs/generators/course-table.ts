import { readFileSync } from 'node:fs';
import { rootKey } from '../../src/random/index.ts';
import { readScenario } from '../../src/scenario/index.ts';
import { compileTrial } from '../../src/trial/compile-trial.ts';

const SCENARIO = 'scenarios/courses/six-infusions.yaml';
const PATIENTS = 9000;

/** What a course of six infusions does, infusion by infusion and arm by arm, as Markdown; means ± Monte-Carlo SE. */
export function courseTable(): string {
  const read = (name: string): string => readFileSync(name, 'utf8');
  const set = [`design.participants=${PATIENTS}`, 'missingness.betweenPeriods=0'];
  const result = readScenario({ path: SCENARIO, text: read(SCENARIO) }, { readFile: read, set });
  if ('problems' in result) throw new Error(result.problems.map(({ text }) => text).join('\n'));
  const generator = compileTrial(result.study.trial, rootKey(result.study.seed), 'all');
  generator.generate(0);
  const { data } = generator;
  const column = (key: string): Float64Array => data.columns.get(key) ?? new Float64Array(0);
  const [baseline, day1, craving] = [column('hamd17@baseline'), column('hamd17@day1'), column('craving@pre')];
  const mean = (sequence: number, period: number, figure: (row: number) => number): string => {
    let [count, sum, squares] = [0, 0, 0];
    for (let subject = 0; subject < data.subjectCount; subject++) {
      if (data.sequence[subject] !== sequence) continue;
      const value = figure(subject * data.periodCount + period);
      count++;
      sum += value;
      squares += value * value;
    }
    const average = sum / count;
    return `${average.toFixed(1)} ± ${Math.sqrt((squares / count - average * average) / count).toFixed(1)}`;
  };
  const arms = ['placebo before all', 'naltrexone before all', 'naltrexone before every second'];
  const header = [
    'infusion',
    ...arms.map((arm) => `decrease of HAM-D17 in a day, ${arm}`),
    ...arms.map((arm) => `craving before, ${arm} (mm)`),
  ];
  const rows = Array.from({ length: data.periodCount }, (_, period) => [
    String(period + 1),
    ...arms.map((_arm, sequence) => mean(sequence, period, (row) => baseline[row] - day1[row])),
    ...arms.map((_arm, sequence) => mean(sequence, period, (row) => craving[row])),
  ]);
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
