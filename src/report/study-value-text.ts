import type { LearningRow } from '../learning/value/learning-inquiry.ts';
import { decimalExponent } from '../text/decimal-exponent.ts';
import { countWords, fixedWords, givenNumber, sharePointsWords, shareWords } from './sentences/figure-words.ts';
import { studyTitle } from './sentences/study-title.ts';
import { DEFAULT_COLUMNS, folded, foldedTable, type TextLayout } from './text/fold.ts';

/** Draws that share the weight of a posterior below which its figures are rough (assumed: an error of a tenth of an SD). */
const FEW_DRAWS = 50;
/** Standard errors beyond which the width of posteriors is not put down to chance. */
const BEYOND_ERROR = 3;

/** What trials of designs teach about a parameter, as text: the answer in sentences, then a row for each design. */
export function learningText(
  rows: readonly LearningRow[],
  { parameter, certainty }: { readonly parameter: string; readonly certainty: number },
  layout: TextLayout = {},
): string {
  const { columns = DEFAULT_COLUMNS } = layout;
  const [{ study }] = rows;
  const several = new Set(rows.map((row) => row.study.name)).size > 1;
  const differs = new Set(rows.map(({ threshold }) => threshold)).size > 1;
  const paths = [...new Set(rows.flatMap(({ set }) => Object.keys(set)))].filter((path) => path !== 'design.participants');
  const digits = Math.max(0, 2 - decimalExponent(rows[0].value.prior.sd.value));
  const figure = ({ value, mcse }: { readonly value: number; readonly mcse: number }): string =>
    `${fixedWords(value, digits)} ± ${mcse.toFixed(digits)}`;
  const prose = (lines: readonly string[]): string[] => lines.map((line) => folded(line, Math.min(columns, DEFAULT_COLUMNS)));
  const table = foldedTable(
    [
      [
        ...[...(several ? ['scenario'] : []), ...paths, 'participants', 'SD before', 'SD after', 'less', 'a participant'],
        ...['90 % width', ...(differs ? ['threshold'] : []), 'right', 'wrong', 'none'],
      ],
      ...rows.map(({ set, study: own, value, threshold }) => [
        ...(several ? [own.name] : []),
        ...paths.map((path) => String(set[path] ?? '')),
        String(participantsOf({ study: own })),
        ...[figure(value.prior.sd), figure(value.posteriorSd), sharePointsWords(value.reduction)],
        shareWords(value.reduction.value / participantsOf({ study: own }), 2),
        figure(value.width90),
        ...(differs ? [givenNumber(Number(threshold.toPrecision(3)))] : []),
        ...Object.values(value.conclusion).map(sharePointsWords),
      ]),
    ],
    columns,
  );
  return [
    ...prose([several ? 'Several scenarios' : studyTitle(study), '', ...sentences(rows, parameter, certainty, figure)]),
    '',
    table,
    '',
    ...prose([
      'SD after, 90 % width: of the posterior given one trial, on average over trials; less: expected reduction of the SD; a participant: the same for each participant',
      `trials at ${numbersOf(rows, (row) => row.draws)} draws from what is not known, ${numbersOf(rows, (row) => row.trialsPerDraw)} at each, posteriors of ${numbersOf(rows, (row) => row.value.trials)} of them, seed ${study.seed}; ±: Monte-Carlo standard error (of the SD before, and in less: how well the draws of the section know it)`,
      ...rows.flatMap((row) => notes(row, several)),
    ]),
  ].join('\n');
}

/** A number of the designs: one where it is the same of all. */
function numbersOf(rows: readonly LearningRow[], of: (row: LearningRow) => number): string {
  const [least, most] = [Math.min(...rows.map(of)), Math.max(...rows.map(of))];
  return least === most ? countWords(least) : `${countWords(least)} to ${countWords(most)}`;
}

function participantsOf({ study }: Pick<LearningRow, 'study'>): number {
  return study.trial.design.participants;
}

function sentences(
  rows: readonly LearningRow[],
  parameter: string,
  certainty: number,
  figure: (each: { readonly value: number; readonly mcse: number }) => string,
): string[] {
  const [first] = rows;
  const { value, threshold } = first;
  const { right, wrong, none } = value.conclusion;
  const sure = shareWords(certainty, 0);
  const of = rows.length > 1 ? ` (${nameOf(first, rows)})` : '';
  return [
    `One trial${of} is expected to bring the SD of ${parameter} from ${figure(value.prior.sd)} to ${figure(value.posteriorSd)}: ${sharePointsWords(value.reduction)} less.`,
    `A conclusion is drawn where ${parameter} lies above ${givenNumber(threshold)}, or not, with a posterior probability of ${sure} or more (above it before the trial: ${shareWords(value.prior.above)}). It is right with probability ${sharePointsWords(right)} and wrong with ${sharePointsWords(wrong)}; none is drawn with ${sharePointsWords(none)}.`,
    ...(rows.length > 1 ? [bestSentence(rows)] : []),
  ];
}

/** Which design teaches most in all, and which for each participant. */
function bestSentence(rows: readonly LearningRow[]): string {
  const best = (figure: (row: LearningRow) => number): LearningRow => rows.reduce((most, row) => (figure(row) > figure(most) ? row : most));
  const most = best(({ value }) => value.reduction.value);
  const each = best((row) => row.value.reduction.value / participantsOf(row));
  return `Most is learned from ${nameOf(most, rows)} (${sharePointsWords(most.value.reduction)} less); for each participant from ${nameOf(each, rows)}.`;
}

function nameOf({ study, set }: LearningRow, rows: readonly LearningRow[]): string {
  const values = Object.entries(set).flatMap(([path, value]) => (path === 'design.participants' ? [] : [`${path}=${String(value)}`]));
  const name = new Set(rows.map((row) => row.study.name)).size > 1 ? [study.name] : [];
  return [...name, ...values, `${participantsOf({ study })} participants`].join(', ');
}

/** What is wrong with the posteriors of a design. */
function notes(row: LearningRow, several: boolean): string[] {
  const { calibration, effectiveDraws, notEstimable } = row.value;
  const of = `${several ? `${row.study.name}, ` : ''}${participantsOf(row)} participants`;
  const off = Math.abs(calibration.value - 1) > BEYOND_ERROR * calibration.mcse;
  return [
    ...(effectiveDraws < FEW_DRAWS
      ? [`${of}: ${effectiveDraws.toFixed(0)} effective draws in the median posterior; its figures are rough`]
      : []),
    ...(off
      ? [
          `${of}: squared errors of the posterior means are ${calibration.value.toFixed(2)} ± ${calibration.mcse.toFixed(2)} times the variance of the posteriors, which are too ${calibration.value > 1 ? 'narrow' : 'wide'}`,
        ]
      : []),
    ...(notEstimable > 0 ? [`${of}: ${shareWords(notEstimable, 2)} of trials were left out, in which a figure is not defined`] : []),
  ];
}
