import { references } from '../../evidence/references.ts';
import type { Learned } from '../../learning/learn.ts';
import type { Evidence } from '../../learning/evidence-study.ts';
import { uncertainValues } from '../../scenario/index.ts';
import { documentText, type HtmlReport } from '../html/html-report.ts';
import { marked, tableMarkup, type Markup } from '../html/markup.ts';
import { figuresOf, type ReportParts, type ReportSection } from '../html/report-section.ts';
import { centred, range } from '../learning-numbers.ts';
import { densityFigure } from './density-figure.ts';
import { learningLimits, learningSentences } from './learning-sentences.ts';
import { pairsFigure } from './pairs-figure.ts';
import { leftOutPredictions, predictiveFigures } from './predictive-figures.ts';
import { leaveOutFigures, sensitivityFigures } from './refits-figure.ts';
import { movesTable, samplerTable, togetherTable } from './refits-tables.ts';
import { robustParts } from './robust-section.ts';

/** Everything a report on a posterior is written from. */
export interface LearningMaterial {
  readonly evidence: Evidence;
  readonly learned: Learned;
  /** Of the evidence file. */
  readonly hash: string;
  readonly engine: { readonly version: string };
  /** The command that gives the same again. */
  readonly command: string;
}

/** The report on a posterior: what is known, prior and posterior of every parameter, predicted beside published figures, each study left out, wider priors, what is confounded, and the sources. */
export function learningReport({ evidence, learned, hash, engine, command }: LearningMaterial): HtmlReport {
  const { name, title, seed } = evidence;
  const about = meanings(evidence);
  const pairs = pairsFigure(learned);
  const section = (id: string, heading: string, parts: ReportSection['parts']): ReportSection[] =>
    parts.length === 0 ? [] : [{ id, title: heading, parts }];
  const parts: ReportParts = {
    front: [
      {
        id: 'answer',
        title: 'Question and answer',
        parts: [
          marked`<p>What do published figures together say about the parameters of the model, and what do they leave open?</p>`,
          ...learningSentences(learned, about).map((words): Markup => marked`<p class="answer">${words}</p>`),
        ],
      },
      ...section('limits', 'Limits', [marked`<ul>${learningLimits(learned).map((each) => marked`<li>${each}</li>`)}</ul>`]),
    ],
    body: [
      ...section('densities', 'Prior and posterior', [densityFigure(learned)]),
      ...section('leave-out', 'Each study left out', [
        ...leaveOutFigures(learned),
        ...movesTable(
          learned,
          'without',
          learned.without.map(({ study, ...refit }) => [study, refit]),
        ),
      ]),
      ...section('left-out', 'What the other studies predict of each study', [...togetherTable(learned), ...leftOutPredictions(learned)]),
      ...section('prediction', 'Published figures, and those that prior and posterior predict', predictiveFigures(learned)),
      ...section('pairs', 'What is confounded', pairs === undefined ? [] : [pairs]),
      ...section('priors', 'Sensitivity to the priors', [
        ...sensitivityFigures(learned),
        ...movesTable(
          learned,
          'wider prior',
          learned.widened.map(({ prior, ...refit }) => [prior, refit]),
        ),
      ]),
      ...section('robust', 'Figures that do not fit', robustParts(learned)),
    ],
    appendix: [
      ...section('parameters', 'Parameters', [parameterTable(learned, about)]),
      ...section('chains', 'Chains of the posteriors with something changed', samplerTable(learned)),
      ...section('studies', 'Studies and their figures', [studyTable(evidence)]),
      ...section('waves', 'Waves of simulated trials', [waveTable(learned)]),
      ...section('reproduce', 'To reproduce', [
        marked`<pre tabindex="0" aria-label="Command"><code>${command}</code></pre>`,
        tableMarkup(
          'Seed, hash and version',
          ['what', 'value'],
          [
            ['evidence', name],
            ['hash of the evidence file (SHA-256)', hash],
            ['seed', seed],
            ['crossover-sim', engine.version],
          ],
        ),
      ]),
    ],
  };
  const head = marked`<p class="muted">crossover-sim ${engine.version} · evidence ${name} · hash ${hash.slice(0, 12)} · seed ${seed}</p>`;
  return { text: documentText(`What is known: ${title === '' ? name : title}`, head, parts), figures: figuresOf(parts) };
}

/** What each path means. */
function meanings({ studies }: Evidence): Record<string, string> {
  return Object.fromEntries(
    studies.flatMap(({ scenario }) => uncertainValues(scenario)).map(({ path, parameter }) => [path, parameter.about]),
  );
}

function parameterTable({ parameters, betweenStudy }: Learned, about: Readonly<Record<string, string>>): Markup {
  const rows = parameters.map(({ path, prior, posterior, shrinkage, mcse, rHat, bulkEss }) => [
    path,
    about[path] ?? '',
    `${centred(prior)} (${range(prior)})`,
    `${centred(posterior)} (${range(posterior)})`,
    `${Math.round(100 * shrinkage)} %`.replace('-', '−'),
    `${mcse.toPrecision(1)}; ${rHat.toFixed(3)}; ${bulkEss.toFixed(0)}`,
  ]);
  const spreads = betweenStudy.map(({ path, priorScale, posterior, rHat, bulkEss }) => [
    `${path}, SD between studies`,
    'in standard deviations of the prior',
    `half-normal, scale ${priorScale}`,
    `${centred(posterior)} (${range(posterior)})`,
    '',
    `${rHat.toFixed(3)}; ${bulkEss.toFixed(0)}`,
  ]);
  return tableMarkup(
    'Parameters with the diagnostics of the sampler',
    [
      'parameter',
      'meaning',
      'prior mean ± SD (5–95 %)',
      'posterior mean ± SD (5–95 %)',
      'prior variance removed',
      'MCSE; R-hat; effective sample size',
    ],
    [...rows, ...spreads],
  );
}

function studyTable({ studies }: Evidence): Markup {
  const rows = studies.flatMap(({ name, source, summaries }) => {
    const { authors, year, locator } = references[source as keyof typeof references];
    return summaries.map((summary) => [
      name,
      `${summary.kind}: ${summary.name}`,
      `${summary.read}${summary.heldOut ? '; held out' : ''}`,
      `${authors} (${year}) ${locator}`,
    ]);
  });
  return tableMarkup('Studies, their published figures and how they were read', ['study', 'figure', 'how it was read', 'source'], rows);
}

function waveTable({ waves }: Learned): Markup {
  return tableMarkup(
    'Waves; moves of a posterior mean in posterior SDs, errors of emulators in sampling SDs',
    ['wave', 'points', 'simulated trials', 'largest move', 'largest error'],
    waves.map(({ points, trials, moved, error }, at) => [
      at + 1,
      points,
      trials,
      moved === undefined ? '' : moved.toFixed(2),
      error.toFixed(2),
    ]),
  );
}
