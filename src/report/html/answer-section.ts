import { smallestReaching } from '../../power/sample-size/sample-size.ts';
import { requirementLines } from '../text/decision-text.ts';
import { FALSE_CLAIM } from '../text/power-text.ts';
import { designSentence } from '../sentences/design-sentence.ts';
import { eligibilitySentence } from '../sentences/eligibility.ts';
import { designFigure } from '../figures/design-figure.ts';
import { powerCurveFigure } from '../figures/power-curve-figure.ts';
import { listWords } from '../sentences/endpoint-words.ts';
import { countWords, percentWords } from '../sentences/figure-words.ts';
import { marked, type Markup } from './markup.ts';
import type { ReportMaterial } from '../report-material.ts';
import type { ReportSection } from './report-section.ts';
import { subjectOf } from '../sentences/answer-subject.ts';
import { analysisName } from './analysis-name.ts';

/** The answer in two or three sentences, with its Monte-Carlo error and the number of participants that the target takes. */
export function answerSection(material: ReportMaterial): ReportSection {
  const { study } = material;
  const together =
    study.claim === undefined || study.claim.all.length < 2
      ? []
      : [
          marked`<p>The claim requires ${study.claim.all.length === 2 ? 'both' : `all ${study.claim.all.length}`} analyses to succeed in the same trial: ${listWords(study.claim.all.map((name) => analysisName(study.analyses[name], study.trial)))}.</p>`,
        ];
  return {
    id: 'answer',
    title: 'Answer',
    parts: [...answerWords(material).map((words) => marked`<p class="answer">${words}</p>`), ...requiredWords(material), ...together],
  };
}

function answerWords(material: ReportMaterial): Markup[] {
  const { study, result, curves, decided } = material;
  const { power, words } = subjectOf(material);
  const trials = `${countWords(result.replicates)} simulated trials`;
  if (power === null) return [marked`No power is given: too many analyses could not be estimated in ${trials}.`];
  const isFalse = study.claim?.holds === false;
  const percent = percentWords(power);
  const answer = marked`${isFalse ? '' : 'Power is '}<strong>${percent.value} %</strong>${isFalse ? ' is' : ':'} the probability that
    a trial of ${result.participants} participants ${words}, if the assumptions of this report are true
    (95 % Monte-Carlo interval ${percent.interval} %; ${trials}).`;
  if (isFalse) return [marked`${answer} ${FALSE_CLAIM}, and no number of participants is enough for it.`];
  // What is required stands in place of the target, which it may contradict.
  if (decided !== undefined) return [answer];
  const { target } = study.power;
  const against =
    power.lower >= target
      ? `The target of ${target} is reached.`
      : power.upper < target
        ? `The target of ${target} is missed.`
        : `Whether the target of ${target} is reached cannot be said with this many replicates.`;
  return [marked`${answer} ${against}`, ...(curves === undefined ? [] : [sizeWords(curves)])];
}

/** What was required of the run and how that was decided; nothing where nothing was. */
function requiredWords({ decided }: ReportMaterial): Markup[] {
  if (decided === undefined) return [];
  const lines = requirementLines(decided).map((line) => `${line.charAt(0).toUpperCase()}${line.slice(1)}.`);
  return [marked`<ul class="required">${lines.map((line) => marked`<li>${line}</li>`)}</ul>`];
}

/** Which of the sizes of the curve reach the target, as far as the replicates analysed at each of them tell. */
function sizeWords({ curves, target, trials }: NonNullable<ReportMaterial['curves']>): Markup {
  const { points } = curves[0];
  const last = points[points.length - 1].participants;
  const replayed = `${countWords(trials)} replicates analysed at each number of participants drawn below`;
  const found = smallestReaching(points, target, trials);
  if (found === undefined) {
    const open = points.find(({ power }) => power.upper >= target);
    return open === undefined
      ? marked`None of the numbers drawn below, up to ${last} participants, reaches the target (${replayed}).`
      : marked`Whether ${open.participants} participants or more reach the target cannot be said with the ${replayed}.`;
  }
  const { participants, power, interval } = found;
  const upper = interval.upper === undefined ? `more than ${last}` : String(interval.upper);
  return marked`<strong>${participants} participants</strong> are the smallest of the numbers drawn below that reach the target
    (power ${percentWords(power).value} %; 95 % interval of the number ${interval.lower} to ${upper}; ${replayed}).`;
}

/** The design in words and drawn. */
export function designSection({ study }: Pick<ReportMaterial, 'study'>): ReportSection {
  const sentence = designSentence(study);
  const eligible = eligibilitySentence(study.trial);
  const parts = [marked`<p>${sentence}.</p>`, ...(eligible === undefined ? [] : [marked`<p>${eligible}.</p>`])];
  return { id: 'design', title: 'Design', parts: [designFigure(study), ...parts] };
}

/** Power by the number of participants. */
export function curveSection({ curves }: ReportMaterial): ReportSection {
  const none = marked`<p>Not drawn: the analyses of this study could not be evaluated at other numbers of participants.</p>`;
  return { id: 'power-curve', title: 'Power by number of participants', parts: [curves === undefined ? none : powerCurveFigure(curves)] };
}
