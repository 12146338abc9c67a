import type { Comparison } from '../../power/common-random-numbers/comparison.ts';
import type { Study } from '../../study/study.ts';
import type { DescribedValue } from '../../scenario/index.ts';
import { overWord } from '../sentences/uncertainty-sentence.ts';
import { assuranceSentences } from '../text/assurance-text.ts';
import type { AssuranceAnswer } from '../../power/uncertainty/assurance.ts';
import { comparisonSentences } from '../sentences/comparison-sentences.ts';
import { assuranceFigure } from '../figures/assurance-figure.ts';
import type { Figure } from '../figures/figure.ts';
import { heatMap } from '../figures/heat-map.ts';
import { sweepFigure } from '../figures/sweep-figure.ts';
import { shortened, tornadoFigure } from '../figures/tornado-figure.ts';
import { sweepSentences, sweptPower } from '../text/sweep-text.ts';
import type { SweepRow } from '../../power/uncertainty/sweep.ts';
import { tornadoSentence } from '../text/tornado-text.ts';
import type { WorldWeights } from '../../power/uncertainty/world-weights.ts';
import type { TornadoAnswer } from '../../power/uncertainty/tornado.ts';
import { pathLabels } from './sensitivity-section.ts';
import type { WorldChange } from '../sentences/world-changes.ts';

/** What was asked beyond one power, with its answer. */
export type AnsweredQuestion =
  | { readonly kind: 'sweep'; readonly rows: readonly SweepRow[] }
  | { readonly kind: 'tornado'; readonly answer: TornadoAnswer }
  | { readonly kind: 'assurance'; readonly answer: AssuranceAnswer }
  | {
      readonly kind: 'comparison';
      readonly comparison: Comparison;
      readonly changes: readonly WorldChange[];
      /** Where the designs name a posterior that weighs the worlds. */
      readonly weights?: WorldWeights | undefined;
    };

/** Most letters of a description that fit an axis; a longer one is cut. */
const MAX_AXIS_LETTERS = 50;

/** A question in words, its answer in sentences and as a figure. */
interface Answered {
  readonly title: string;
  readonly asked: string;
  readonly sentences: readonly string[];
  readonly figure: Figure | undefined;
}

/** The question of a report with its answer. @param values  of the study, whose descriptions name the axes */
export function answered(
  question: AnsweredQuestion,
  { claim, analyses, power: { target } }: Study,
  values: readonly DescribedValue[],
): Answered {
  const of = claim === undefined ? `the analysis ${Object.keys(analyses)[0]} to succeed` : `the claim “${claim.name}”`;
  switch (question.kind) {
    case 'sweep': {
      const points = question.rows.flatMap((row) => {
        const power = sweptPower(row);
        return power === undefined ? [] : [{ set: row.set, power }];
      });
      return {
        title: 'Power at every setting',
        asked: `How does the probability of ${of} change with the values that were varied?`,
        sentences: sweepSentences(question.rows),
        figure: sweepFigure(points, target, axisLabels(values)),
      };
    }
    case 'tornado': {
      const { answer } = question;
      return {
        title: 'Sensitivity to each assumption',
        asked: `Which assumption moves the probability of ${of} most? Ranges: ${answer.from}.`,
        sentences: [tornadoSentence(answer)],
        figure: tornadoFigure(answer, pathLabels(values)),
      };
    }
    case 'assurance':
      return {
        title: `Power over the ${overWord(question.answer.posterior)}`,
        asked: `What is the probability of ${of}, averaged over the ${overWord(question.answer.posterior)} of the uncertain values (assurance)?`,
        sentences: assuranceSentences(question.answer),
        figure: assuranceFigure(question.answer),
      };
    case 'comparison': {
      const { comparison } = question;
      return {
        title: 'Claim by design and scenario',
        asked: `Which design supports ${of} where it is true, and does not where it is false?`,
        sentences: comparisonSentences(comparison),
        figure: comparisonFigure(comparison),
      };
    }
  }
}

/** Every cell with what it means: power where the claim is true, else the false-positive rate. */
function comparisonFigure(comparison: Comparison): Figure {
  const cells = [...comparison.cells]
    .sort((a, b) => Number(b.holds) - Number(a.holds))
    .map(({ design, world, holds, probability }) => ({
      column: design,
      row: `${world} (${holds ? 'true' : 'false'})`,
      power: probability,
      meaning: holds ? ('power' as const) : ('false-positive rate' as const),
    }));
  return heatMap(cells, {
    name: 'comparison',
    title: 'Probability of the claim by design and scenario',
    alt: comparisonSentences(comparison).join(' '),
    caption:
      'Per cent of replicates that support the claim: power (P) in scenarios where the claim is true, the false-positive rate (F) where it is false. Rows: data-generating scenarios (worlds), and whether the claim is true there. All cells use common random numbers.',
    columnLabel: 'design',
    rowLabel: 'scenario (whether the claim is true there)',
  });
}

/** What the axes of a sweep are called: what the path means, with its unit. */
function axisLabels(values: readonly DescribedValue[]): Record<string, string> {
  const units = Object.fromEntries(values.map(({ path, parameter }) => [path, 'unit' in parameter ? parameter.unit : '']));
  return Object.fromEntries(
    Object.entries(pathLabels(values)).map(([path, about]) => {
      const label = shortened(about, MAX_AXIS_LETTERS);
      return [path, units[path] === '' ? label : `${label} (${units[path]})`];
    }),
  );
}
