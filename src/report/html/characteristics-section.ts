import type { ReportedAnalysis } from '../../power/characteristics/power-result.ts';
import { analysisSentence, effectUnit, responseWords } from '../sentences/analysis-sentence.ts';
import { notesText, unadjustedWords } from '../text/power-text.ts';
import type { Figure } from '../figures/figure.ts';
import { estimatesFigure } from '../figures/estimates-figure.ts';
import { countWords, figureWords, intervalWords, optionalWords, powerWords, trueEffectFigure } from '../sentences/figure-words.ts';
import { marked, tableMarkup } from './markup.ts';
import type { ReportMaterial } from '../report-material.ts';
import type { ReportSection } from './report-section.ts';

/** Operating characteristics of every analysis, each simulated figure with its error. */
export function characteristicsSection({ study, result }: ReportMaterial): ReportSection {
  const analyses = Object.entries(result.analyses);
  const named = analyses.some(([, { analyticPower, unadjustedPower }]) => analyticPower !== undefined || unadjustedPower !== undefined);
  const claim =
    result.claim === undefined
      ? []
      : [['the claim', powerWords(result.claim.power), intervalWords(result.claim.power), ...Array<string>(named ? 3 : 2).fill('')]];
  const methods = Object.entries(study.analyses).map(
    ([name, planned]) => marked`<li><code>${name}</code>: ${analysisSentence(planned, study.trial)}.</li>`,
  );
  const singular = analyses.filter(([, each]) => each.singular > 0);
  return {
    id: 'operating-characteristics',
    title: 'Operating characteristics of each analysis',
    parts: [
      tableMarkup(
        'Power of each analysis',
        ['analysis', 'power', '95 % interval', ...(named ? ['by itself, by formula'] : []), 'true effect', 'not estimable'],
        [...claim, ...analyses.map(([name, analysis]) => powerRow(name, analysis, named))],
      ),
      tableMarkup(
        'Estimates of each analysis',
        ['analysis', 'bias', 'empirical SE', 'model SE', 'coverage', 'type S error', 'type M error'],
        analyses.map(([name, analysis]) => estimateRow(name, analysis)),
      ),
      marked`<p class="muted">${countWords(result.replicates)} simulated trials (replicates); ± is the Monte-Carlo standard error, intervals are 95 % Monte-Carlo intervals. Power: share of replicates in which the analysis succeeds (significant, in the direction asked). True effect: from potential outcomes, comparator minus reference. Among significant results, type S error is the share with the wrong sign, and type M error (exaggeration) the mean size relative to the true effect.</p>`,
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

function powerRow(name: string, result: ReportedAnalysis, named: boolean): string[] {
  const { power, notEstimable } = result;
  return [
    name,
    powerWords(power),
    intervalWords(power),
    ...(named ? [byItself(result)] : []),
    trueEffectFigure(result),
    notEstimable.count === 0 ? '0' : `${countWords(notEstimable.count)} (${(100 * notEstimable.share).toFixed(2)} %)`,
  ];
}

/** The power of an analysis by itself, and by formula, where it has them. */
function byItself({ unadjustedPower, analyticPower }: ReportedAnalysis): string {
  const parts = [
    ...(unadjustedPower === undefined ? [] : [`${powerWords(unadjustedPower)} by itself`]),
    ...(analyticPower === undefined ? [] : [`${analyticPower.toFixed(3)} by formula`]),
  ];
  return parts.join(', ');
}

function estimateRow(name: string, result: ReportedAnalysis): string[] {
  return [
    name,
    figureWords(result.bias, 2),
    optionalWords(result.empiricalSe, 2),
    optionalWords(result.modelSe, 2),
    figureWords(result.coverage, 3),
    optionalWords(result.signError, 3),
    optionalWords(result.exaggeration, 2),
  ];
}

/** Sampling distribution of the estimates of the claim, or of the first analysis, with the truth. */
export function estimatesSection(material: ReportMaterial): ReportSection {
  const figures = estimateFigures(material, true);
  const { study, result } = material;
  const isKnown = claimedAnalyses(study).some((name) => result.analyses[name].trueEffect !== null);
  const bias =
    'When power is low, the replicates that come out significant are those that overestimate the effect: the filled bars lie farther from zero than the true effect. By how much is the type M error in the table above.';
  const words = marked`<p>Each analysis by itself, on all participants. ${isKnown ? bias : ''}</p>`;
  return { id: 'estimates', title: 'Sampling distribution of the estimate', parts: [words, ...figures] };
}

/** The same of other analyses; no section where there are none. */
export function otherEstimatesSections(material: ReportMaterial): ReportSection[] {
  const figures = estimateFigures(material, false);
  return figures.length === 0 ? [] : [{ id: 'other-estimates', title: 'Sampling distribution of other estimates', parts: figures }];
}

function estimateFigures({ study, result, samples }: ReportMaterial, ofClaim: boolean): Figure[] {
  const claimed = claimedAnalyses(study);
  return samples.flatMap((sample) => {
    if (claimed.includes(sample.analysis) !== ofClaim) return [];
    const planned = study.analyses[sample.analysis];
    const label = `${sample.analysis} (${responseWords(planned, study.trial)})`;
    return estimatesFigure(sample, result.analyses[sample.analysis].trueEffect, effectUnit(planned), label) ?? [];
  });
}

/** The analyses of the claim; without one the first analysis. */
function claimedAnalyses({ claim, analyses }: ReportMaterial['study']): readonly string[] {
  return claim?.all ?? [Object.keys(analyses)[0]];
}
