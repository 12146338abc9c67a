import type { AnalysisResult } from '../../power/characteristics/power-result.ts';
import { analysisSentence, effectUnit } from '../sentences/analysis-sentence.ts';
import { notesText, unadjustedWords } from '../text/power-text.ts';
import { estimatesFigure } from '../figures/estimates-figure.ts';
import { countWords, figureWords, intervalWords, optionalWords, powerWords } from '../sentences/figure-words.ts';
import { marked, tableMarkup } from './markup.ts';
import type { ReportMaterial } from '../report-material.ts';
import type { ReportSection } from './report-section.ts';

/** Operating characteristics of every analysis, each simulated figure with its error. */
export function characteristicsSection({ study, result }: ReportMaterial): ReportSection {
  const rows = Object.entries(result.analyses).map(([name, analysis]) => characteristicsRow(name, analysis));
  const claim =
    result.claim === undefined
      ? []
      : [['the claim', powerWords(result.claim.power), intervalWords(result.claim.power), ...Array<string>(8).fill('')]];
  const header = [
    'analysis',
    'power ± MCSE',
    '95 % interval',
    'true effect ± MCSE',
    'bias ± MCSE',
    'empirical SE',
    'model SE',
    'coverage ± MCSE',
    'sign error',
    'exaggeration',
    'not estimable',
  ];
  const methods = Object.entries(study.analyses).map(
    ([name, planned]) =>
      marked`<li><code>${name}</code>: ${analysisSentence(planned)}. Truth: ${result.analyses[name]?.estimand ?? ''}.</li>`,
  );
  const singular = Object.entries(result.analyses).filter(([, each]) => each.singular > 0);
  return {
    id: 'operating-characteristics',
    title: 'Operating characteristics of each analysis',
    parts: [
      tableMarkup('Operating characteristics of each analysis', header, [...claim, ...rows]),
      marked`<p class="muted">${countWords(result.replicates)} simulated trials. Power: share of trials in which the analysis succeeds (significant, in the direction asked). MCSE: Monte-Carlo standard error. True effect: from potential outcomes, comparator minus reference. Sign error and exaggeration: among significant results, the share with the wrong sign and the mean size relative to the truth.</p>`,
      ...(study.interim === undefined && study.multiplicity === undefined ? [] : [marked`<p>In this trial ${unadjustedWords(study)}.</p>`]),
      ...notesText(result).map((note) => marked`<p>${note}.</p>`),
      ...(singular.length === 0
        ? []
        : [
            marked`<p>Fits on the boundary of the parameter space: ${singular.map(([name, each]) => `${name} ${(100 * each.singular).toFixed(2)} %`).join(', ')}.</p>`,
          ]),
      marked`<ul>${methods}</ul>`,
    ],
  };
}

function characteristicsRow(name: string, result: AnalysisResult): string[] {
  return [
    name,
    powerWords(result.power) + byItself(result),
    intervalWords(result.power),
    figureWords({ value: result.trueEffect, mcse: result.trueEffectMcse }, 2),
    figureWords(result.bias, 2),
    optionalWords(result.empiricalSe, 2),
    optionalWords(result.modelSe, 2),
    figureWords(result.coverage, 3),
    optionalWords(result.signError, 3),
    optionalWords(result.exaggeration, 2),
    result.notEstimable.count === 0 ? '0' : `${countWords(result.notEstimable.count)} (${(100 * result.notEstimable.share).toFixed(2)} %)`,
  ];
}

/** The power of an analysis by itself, and by formula, where it has them. */
function byItself({ unadjustedPower, analyticPower }: AnalysisResult): string {
  const formula = analyticPower === undefined ? '' : `by formula ${analyticPower.toFixed(3)}`;
  if (unadjustedPower === undefined) return formula === '' ? '' : ` (${formula})`;
  return ` (by itself ${powerWords(unadjustedPower)}${formula === '' ? '' : `, ${formula}`})`;
}

/** Sampling distribution of every analysis's estimate with the truth; the significant ones stand apart. */
export function estimatesSection({ study, result, samples }: ReportMaterial): ReportSection {
  const figures = samples.flatMap(
    (sample) => estimatesFigure(sample, result.analyses[sample.analysis].trueEffect, effectUnit(study.analyses[sample.analysis])) ?? [],
  );
  const words = marked`<p>When power is low, the trials that come out significant are those that overestimate: the filled bars lie farther from zero than the truth. How much is the exaggeration in the table above.</p>`;
  return {
    id: 'estimates',
    title: 'Sampling distribution of the estimate',
    parts: [words, ...figures],
  };
}
