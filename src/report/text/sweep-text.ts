import { layoutShape, sweepShape } from '../answer-shapes.ts';
import { check } from '../../arguments/shape.ts';
import type { PairedDifference } from '../../power/common-random-numbers/paired-difference.ts';
import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import { primaryOutcome } from '../../power/common-random-numbers/trial-successes.ts';
import { tooManyFailures } from '../../power/characteristics/too-many-failures.ts';
import type { SweepRow } from '../../power/uncertainty/sweep.ts';
import { countWords, percentWords, pointsWords, shareWords, signedPointsWords } from '../sentences/figure-words.ts';
import { FALSE_CLAIM } from '../sentences/power-sentence.ts';
import { notesText } from '../sentences/run-notes.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { DEFAULT_COLUMNS, folded, foldedTable, type TextLayout } from './fold.ts';

/** Standard errors beyond which a difference is not put down to Monte-Carlo error. */
const BEYOND_ERROR = 2;

/**
 * A sweep as text: what it says in sentences, then one row per cell.
 *
 * @example
 * ```ts
 * import { runSweep } from 'crossover-sim/power';
 * import { sweepText } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const studies = [3, 4].map((difference) => ({
 *   set: { 'gaussian.difference': difference },
 *   study: readStudy(text, { replicates: 1000, varied: [`gaussian.difference=${difference}`] }),
 * }));
 * sweepText((await runSweep(studies)).cells); // → 'My crossover trial…'
 * ```
 */
export function sweepText(rows: readonly SweepRow[], layout: TextLayout = {}): string {
  check('rows', rows, sweepShape);
  check('layout', layout, layoutShape);
  const { columns = DEFAULT_COLUMNS, details = false } = layout;
  const [{ study, result }] = rows;
  const paths = [...new Set(rows.flatMap(({ set }) => Object.keys(set)))];
  const several = new Set(rows.map((row) => row.study.name)).size > 1;
  const table = foldedTable(
    [
      [...(several ? ['scenario'] : []), ...paths, 'participants', 'power', '95 % interval', 'difference', ''],
      ...rows.map((row, position) => [
        ...(several ? [row.study.name] : []),
        ...paths.map((path) => String(row.set[path] ?? '')),
        String(row.result.participants),
        ...powerCells(row, position),
      ]),
    ],
    columns,
  );
  const prose = (lines: readonly string[]): string[] => lines.map((line) => folded(line, Math.min(columns, DEFAULT_COLUMNS)));
  return [
    ...prose([several ? 'Several scenarios' : studyTitle(study), '', ...sweepSentences(rows), `power of: ${primaryOutcome(study).name}`]),
    '',
    table,
    '',
    ...prose([
      `${countWords(result.replicates)} simulated trials for each row, with common random numbers, seed ${study.seed}; difference: to the first row, percentage points ± Monte-Carlo standard error`,
      ...new Set(rows.flatMap((row) => notesText(row.result))),
      ...(details ? varianceReductionText(rows.slice(1)) : []),
    ]),
  ].join('\n');
}

/** How much more variance independent runs would have had in the differences. */
function varianceReductionText(rows: readonly SweepRow[]): string[] {
  const ratios = rows.flatMap(({ difference: { varianceRatio } }) => varianceRatio ?? []);
  if (ratios.length === 0) return [];
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(1));
  return [
    `common random numbers: independent runs would have had ${least === most ? least : `${least} to ${most}`} times the variance in these differences`,
  ];
}

function powerCells(row: SweepRow, position: number): string[] {
  const power = sweptPower(row);
  if (power === undefined) return ['not given', '', '', 'too many analyses failed'];
  const { value, interval } = percentWords(power);
  const shown = [`${value} %`, `${interval} %`];
  return position === 0 ? [...shown, '', ''] : [...shown, signedPointsWords(row.difference), verdict(row.difference)];
}

/** The power of a cell's claim, or of its first analysis; undefined where too many analyses failed for one to be given. */
export function sweptPower({ study, result }: SweepRow): SimulatedProportion | undefined {
  const names = study.claim?.all ?? [primaryOutcome(study).name];
  const failed = tooManyFailures(study, result);
  if (names.some((name) => failed.includes(name))) return undefined;
  return (result.claim ?? result.analyses[primaryOutcome(study).name]).power ?? undefined;
}

function verdict({ value, mcse }: PairedDifference): string {
  return Math.abs(value) <= BEYOND_ERROR * mcse || value === 0 ? 'within Monte-Carlo error' : value > 0 ? 'higher' : 'lower';
}

/** What a sweep says: how much the last setting differs from the first, where power is highest, and where it reaches the target. */
export function sweepSentences(rows: readonly SweepRow[]): string[] {
  const known = rows.flatMap((row) => {
    const power = sweptPower(row);
    return power === undefined ? [] : [{ row, power }];
  });
  if (known.length < 2) return [];
  const [first] = known;
  const last = known[known.length - 1];
  const { target } = first.row.study.power;
  const highest = known.reduce((best, each) => (each.power.value > best.power.value ? each : best));
  const reaching = known.filter(({ power }) => power.lower >= target);
  const short = known.filter(({ power }) => power.upper < target);
  const unsure = known.length - reaching.length - short.length;
  const targetText =
    reaching.length === 0
      ? `The target of ${shareWords(target, 0)} is reached ${unsure > 0 ? 'for certain ' : ''}by none of the ${known.length} cells${unsure > 0 ? ` (${unsure} undecided)` : ''}.`
      : reaching.length === known.length
        ? `The target of ${shareWords(target, 0)} is reached by every cell.`
        : `The target of ${shareWords(target, 0)} is reached by ${reaching.length} of ${known.length} cells${unsure > 0 ? ` (${unsure} more undecided)` : ''}: ${listed(reaching.map(({ row }) => named(row)))}.`;
  const ordered = Object.keys(first.row.set).length === 1; // only along one parameter does the order of the cells say something
  return [
    ...(ordered ? [`From ${named(first.row)} to ${named(last.row)} power ${change(last.row.difference)}.`] : []),
    ...(ordered && (highest === first || highest === last)
      ? []
      : [
          `Power is highest with ${named(highest.row)}: ${percentWords(highest.power).value} % (95 % Monte-Carlo interval ${percentWords(highest.power).interval} %).`,
        ]),
    first.row.study.claim?.holds === false ? `${FALSE_CLAIM}.` : targetText,
  ];
}

function change(difference: PairedDifference): string {
  const word = verdict(difference);
  return word === 'higher'
    ? `rises by ${pointsWords(difference)}`
    : word === 'lower'
      ? `falls by ${pointsWords(difference)}`
      : `does not change beyond Monte-Carlo error (${signedPointsWords(difference)} percentage points)`;
}

function named({ set, study }: SweepRow): string {
  const settings = Object.entries(set).map(([path, value]) => `${path} ${String(value)}`);
  return settings.length > 0 ? settings.join(', ') : study.name;
}

const MAX_LISTED = 6;

function listed(names: readonly string[]): string {
  return names.length <= MAX_LISTED ? names.join('; ') : `${names.slice(0, MAX_LISTED).join('; ')}; and ${names.length - MAX_LISTED} more`;
}
