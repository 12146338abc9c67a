import { assuranceShape, layoutShape } from '../answer-shapes.ts';
import { check } from '../../arguments/shape.ts';
import { checkStudy } from '../../study/check-study.ts';
import type { Study } from '../../study/study.ts';
import type { AssuranceAnswer, PowerRange } from '../../power/uncertainty/assurance.ts';
import { countWords, percentWords, sharePointsWords, shareWords } from '../sentences/figure-words.ts';
import { FALSE_CLAIM } from '../sentences/power-sentence.ts';
import { overWord } from '../sentences/uncertainty-sentence.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { DEFAULT_COLUMNS, folded, foldedTable, type TextLayout } from './fold.ts';

/**
 * Assurance as text: the answer in words, then the spread of power over the prior.
 *
 * @example
 * ```ts
 * import { runAssurance } from 'crossover-sim/power';
 * import { assuranceText } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const study = readStudy(text, { replicates: 1000 });
 * const drawn = [2, 4].map((difference) => ({
 *   draw: { weight: 0.5, set: { 'gaussian.difference': difference } },
 *   study: readStudy(text, { set: [`gaussian.difference=${difference}`] }),
 * }));
 * const outcome = await runAssurance(study, drawn, { exhaustive: true });
 * if (outcome.status === 'answered') assuranceText(study, outcome.answer); // → 'My crossover trial…'
 * ```
 */
export function assuranceText(study: Study, answer: AssuranceAnswer, layout: TextLayout = {}): string {
  checkStudy('study', study);
  check('answer', answer, assuranceShape);
  check('layout', layout, layoutShape);
  const { columns = DEFAULT_COLUMNS } = layout;
  const { sd, quantiles, trialsPerDraw, draws, posterior } = answer;
  const over = overWord(posterior);
  const prose = (lines: readonly string[]): string[] => lines.map((line) => folded(line, Math.min(columns, DEFAULT_COLUMNS)));
  return [
    ...prose([studyTitle(study), '', ...assuranceSentences(answer), `power of: ${answer.of}`, '']),
    foldedTable(
      [
        [`quantile of power over the ${over}`, ...quantiles.map(({ p }) => shareWords(p, 0)), 'SD'],
        ['power', ...quantiles.map(({ power }) => shareWords(power)), shareWords(sd)],
      ],
      columns,
    ),
    '',
    ...prose([
      `${draws.length} draws from the ${over}, ${countWords(trialsPerDraw)} simulated trials at each, ${study.trial.design.participants} participants, seed ${study.seed}`,
      '±: Monte-Carlo standard error in percentage points, of the draws and of the trials at each; the quantiles are those of power itself, without the noise of the trials at each draw',
    ]),
  ].join('\n');
}

/** What assurance says in words. */
export function assuranceSentences(answer: AssuranceAnswer): string[] {
  const { assurance, asAssumed, reachesTarget, target, notEstimable, falseClaim, ranges, posterior } = answer;
  const { value, interval } = percentWords(asAssumed);
  return [
    `Assurance, power averaged over the ${overWord(posterior)}, is ${sharePointsWords(assurance)}; at the scenario's own values power is ${value} % (95 % Monte-Carlo interval ${interval} %).`,
    rangesSentence(ranges),
    falseClaim === true
      ? `${FALSE_CLAIM}.`
      : `Power reaches the target of ${shareWords(target, 0)} with probability ${sharePointsWords(reachesTarget)}.`,
    ...(notEstimable > 0
      ? [
          `In ${shareWords(notEstimable, 2)} of simulated trials an analysis could not be estimated; they count as trials that do not support the claim.`,
        ]
      : []),
  ];
}

/** The error that no number of trials takes away: what is not known. */
function rangesSentence(ranges: readonly PowerRange[]): string {
  const errors = ranges.flatMap(({ lower, upper }) => [lower, upper]).map(({ mcse }) => (100 * mcse).toFixed(1));
  const parts = ranges.map(
    ({ share, lower, upper }) =>
      `${(100 * lower.power).toFixed(1)} to ${(100 * upper.power).toFixed(1)} % with a probability of ${shareWords(share, 0)}`,
  );
  return `Over what is not known power is ${parts.join(', and ')} (Monte-Carlo standard errors of these limits: ${errors.join(', ')} percentage points).`;
}
