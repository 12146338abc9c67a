import { dot, line, text } from '@observablehq/plot';
import type { PicturedBelief, PicturedTrial } from '../../../power/simulation/replay-trial.ts';
import { givenWord } from '../../../trial/drugs.ts';
import type { MechanisticTrial } from '../../../trial/trial-model.ts';
import type { Figure } from '../figure.ts';
import { palette, seriesStyle } from '../palette.ts';
import { besideEachOther, conditionAxis, ownLines, widthOf } from './by-condition.ts';

const felt = [
  { label: 'something was felt', style: seriesStyle(0) },
  { label: 'nothing was felt', style: seriesStyle(1) },
] as const;

/** Every participant's belief in having been given the active drug, by condition and joined, with what was felt; undefined where nothing can be guessed. */
export function beliefFigure(model: MechanisticTrial, { name, treatments, guesses }: PicturedTrial): Figure | undefined {
  const beliefs = guesses?.beliefs ?? [];
  if (beliefs.length === 0) return undefined;
  const points = besideEachOther(beliefs, treatments, ({ active }) => String(active));
  const under = treatments.flatMap((treatment, place) => {
    const own = beliefs.filter((each) => each.treatment === treatment);
    if (own.length === 0) return [];
    const mean = own.reduce((sum, { active }) => sum + active, 0) / own.length;
    const share = `${own.filter(({ noticed }) => noticed).length} of ${own.length}`;
    return [{ treatment, place, mean, share, words: `mean ${mean.toFixed(2)}\nfelt: ${share}` }];
  });
  const participants = new Set(beliefs.map(({ subject }) => subject)).size;
  const said = under.map(({ treatment, mean, share }) => `${treatment}: mean ${mean.toFixed(2)}, something was felt in ${share} periods`);
  const { activeIfNoticed, activeIfUnnoticed } = model.belief;
  return {
    name: 'belief',
    title: 'Belief in having been given the active drug, by condition',
    alt: `Belief of ${participants} ${participants === 1 ? 'participant' : 'participants'} in having been given the active drug, from 0 to 1. ${said.join('; ')}.`,
    caption:
      `${name}. Each mark: one participant after one ${givenWord(model)}; thin lines join the marks of a participant; squares: means. ` +
      `The belief is ${activeIfNoticed} where something was felt and ${activeIfUnnoticed} where nothing was; expectancy is in proportion to it. ` +
      'A trial can record guesses only; the belief is known of simulated participants.',
    legend: felt,
    options: {
      width: widthOf(treatments),
      height: 320,
      marginLeft: 52,
      marginBottom: 40,
      x: conditionAxis(treatments),
      y: { label: 'belief in having been given the active drug', domain: [0, 1], grid: true },
      marks: [
        ownLines(points, 'active'),
        ...felt.map(({ style: { colour, symbol } }, place) =>
          dot(
            points.filter(({ noticed }) => noticed === (place === 0)),
            { x: 'x', y: 'active', fill: colour, symbol, r: 3.5 },
          ),
        ),
        line(under, { x: 'place', y: 'mean', stroke: palette.ink, strokeWidth: 3 }),
        dot(under, { x: 'place', y: 'mean', fill: palette.ink, symbol: 'square', r: 5 }),
        text(under, {
          x: 'place',
          frameAnchor: 'bottom',
          text: 'words',
          dy: -8,
          fill: palette.ink,
          stroke: palette.paper,
          strokeWidth: 4,
        }),
      ],
    },
    table: {
      header: ['participant', 'period', 'treatment', 'something was felt', 'belief'],
      rows: beliefs.map(({ subject, period, treatment, noticed, active }: PicturedBelief) => [
        String(subject + 1),
        String(period),
        treatment,
        noticed ? 'yes' : 'no',
        String(active),
      ]),
    },
  };
}
