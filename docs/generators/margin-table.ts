// Writes how much the claim depends on its margin into docs/questions.md: npm run docs:margins
// Same seed, same table: all margins are tried on the same simulated trials.
import { readFileSync, writeFileSync } from 'node:fs';
import { readScenario } from '../../src/scenario/index.ts';
import { compileStudy } from '../../src/power/simulation/compile-study.ts';
import { runReplicates } from '../../src/power/simulation/replicate-loop.ts';
import { withParticipants } from '../../src/study/derived-study.ts';
import type { Study } from '../../src/study/study.ts';
import { betweenMarks } from './between-marks.ts';

const TRIALS = 4000;
const SIZES = [14, 30, 60];
const FILE = 'docs/questions.md';
const marks = ['<!-- margin table: made by npm run docs:margins -->', '<!-- end of margin table -->'] as const;

const margins = [
  { label: '4 points', margin: 4, marginUnit: 'scale' },
  { label: '6 points', margin: 6, marginUnit: 'scale' },
  { label: '8 points', margin: 8, marginUnit: 'scale' },
  { label: '0.25 of the mean', margin: 0.25, marginUnit: 'share-of-reference' },
  { label: '0.5 of the mean (shipped)', margin: 0.5, marginUnit: 'share-of-reference' },
  { label: '0.75 of the mean', margin: 0.75, marginUnit: 'share-of-reference' },
] as const;

/** The study of a file with the main analysis and one equivalence for each margin. */
function studyOf(path: string, participants: number): Study {
  const read = (name: string): string => readFileSync(name, 'utf8');
  const result = readScenario({ path, text: read(path) }, { readFile: read });
  if ('problems' in result) throw new Error(result.problems.map(({ text }) => text).join('\n'));
  const study = withParticipants(result.study, participants);
  const { 'hamd17-day1': main, 'cadss-peak': same } = study.analyses;
  const tried = margins.map(({ label, margin, marginUnit }) => [label, { ...same, options: { ...same.options, margin, marginUnit } }]);
  return { ...study, claim: { name: 'main', all: ['main'] }, analyses: { main, ...Object.fromEntries(tried) } };
}

/** Share of trials, for each margin, in which both parts of the claim succeed, in per cent with its Monte-Carlo standard error. */
function rates(path: string, participants: number): string[] {
  const record = new Uint8Array((margins.length + 2) * TRIALS);
  runReplicates(compileStudy(studyOf(path, participants)), Array<number>(margins.length + 1).fill(NaN), 0, TRIALS, record);
  return margins.map((_, place) => {
    let both = 0;
    for (let trial = 0; trial < TRIALS; trial++) both += record[trial] * record[(place + 1) * TRIALS + trial];
    const share = both / TRIALS;
    return `${(100 * share).toFixed(1)} ± ${(100 * Math.sqrt((share * (1 - share)) / TRIALS)).toFixed(1)}`;
  });
}

/** The table in Markdown. */
export function marginTable(): string {
  const worlds = ['scenarios/worlds/full-block.yaml', 'scenarios/worlds/both-blocked.yaml'];
  const columns = worlds.flatMap((world) => SIZES.map((participants) => rates(world, participants)));
  const heads = ['power', 'false'].flatMap((what) => SIZES.map((participants) => `${what}, n = ${participants}`));
  const rows = margins.map(({ label }, place) => [label, ...columns.map((column) => column[place])]);
  return [['margin', ...heads], ['---', ...heads.map(() => '--:')], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

if (process.argv[1]?.endsWith('margin-table.ts')) writeFileSync(FILE, betweenMarks(readFileSync(FILE, 'utf8'), marks, marginTable()));
