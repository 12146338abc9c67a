import type { AssuranceSizeAnswer } from '../../power/uncertainty/assurance-size.ts';
import type { Study } from '../../study/study.ts';
import { textTable } from '../../text/text-table.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { FALSE_CLAIM } from './power-text.ts';

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
export function assuranceSizeText(study: Study, found: AssuranceSizeAnswer): string {
  const { target, of, draws, trialsPerDraw, ceiling, answer, notReached, curve } = found;
  const place = answer === undefined ? curve.length - 1 : curve.findIndex(({ participants }) => participants === answer.participants);
  const shown = curve.filter((_, at) => Math.abs(at - place) <= SHOWN);
  return [
    studyTitle(study),
    `smallest trial with assurance ${target} for: ${of}`,
    ...(study.claim?.holds === false ? [`${FALSE_CLAIM}.`] : []),
    '',
    ...(answer === undefined ? [notReached ?? ''] : [answerText(answer)]),
    `Assurance cannot pass ${ceiling.toFixed(3)}, however large the trial: in the other draws the effects are not as the test needs them.`,
    ...(shown.length === 0
      ? []
      : [
          '',
          textTable([
            ['patients', 'assurance ± MCSE'],
            ...shown.map(({ participants, assurance }) => [String(participants), plusMinus(assurance)]),
          ]),
          '',
          `${draws} draws from the prior, ${trialsPerDraw} simulated trials at each, nested: each is analysed at every size`,
          'assurance: power averaged over what is not known · ±: Monte-Carlo standard error, of the draws and of the trials at each',
        ]),
  ].join('\n');
}

function answerText({ participants, assurance, interval }: NonNullable<AssuranceSizeAnswer['answer']>): string {
  const upper = interval.upper === undefined ? 'more than simulated' : interval.upper;
  return `${participants} patients: assurance ${plusMinus(assurance)} (${100 * interval.level} % interval of the number: ${interval.lower} to ${upper})`;
}

function plusMinus({ value, mcse }: { readonly value: number; readonly mcse: number }): string {
  return `${value.toFixed(3)} ± ${mcse.toFixed(mcse < 0.0005 ? 4 : 3)}`;
}
