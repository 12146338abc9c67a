import { assuranceSizeShape, layoutShape } from '../answer-shapes.ts';
import { check } from '../../arguments/shape.ts';
import { checkStudy } from '../../study/check-study.ts';
import type { AssuranceSizeAnswer } from '../../power/uncertainty/assurance-size.ts';
import type { Study } from '../../study/study.ts';
import { countWords, sharePointsWords, shareWords } from '../sentences/figure-words.ts';
import { FALSE_CLAIM } from '../sentences/power-sentence.ts';
import { overWord } from '../sentences/uncertainty-sentence.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { DEFAULT_COLUMNS, folded, foldedTable, type TextLayout } from './fold.ts';

/** Sizes of the curve that are printed around the answer. */
const SHOWN = 5;

/**
 * The smallest number of participants by assurance as text, with the curve around it.
 *
 * @example
 * ```ts
 * import { assuranceSizeText } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * const none = { target: 0.9, of: 'primary', draws: 200, trialsPerDraw: 100, ceiling: 0.84, curve: [], notReached: 'no number…' };
 * assuranceSizeText(study, none); // → 'My crossover trial…'
 * ```
 */
export function assuranceSizeText(study: Study, found: AssuranceSizeAnswer, layout: TextLayout = {}): string {
  checkStudy('study', study);
  check('found', found, assuranceSizeShape);
  check('layout', layout, layoutShape);
  const { columns = DEFAULT_COLUMNS } = layout;
  const { of, draws, trialsPerDraw, ceiling, answer, curve } = found;
  const place = answer === undefined ? curve.length - 1 : curve.findIndex(({ participants }) => participants === answer.participants);
  const shown = curve.filter((_, at) => Math.abs(at - place) <= SHOWN);
  const over = overWord(study.posterior !== undefined);
  const prose = (lines: readonly string[]): string[] => lines.map((line) => folded(line, Math.min(columns, DEFAULT_COLUMNS)));
  return [
    ...prose([
      studyTitle(study),
      '',
      answerText(found),
      ...(study.claim?.holds === false ? [`${FALSE_CLAIM}.`] : []),
      ...(ceiling < 1
        ? [
            `Assurance cannot pass ${shareWords(ceiling)}, however large the trial: in the other draws the effects are not as the test needs them.`,
          ]
        : []),
      `power of: ${of}`,
    ]),
    ...(shown.length === 0
      ? []
      : [
          '',
          foldedTable(
            [
              ['participants', 'assurance'],
              ...shown.map(({ participants, assurance }) => [String(participants), sharePointsWords(assurance)]),
            ],
            columns,
          ),
          '',
          ...prose([
            `${draws} draws from the ${over}, ${countWords(trialsPerDraw)} simulated trials at each, nested: each is analysed at every size`,
            `assurance: power averaged over the ${over}; ±: Monte-Carlo standard error in percentage points, of the draws and of the trials at each`,
          ]),
        ]),
  ].join('\n');
}

function answerText({ target, answer, notReached }: AssuranceSizeAnswer): string {
  if (answer === undefined) return notReached ?? '';
  const { participants, assurance, interval } = answer;
  const numbers = interval.upper === undefined ? `at least ${interval.lower}` : `${interval.lower} to ${interval.upper}`;
  return `The smallest trial with an assurance of ${shareWords(target, 0)} has ${participants} participants (${100 * interval.level} % interval of the number ${numbers}); its simulated assurance is ${sharePointsWords(assurance)}.`;
}
