import { smallestReaching } from '../../power/sample-size/sample-size.ts';
import { FALSE_CLAIM } from '../text/power-text.ts';
import { designSentence } from '../sentences/design-sentence.ts';
import { designFigure } from '../figures/design-figure.ts';
import { powerCurveFigure } from '../figures/power-curve-figure.ts';
import { listWords } from '../sentences/endpoint-words.ts';
import { countWords, intervalWords, powerWords } from '../sentences/figure-words.ts';
import { marked, type Markup } from './markup.ts';
import type { ReportMaterial } from '../report-material.ts';
import type { ReportSection } from './report-section.ts';
import { subjectOf } from '../sentences/answer-subject.ts';

/** The question and its answer in two sentences, with Monte-Carlo error. */
export function answerSection(material: ReportMaterial): ReportSection {
  const { study, result } = material;
  const subject = subjectOf(material);
  const question = `How likely is it that a trial of ${result.participants} patients ${subject.words}, if the assumptions of this report are true?`;
  return {
    id: 'answer',
    title: 'Question and answer',
    parts: [
      marked`<p>${question}</p>
        <p class="answer">${answerWords(material)}</p>`,
      ...(study.claim === undefined || study.claim.all.length < 2
        ? []
        : [marked`<p>The claim is made when ${listWords(study.claim.all)} all succeed in the same trial.</p>`]),
    ],
  };
}

function answerWords(material: ReportMaterial): Markup {
  const { study, result, curves } = material;
  const { power, words } = subjectOf(material);
  const trials = `${countWords(result.replicates)} simulated trials`;
  if (power === null) return marked`No power is given: too many analyses could not be estimated in ${trials}.`;
  const answer = marked`A trial of ${result.participants} patients ${words} with probability
    <strong>${powerWords(power)}</strong> (Monte-Carlo standard error; 95 % interval ${intervalWords(power)}; ${trials}).`;
  if (study.claim?.holds === false) return marked`${answer} ${FALSE_CLAIM}, and no number of patients is enough for it.`;
  const { target } = study.power;
  const against =
    power.lower >= target
      ? `reaches the target of ${target}`
      : power.upper < target
        ? `misses the target of ${target}`
        : `cannot be told apart from the target of ${target} with this many simulated trials`;
  return marked`${answer} That ${against}${curves === undefined ? '' : sizeWords(curves)}.`;
}

/** Which of the sizes of the curve reach the target, as far as the trials replayed tell. */
function sizeWords({ curves, target, trials }: NonNullable<ReportMaterial['curves']>): string {
  const { points } = curves[0];
  const replayed = `${countWords(trials)} trials replayed at each number of patients drawn below`;
  const found = smallestReaching(points, target, trials);
  if (found === undefined) {
    const open = points.find(({ power }) => power.upper >= target);
    return open === undefined
      ? `; in ${replayed} none, up to ${points[points.length - 1].participants}, reaches it`
      : `; ${replayed} do not tell whether ${open.participants} or more reach it, nor show that they do`;
  }
  const { participants, power, interval } = found;
  const upper = interval.upper === undefined ? `more than ${points[points.length - 1].participants}` : String(interval.upper);
  return `; in ${replayed}, ${participants} is the first that reaches it (power ${powerWords(power)}; 95 % interval of the number ${interval.lower} to ${upper})`;
}

/** The design in words and drawn. */
export function designSection({ study }: Pick<ReportMaterial, 'study'>): ReportSection {
  const sentence = designSentence(study);
  return { id: 'design', title: 'Design', parts: [marked`<p>${sentence}.</p>`, designFigure(study)] };
}

/** Power over the number of patients. */
export function curveSection({ curves }: ReportMaterial): ReportSection {
  const none = marked`<p>Not drawn: the analyses of this study could not be replayed at other numbers of patients.</p>`;
  return { id: 'power-curve', title: 'Power over the number of patients', parts: [curves === undefined ? none : powerCurveFigure(curves)] };
}
