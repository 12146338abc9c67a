import { references } from '../../evidence/references.ts';
import type { GaussianTrial, MechanisticTrial } from '../../trial/trial-model.ts';
import { effectUnit } from '../analysis-sentence.ts';
import { drugsGiven } from '../drugs-given.ts';
import { listWords } from '../endpoint-words.ts';
import { figureWords, optionalWords } from '../html/figure-words.ts';
import type { ReportMaterial } from '../html/report-material.ts';

/** What the calculation rests on: the values of the normal model with their sources, or the mechanistic model and the effects that follow from it. */
export function basisSentences(material: Pick<ReportMaterial, 'study' | 'result' | 'values'>, names: readonly string[]): string[] {
  const { trial } = material.study;
  return trial.kind === 'gaussian' ? [gaussianSentence(trial, material.values)] : mechanisticSentences(trial, material, names);
}

function gaussianSentence({ design, gaussian }: GaussianTrial, values: ReportMaterial['values']): string {
  const { difference, effects, sdWithin, sdBetween, periodEffect, carryover, distribution } = gaussian;
  const cited = (value: number, name: string): string => `${value} (${sourceWords(values, `gaussian.${name}`)})`;
  const others = [...new Set(design.sequences.flat())].filter((condition) => condition !== design.reference);
  const differences = others.map((condition) =>
    Object.hasOwn(effects, condition)
      ? `${condition} minus ${design.reference} of ${cited(effects[condition], `effects.${condition}`)}`
      : `${condition} minus ${design.reference} of ${cited(difference, 'difference')}`,
  );
  const log = distribution === 'lognormal';
  return (
    `The calculation assumes ${log ? 'outcomes whose logarithms are normally distributed (all values on the logarithmic scale)' : 'normally distributed outcomes'} ` +
    `with a mean difference ${listWords(differences)}, a within-participant standard deviation of ${cited(sdWithin, 'sdWithin')} in one period ` +
    `(${Number((Math.SQRT2 * sdWithin).toPrecision(3))} for the difference of two periods) and a between-participant standard deviation of ${cited(sdBetween, 'sdBetween')}` +
    `${periodEffect === 0 ? '' : `, a period effect of ${cited(periodEffect, 'periodEffect')}`}` +
    `${carryover === 0 ? ', without carry-over' : `, and a carry-over of ${cited(carryover, 'carryover')}`}.`
  );
}

function mechanisticSentences(
  trial: MechanisticTrial,
  { study, result, values }: Pick<ReportMaterial, 'study' | 'result' | 'values'>,
  names: readonly string[],
): string[] {
  const { pretreatments, infusions } = drugsGiven(trial);
  const drugs = [...infusions.filter(([, { kind }]) => kind !== 'saline'), ...pretreatments.filter(([, { kind }]) => kind !== 'inert')];
  const pharmacology = drugs.length === 0 ? '' : `the pharmacology of ${listWords([...new Set(drugs.map(([name]) => name))])}, `;
  const unsourced = values.filter(({ source }) => !isReference(source) && source !== 'definition').length;
  return [
    `The calculation rests on a simulation model of virtual participants (${pharmacology}the course of severity after an infusion, and its rating) with ${values.length} values, of which ${unsourced} have no source; the report lists them.`,
    ...names.map((name) => {
      const { trueEffect, trueEffectMcse, empiricalSe } = result.analyses[name];
      const planned = study.analyses[name];
      const error = empiricalSe === null ? '' : `; its estimate has a standard error of ${optionalWords(empiricalSe, 2)}`;
      return `The true effect under this model is ${figureWords({ value: trueEffect, mcse: trueEffectMcse }, 2)} ${effectUnit(planned)} (${planned.comparator} minus ${planned.reference}, ± Monte-Carlo standard error)${error}.`;
    }),
  ];
}

function sourceWords(values: ReportMaterial['values'], path: string): string {
  const source = values.find((each) => each.path === path)?.source ?? '';
  if (!isReference(source)) return 'no source given';
  const { authors, year } = references[source];
  return `${authors} ${year}`;
}

function isReference(source: string): source is keyof typeof references {
  return Object.hasOwn(references, source);
}
