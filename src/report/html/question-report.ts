import { checkQuestion } from '../check-arguments.ts';
import type { Study } from '../../study/study.ts';
import type { DescribedValue } from '../../scenario/index.ts';
import type { Figure } from '../figures/figure.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { weightsFigure } from '../figures/weights-figure.ts';
import { weightsSentence } from '../sentences/uncertainty-sentence.ts';
import { worldChangeSentences } from '../sentences/world-changes.ts';
import { designSection } from './answer-section.ts';
import { assumptionsSection } from './assumptions-section.ts';
import { documentText, type HtmlReport } from './html-report.ts';
import { marked, tableMarkup, type Markup } from './markup.ts';
import { figuresOf, type ReportParts, type ReportSection } from './report-section.ts';
import { answered, type AnsweredQuestion } from './question-answer.ts';

/** Everything a report on a question is written from. */
export interface QuestionMaterial {
  readonly question: AnsweredQuestion;
  /** The scenario that was varied; of a comparison its first design, before any world is applied. */
  readonly study: Study;
  /** Every design of a comparison, before any world is applied. */
  readonly designs: readonly Study[];
  readonly values: readonly DescribedValue[];
  readonly originsKnown: boolean;
  readonly engine: { readonly version: string };
  readonly hash: string;
  /** The command that gives the same again. */
  readonly command: string;
}

/**
 * The report on a sweep, a tornado, an assurance or a comparison: its answer in words, its picture with the numbers, the design, the assumptions, and how to reproduce it.
 *
 * @example
 * ```ts
 * import { runSweep } from 'crossover-sim/power';
 * import { questionReport } from 'crossover-sim/report';
 * import { describedStudy, readScenario, readStudy, scenarioHash, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '', replicates: 1000 });
 * if ('problems' in read) throw new Error('not a scenario');
 * const { study, origins } = read;
 * const studies = [3, 4].map((difference) => ({
 *   set: { 'gaussian.difference': difference },
 *   study: readStudy(text, { replicates: 1000, varied: [`gaussian.difference=${difference}`] }),
 * }));
 * const report = questionReport({
 *   question: { kind: 'sweep', rows: (await runSweep(studies)).cells },
 *   study,
 *   designs: [study],
 *   values: describedStudy(study, origins),
 *   originsKnown: true,
 *   engine: { version: '0.1.0' },
 *   hash: scenarioHash(study),
 *   command: 'crossover-sim power trial.yaml --vary gaussian.difference=3,4',
 * });
 * report.text; // → '<!doctype html>…'
 * ```
 */
export function questionReport(material: QuestionMaterial): HtmlReport {
  checkQuestion('material', material);
  const { study, designs, question, engine, hash } = material;
  const { title, asked, sentences, figure } = answered(question, study, material.values);
  const ranked = question.kind === 'tornado' ? question.answer.bars.map(({ path }) => path) : [];
  const answer: ReportSection = {
    id: 'answer',
    title: 'Question and answer',
    parts: [marked`<p>${asked}</p>`, ...sentences.map((words): Markup => marked`<p class="answer">${words}</p>`)],
  };
  const picture: ReportSection = { id: 'picture', title, parts: figure === undefined ? [] : [figure] };
  const several = designs.length > 1;
  const drawn = designs.map((each, i) => drawnDesign(each, i, several));
  const parts: ReportParts = {
    front: [answer, picture, ...(several ? [] : drawn), limits(question)],
    body: [...weightSections(question), ...changeSections(question, designs.length), ...(several ? drawn : [])],
    appendix: [assumptionsSection(material, ranked, valuesOf(question)), reproduction(material)],
  };
  const head = marked`<p class="muted">crossover-sim ${engine.version} · scenario ${study.name} · hash ${hash.slice(0, 12)} · seed ${study.seed}</p>`;
  const heading =
    question.kind === 'comparison' ? `Claim by design and scenario: ${study.claim?.name ?? studyTitle(study)}` : studyTitle(study);
  return { text: documentText(heading, head, parts), figures: figuresOf(parts) };
}

/** A design in words and drawn; of several designs each under its own name. */
function drawnDesign(study: Study, position: number, several: boolean): ReportSection {
  const { parts } = designSection({ study });
  const named = (part: Markup | Figure): Markup | Figure =>
    'markup' in part ? part : { ...part, name: `${part.name}-${study.name}`, title: `${part.title}: ${study.name}` };
  return {
    id: `design-${position + 1}`,
    title: several ? `Design: ${studyTitle(study)}` : 'Design',
    parts: several ? parts.map(named) : parts,
  };
}

function limits(question: AnsweredQuestion): ReportSection {
  const words = [
    'The answer holds if the assumptions do. The Monte-Carlo error is the error of estimating the probabilities of this model; it does not cover errors of the model itself.',
    ...(question.kind === 'comparison'
      ? [
          'The lowest and the highest of several simulated rates are biased outwards, by less than their Monte-Carlo errors.',
          'A false-positive rate is that of the whole claim in a scenario where the claim is false, not that of one test of a null hypothesis.',
        ]
      : []),
  ];
  return { id: 'limits', title: 'Limits', parts: [marked`<ul>${words.map((each) => marked`<li>${each}</li>`)}</ul>`] };
}

/** The command, seed, hash and version. */
function reproduction({ study, hash, engine, command }: QuestionMaterial): ReportSection {
  return {
    id: 'reproduce',
    title: 'To reproduce',
    parts: [
      marked`<pre tabindex="0" aria-label="Command"><code>${command}</code></pre>`,
      tableMarkup(
        'Seed, hash and version',
        ['what', 'value'],
        [
          ['scenario', study.name],
          ['scenario hash (SHA-256)', hash],
          ['seed', study.seed],
          ['crossover-sim', engine.version],
        ],
      ),
    ],
  };
}

/** Of which studies the table of assumptions is. */
function valuesOf(question: AnsweredQuestion): string {
  switch (question.kind) {
    case 'sweep':
      return `The values are those of the first setting; varied are ${Object.keys(question.rows[0].set).join(', ')}.`;
    case 'comparison':
      return 'The values are those of all designs and data-generating scenarios (worlds); the origin says of which, where they differ.';
    case 'tornado':
    case 'assurance':
      return 'The values are those of the scenario as written.';
  }
}

/** Posterior weights of the worlds of a comparison, where its designs name a posterior that has them. */
function weightSections(question: AnsweredQuestion): ReportSection[] {
  if (question.kind !== 'comparison' || question.weights === undefined) return [];
  const { weights } = question;
  return [
    { id: 'weights', title: 'Posterior weight of the worlds', parts: [weightsFigure(weights), marked`<p>${weightsSentence(weights)}</p>`] },
  ];
}

/** Data-generating scenarios that change the designs, where there are any. */
function changeSections(question: AnsweredQuestion, designs: number): ReportSection[] {
  if (question.kind !== 'comparison' || question.changes.length === 0) return [];
  const sentences = worldChangeSentences(question.changes, designs);
  return [{ id: 'changes', title: 'Scenarios that change a design', parts: sentences.map((words): Markup => marked`<p>${words}</p>`) }];
}
