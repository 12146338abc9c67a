import { givenWord } from '../../trial/drugs.ts';
import type { AnalysisSpec } from '../../analysis/index.ts';
import { usedStudy } from '../../scenario/index.ts';
import { questionOf } from '../../study/question.ts';
import { analysisSentence } from '../sentences/analysis-sentence.ts';
import { designSentence } from '../sentences/design-sentence.ts';
import { blockersGiven, blocksOpioids, drugsGiven } from '../sentences/drugs-given.ts';
import { listWords } from '../sentences/endpoint-words.ts';
import { derivedVisitsOf } from '../../outcomes/derived-visits.ts';
import { summarisedVisits } from '../../trial/mechanistic/measurement-slots.ts';
import { gaussianEndpoints, type GaussianEndpoint } from '../../outcomes/parameters.ts';
import type { GaussianTrial, TrialModel } from '../../trial/trial-model.ts';
import { estimandSentence } from '../protocol/estimand-attributes.ts';
import { rCode, type RSummary } from '../r-code/index.ts';
import { subjectOf } from '../sentences/answer-subject.ts';
import { countWords } from '../sentences/figure-words.ts';
import { marked, tableMarkup } from './markup.ts';
import type { ReportMaterial } from '../report-material.ts';
import type { ReportSection } from './report-section.ts';

/**
 * The simulation study in the five headings of ADEMP.
 * @see Morris, White & Crowther (2019) Using simulation studies to evaluate statistical methods. Stat Med 38:2074–2102, DOI 10.1002/sim.8086
 */
export function adempSection(material: ReportMaterial): ReportSection {
  const { study, result } = material;
  const estimands = Object.entries(result.analyses).map(
    ([name, { trueEffect }]) =>
      `${name}: ${estimandSentence(study, study.analyses[name])}${trueEffect === null ? '' : ` (${trueEffect.toFixed(2)})`}`,
  );
  const rows = [
    [
      'Aims',
      `To estimate the probability that a trial of ${result.participants} participants ${subjectOf(material).words}, and the operating characteristics of its analyses.`,
    ],
    [
      'Data-generating mechanism',
      `${designSentence(study)}. ${mechanismSentence(study.trial)} ${countWords(result.replicates)} replicates, seed ${study.seed}.`,
    ],
    [
      'Estimands',
      `${estimands.join('. ')}. From the potential outcomes of ${countWords(study.power.truthPatients)} virtual participants (up to ten times as many where a true effect would otherwise be too imprecise), each given every condition as the first treatment, with common random numbers.`,
    ],
    [
      'Methods',
      Object.values(study.analyses)
        .map((each) => analysisSentence(each, study.trial))
        .join('; '),
    ],
    [
      'Performance measures',
      'Power, bias, empirical and model standard error, coverage, type S error, type M error, share not estimable; simulated figures with their Monte-Carlo standard errors.',
    ],
  ];
  return {
    id: 'ademp',
    title: 'The simulation study in the five headings of ADEMP',
    parts: [tableMarkup('ADEMP', ['heading', 'what was done'], rows)],
  };
}

/** What responses are made of, in a trial of either model: only what this study has. */
function mechanismSentence(trial: TrialModel): string {
  const { perVisit, betweenPeriods, betweenPeriodsScoreSlope, betweenPeriodsChangeSlope, noShow, afterAdverseEffect } = trial.missingness;
  const drops = [betweenPeriods, betweenPeriodsScoreSlope, betweenPeriodsChangeSlope, noShow, afterAdverseEffect];
  const lost = [...(perVisit === 0 ? [] : ['missing visits']), ...(drops.every((share) => share === 0) ? [] : ['dropout'])];
  if (trial.kind === 'gaussian') {
    const endpoints = [...gaussianEndpoints(trial.gaussian).values()];
    const distribution = distributionOf(endpoints);
    const parts = [
      'mean',
      'effect of the condition',
      ...(endpoints.every(({ periodEffect }) => periodEffect === 0) ? [] : ['period effect']),
      ...(endpoints.every(({ carryover }) => carryover === 0) ? [] : ['carry-over']),
      'patient',
      'residual',
    ];
    return `${distribution === 'normal' ? 'Normal' : distribution === 'lognormal' ? 'Lognormal' : 'Normal and lognormal'} responses made of ${listWords([...parts, ...lost])}.`;
  }
  const drugs = drugsGiven(trial);
  const given = [
    ...(drugs.infusions.some(([, { isActive }]) => isActive) ? [givenWord(trial)] : []),
    ...(drugs.pretreatments.some(([, { isActive }]) => isActive) ? ['pretreatment'] : []),
  ];
  const parts = [
    'correlated traits',
    'screening on a measured score',
    ...(given.length === 0 ? [] : [`closed-form pharmacology of ${given.join(' and ')}`]),
    'severity over time',
    'ratings',
    'adverse effects',
    ...lost,
  ];
  return `Virtual participants with ${listWords(parts)}.`;
}

