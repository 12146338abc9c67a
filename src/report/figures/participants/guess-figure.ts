import { dot, text } from '@observablehq/plot';
import type { PicturedGuesses, PicturedTrial } from '../../../power/simulation/replay-trial.ts';
import { DO_NOT_KNOW, type GuessAnswer } from '../../../trial/guesses.ts';
import type { Figure } from '../figure.ts';
import { palette, seriesStyle } from '../palette.ts';
import { besideEachOther, conditionAxis, ownLines, widthOf } from './by-condition.ts';

const kinds = ['right', 'wrong', DO_NOT_KNOW] as const;

/** The answers of the participants to one question on blinding, by condition and joined, counted; undefined where nobody was asked. */
export function guessFigure(
  { name, treatments, guesses }: PicturedTrial,
  { about, treatment: one, other }: PicturedGuesses['questions'][number],
): Figure | undefined {
  const answers = (guesses?.answers ?? []).filter((answer) => answer.about === about);
  if (answers.length === 0) return undefined;
  const rows = [`${one}, strongly`, `${one}, somewhat`, DO_NOT_KNOW, `${other}, somewhat`, `${other}, strongly`];
  const points = besideEachOther(answers, treatments, answerWords).map((point) => ({ ...point, y: rows.indexOf(answerWords(point)) }));
  const counts = treatments.flatMap((treatment, x) =>
    rows.flatMap((_, y) => {
      const count = points.filter((point) => point.treatment === treatment && point.y === y).length;
      return count === 0 ? [] : [{ x, y, words: String(count) }];
    }),
  );
  const said = treatments.flatMap((treatment) => {
    const own = answers.filter((answer) => answer.treatment === treatment);
    if (own.length === 0) return [];
    const of = kinds.map((kind) => `${own.filter((answer) => kindOf(answer) === kind).length} ${kind}`);
    return [`${treatment}: ${of.join(', ')}`];
  });
  return {
    name: `guesses-${about}`,
    title: `Guesses of the ${about}, by condition`,
    alt: `${answers.length} answers to the question which ${about} was given. ${said.join('; ')}.`,
    caption:
      `${name}. Each mark: the answer of one participant about one period; thin lines join the marks of a participant; numbers count marks. ` +
      'Answers that differ between conditions by more than chance mean that participants can distinguish the conditions.',
    legend: kinds.map((label, position) => ({ label, style: seriesStyle(position) })),
    options: {
      width: widthOf(treatments),
      height: 320,
      marginLeft: 24 + 6.6 * Math.max(...rows.map(({ length }) => length)),
      marginBottom: 40,
      x: conditionAxis(treatments),
      y: {
        type: 'linear',
        domain: [rows.length - 0.5, -0.5],
        ticks: rows.map((_, place) => place),
        tickFormat: (place: number) => rows[place],
        label: null,
        grid: true,
      },
      marks: [
        ownLines(points, 'y'),
        ...kinds.map((kind, position) => {
          const { colour, symbol } = seriesStyle(position);
          return dot(
            points.filter((point) => kindOf(point) === kind),
            { x: 'x', y: 'y', fill: colour, symbol, r: 3.5 },
          );
        }),
        text(counts, { x: 'x', y: 'y', text: 'words', dy: -14, fill: palette.ink, stroke: palette.paper, strokeWidth: 4 }),
      ],
    },
    table: {
      header: ['participant', 'period', 'treatment', 'given', 'guess', 'certainty'],
      rows: answers.map(({ subject, period, treatment, given, guess, certainty }) => [
        String(subject + 1),
        String(period),
        treatment,
        given,
        guess,
        certainty,
      ]),
    },
  };
}

function answerWords({ guess, certainty }: GuessAnswer): string {
  return certainty === '' ? guess : `${guess}, ${certainty}`;
}

function kindOf({ guess, given }: GuessAnswer): (typeof kinds)[number] {
  return guess === DO_NOT_KNOW ? DO_NOT_KNOW : guess === given ? 'right' : 'wrong';
}
