// Writes the tables of docs/learning-methods.md: npm run docs:learning-methods (about three minutes of one core; the same seed gives the same table, times apart).
import { readFileSync, writeFileSync } from 'node:fs';
import { betweenMarks } from './between-marks.ts';
import { compared, methods, type MethodRow } from './learning-methods/comparison.ts';
import { problems } from './learning-methods/problems.ts';

const FILE = 'docs/learning-methods.md';
const marks = ['<!-- errors: made by npm run docs:learning-methods -->', '<!-- end of errors -->'] as const;
const timeMarks = ['<!-- times: made by npm run docs:learning-methods -->', '<!-- end of times -->'] as const;

/** Trials at a point of emulators, and data sets of problems with few and with many parameters. */
const settings = [
  { perPoint: 20, few: 80, many: 6 },
  { perPoint: 200, few: 20, many: 0 },
] as const;
/** Parameters from which on a problem has many. */
const MANY = 10;

/** The problems of each setting, with the number of their data sets. */
export const cases = settings.flatMap(({ perPoint, few, many }) =>
  problems.flatMap((problem) => {
    const dataSets = problem.parameters < MANY ? few : many;
    return dataSets === 0 ? [] : [{ problem, perPoint, dataSets }];
  }),
);

/** A row of the table of errors. */
export function errorLine(row: MethodRow): string {
  const { problem, method, trials, meanError, sdRatio, coverage, coverageError } = row;
  const held = `${(100 * coverage).toFixed(0)} ± ${(100 * coverageError).toFixed(0)} %`;
  return `| ${[problem, method, Math.round(trials), meanError.toFixed(2), sdRatio.toFixed(2), held].join(' | ')} |`;
}

function timeTable(rows: readonly MethodRow[]): string {
  const lines = cases.map(({ problem }, place) => {
    const own = rows.slice(place * methods.length, (place + 1) * methods.length);
    const [{ trials }] = own;
    return `| ${[problem.name, Math.round(trials), ...own.map(({ time }) => time.toFixed(1))].join(' | ')} |`;
  });
  return [`| problem | trials | ${methods.join(' | ')} |`, `| --- | --- | ${methods.map(() => '---').join(' | ')} |`, ...lines].join('\n');
}

if (process.argv[1]?.endsWith('learning-methods.ts')) {
  const rows: MethodRow[] = [];
  for (const { problem, dataSets, perPoint } of cases) rows.push(...(await compared(problem, dataSets, perPoint)));
  const head = ['problem', 'method', 'trials', 'error of mean', 'SD', 'coverage'];
  const errors = [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(errorLine)].join('\n');
  const page = readFileSync(FILE, 'utf8');
  writeFileSync(FILE, betweenMarks(betweenMarks(page, marks, errors), timeMarks, timeTable(rows)));
}