/** What the answer does not say. */
export function limitsSection({ study, result }: ReportMaterial): ReportSection {
  const limits = [
    'The answer holds if the assumptions do. It is no evidence that a treatment works.',
    `The Monte-Carlo error is the error of estimating the power of this model from ${countWords(result.replicates)} replicates. It does not cover errors of the model itself.`,
    'The effects are fixed numbers. If the true effect is smaller than assumed, so is the power.',
    ...modelLimits(study.trial),
    'A trial that is stopped early, amended or analysed otherwise than declared here has other operating characteristics.',
  ];
  return { id: 'limits', title: 'Limits', parts: [marked`<ul>${limits.map((limit) => marked`<li>${limit}</li>`)}</ul>`] };
}

/** The distribution that all endpoints have, or that they have both. */
function distributionOf(endpoints: readonly GaussianEndpoint[]): string {
  const found = [...new Set(endpoints.map(({ distribution }) => distribution))];
  return found.length === 1 ? found[0] : 'normal or lognormal';
}

function endpointCount({ gaussian }: GaussianTrial): string {
  const count = gaussianEndpoints(gaussian).size;
  return count === 1 ? 'One endpoint' : `${count} endpoints`;
}

function modelLimits(trial: TrialModel): string[] {
  if (trial.kind === 'gaussian')
    return [
      `${endpointCount(trial)} with ${distributionOf([...gaussianEndpoints(trial.gaussian).values()])} errors of equal variance; nothing about mechanism, ratings or time follows from this model.`,
    ];
  const removed = blocksOpioids(trial)
    ? ['Opioid dependence of the response is a parameter and not derived from binding.']
    : blockersGiven(trial).map((name) => `How much of the response ${name} removes is a parameter and not derived from binding.`);
  const how = trial.measurement.mode === 'items' ? 'item by item' : 'as totals with the reliability assumed here';
  return [...removed, `Ratings are simulated, ${how}, and not taken from recorded data.`];
}

/** Exact commands, seed, hash and version, and the resolved study. */
export function reproductionSection({ study, hash, engine, picturedBy, commands, result }: ReportMaterial): ReportSection {
  const rows = [
    ['scenario', study.name],
    ['scenario hash (SHA-256)', hash],
    ['seed', study.seed],
    ['replicates', countWords(result.replicates)],
    ['crossover-sim', engine.version],
    ['stream version', String(engine.streamVersion)],
    ...(picturedBy === undefined
      ? []
      : [['trials of the pictures', `simulated again by crossover-sim ${picturedBy.version}, stream version ${picturedBy.streamVersion}`]]),
  ];
  return {
    id: 'reproduce',
    title: 'To reproduce',
    parts: [
      marked`<p>These commands give the same numbers, to the last bit, on any machine and with any number of workers:</p><pre tabindex="0" aria-label="Commands"><code>${commands.join('\n')}</code></pre>`,
      tableMarkup('Seed, hash and version', ['what', 'value'], rows),
      marked`<details><summary>The resolved study (JSON), without what nothing in it reads</summary><pre tabindex="0" aria-label="The resolved study"><code>${JSON.stringify(usedStudy(study), null, 1)}</code></pre></details>`,
    ],
  };
}

const columns = ['trial', 'subject', 'sequence', 'period', 'treatment', 'visit', 'hours', 'endpoint', 'value'] as const;

/** What the visit asked summarises; undefined for a recorded one. */
function summaryOf(trial: TrialModel, { endpoint, visit }: AnalysisSpec): RSummary | undefined {
  if (trial.kind !== 'mechanistic') return undefined;
  const { visits = [], declared } = Object.entries(trial.outcomes).find(([name]) => name === endpoint)?.[1] ?? {};
  const kind = derivedVisitsOf(endpoint, declared).find((name) => name === visit);
  if (kind === undefined) return undefined;
  const { from, baseline } = summarisedVisits(trial, visits, kind);
  return { kind, visits: from, baseline, ...(declared === undefined ? {} : { rule: declared }) };
}

/** R code that analyses a simulated trial in the same way. */
export function rSection({ study, commands }: ReportMaterial): ReportSection {
  const source = {
    file: 'observations.csv',
    columns: Object.fromEntries(columns.map((name) => [name, name])),
    trial: '1',
    covariates: { file: 'subjects.csv', delimiter: ',', subject: 'subject', trial: 'trial' },
  };
  const codes = Object.entries(study.analyses).map(([name, planned]) => {
    const question = questionOf(planned, study.power.level);
    const code = rCode(planned.method, question, planned.options, { ...source, summary: summaryOf(study.trial, question) });
    if (code === undefined) return marked`<p><code>${name}</code>: the method has no equivalent in R.</p>`;
    return marked`<details><summary>R: ${name}</summary><pre tabindex="0" aria-label="R code of ${name}"><code>${code}</code></pre></details>`;
  });
  const simulate = commands.find((command) => command.includes(' simulate ')) ?? '';
  return {
    id: 'r-code',
    title: 'The same analyses in R',
    parts: [marked`<p>Each script reads the <code>observations.csv</code> that <code>${simulate}</code> writes.</p>`, ...codes],
  };
}
