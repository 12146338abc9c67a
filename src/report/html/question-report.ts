import type { Comparison } from '../../power/common-random-numbers/comparison.ts';
import type { Study } from '../../study/study.ts';
import type { DescribedValue } from '../../scenario/index.ts';
import { assuranceSentences } from '../text/assurance-text.ts';
import { type AssuranceAnswer } from '../../power/uncertainty/assurance.ts';
import { comparisonSentences } from '../text/comparison-text.ts';
import { assuranceFigure } from '../figures/assurance-figure.ts';
import type { Figure } from '../figures/figure.ts';
import { heatMap } from '../figures/heat-map.ts';
import { sweepFigure } from '../figures/sweep-figure.ts';
import { tornadoFigure } from '../figures/tornado-figure.ts';
import { sweepSentences } from '../text/sweep-text.ts';
import { type SweepRow } from '../../power/uncertainty/sweep.ts';
import { tornadoSentence } from '../text/tornado-text.ts';
import { type TornadoAnswer } from '../../power/uncertainty/tornado.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { worldChangeSentences, type WorldChange } from '../sentences/world-changes.ts';
import { designSection } from './answer-section.ts';
import { assumptionsSection } from './assumptions-section.ts';
import { documentText, type HtmlReport } from './html-report.ts';
import { marked, tableMarkup, type Markup } from './markup.ts';
import { figuresOf, type ReportSection } from './report-section.ts';

/** What was asked beyond one power, with its answer. */
export type AnsweredQuestion =
  | { readonly kind: 'sweep'; readonly rows: readonly SweepRow[] }
  | { readonly kind: 'tornado'; readonly answer: TornadoAnswer }
  | { readonly kind: 'assurance'; readonly answer: AssuranceAnswer }
  | { readonly kind: 'comparison'; readonly comparison: Comparison; readonly changes: readonly WorldChange[] };

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
 * The report on a sweep, a tornado, an assurance or a comparison: its answer in words, its picture with the numbers, the design, the assumptions, and how to have it again.
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
  const { study, designs, question, engine, hash, command } = material;
  const { title, asked, sentences, figure } = answered(question, study);
  const ranked = question.kind === 'tornado' ? question.answer.bars.map(({ path }) => path) : [];
  const sections: ReportSection[] = [
    {
      id: 'answer',
      title: 'Question and answer',
      parts: [marked`<p>${asked}</p>`, ...sentences.map((words): Markup => marked`<p class="answer">${words}</p>`)],
    },
    { id: 'picture', title, parts: figure === undefined ? [] : [figure] },
    ...changeSections(question, designs.length),
    ...designs.map((each, i) => {
      const section = designSection({ study: each });
      const drawn = section.parts.map((part) =>
        'markup' in part
          ? part
          : designs.length > 1
            ? { ...part, name: `${part.name}-${each.name}`, title: `${part.title}: ${each.name}` }
            : part,
      );
      return { ...section, id: `design-${i + 1}`, title: designs.length > 1 ? `Design: ${studyTitle(each)}` : 'Design', parts: drawn };
    }),
    assumptionsSection(material, ranked, valuesOf(question)),
    {
      id: 'limits',
      title: 'Limits',
      parts: [
        marked`<p>The answer holds if the assumptions do; the Monte-Carlo errors say how well the simulation knows its own model, not how well the model knows patients. ${question.kind === 'comparison' ? 'The lowest and highest of several simulated rates lean outwards by less than their errors.' : ''}</p>`,
      ],
    },
    {
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
    },
  ];
  const head = marked`<p class="muted">crossover-sim ${engine.version} · scenario ${study.name} · hash ${hash.slice(0, 12)} · seed ${study.seed}</p>`;
  const heading = question.kind === 'comparison' ? `Designs against worlds: ${study.claim?.name ?? studyTitle(study)}` : studyTitle(study);
  return { text: documentText(heading, head, sections), figures: figuresOf(sections) };
}

/** Of which studies the table of assumptions is. */
function valuesOf(question: AnsweredQuestion): string {
  switch (question.kind) {
    case 'sweep':
      return `The values are those of the first setting; varied are ${Object.keys(question.rows[0].set).join(', ')}.`;
    case 'comparison':
      return 'The values are those of all designs and worlds; the origin says of which, where they differ.';
    case 'tornado':
    case 'assurance':
      return 'The values are those of the scenario as written.';
  }
}

/** Worlds that change the designs, where there are any. */
function changeSections(question: AnsweredQuestion, designs: number): ReportSection[] {
  if (question.kind !== 'comparison' || question.changes.length === 0) return [];
  const sentences = worldChangeSentences(question.changes, designs);
  return [{ id: 'changes', title: 'Worlds that change a design', parts: sentences.map((words): Markup => marked`<p>${words}</p>`) }];
}

interface Answered {
  readonly title: string;
  readonly asked: string;
  readonly sentences: readonly string[];
  readonly figure: Figure | undefined;
}

function answered(question: AnsweredQuestion, { claim, analyses, power: { target } }: Study): Answered {
  const of = claim === undefined ? `the analysis ${Object.keys(analyses)[0]} to succeed` : `the claim “${claim.name}”`;
  switch (question.kind) {
    case 'sweep': {
      const points = question.rows.map(({ set, result }) => ({
        set,
        power: result.claim?.power ?? Object.values(result.analyses)[0].power,
      }));
      return {
        title: 'Power at every setting',
        asked: `How does the probability of ${of} change with the values that were varied?`,
        sentences: sweepSentences(question.rows),
        figure: sweepFigure(points, target),
      };
    }
    case 'tornado': {
      const { answer } = question;
      return {
        title: 'What power hangs on',
        asked: `On which assumption does the probability of ${of} hang most? Ranges: ${answer.from}.`,
        sentences: [tornadoSentence(answer)],
        figure: tornadoFigure(answer),
      };
    }
    case 'assurance':
      return {
        title: 'Power over what is not known',
        asked: `How probable is ${of}, averaged over what is not known?`,
        sentences: assuranceSentences(question.answer),
        figure: assuranceFigure(question.answer),
      };
    case 'comparison': {
      const { comparison } = question;
      const cells = [...comparison.cells]
        .sort((a, b) => Number(b.holds) - Number(a.holds))
        .map(({ design, world, holds, probability }) => ({
          column: design,
          row: `${world} (${holds ? 'true' : 'false'})`,
          power: probability,
        }));
      const figure = heatMap(cells, {
        name: 'comparison',
        title: 'Probability of the claim by design and world',
        alt: comparisonSentences(comparison).join(' '),
        caption:
          'Per cent of trials that make the claim: power in worlds where it is true, the rate of false conclusions where it is false. All fields share their luck.',
        columnLabel: 'design',
        rowLabel: 'world (whether the claim is true there)',
      });
      return {
        title: 'Designs against worlds',
        asked: `Which design makes ${of} where it is true, and not where it is false?`,
        sentences: comparisonSentences(comparison),
        figure,
      };
    }
  }
}
