import type { InfusionKind, PretreatmentKind } from '../../pharmacology/parameters.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import { givenTreatments } from './unread-values.ts';

/** The drug whose published values are the defaults of a kind of treatment. */
const ofKind: Readonly<Partial<Record<PretreatmentKind | InfusionKind, string>>> = {
  tablet: 'naltrexone',
  depot: 'naltrexone',
  ketamine: 'ketamine',
  midazolam: 'midazolam',
};

/** Values of a whole trial rather than of a drug: its design, who entered and who left, how often the blocker was recognised. */
const ofTrial = /^(design|missingness)\.|^population\.(ageMinimum|ageMaximum|failedCoursesMean)$|^belief\.blockerIf(Sick|Well)$/;

/** Drugs whose published values are the defaults outside the treatments. */
const ofPath: readonly (readonly [RegExp, readonly string[]])[] = [
  [ofTrial, ['naltrexone', 'ketamine']],
  [/^(response|dissociation)\.opioidDependence$/, ['naltrexone', 'ketamine']],
  [/^response\.otherDependence$/, ['rapamycin', 'ketamine']],
  [/^response\.antagonistMoodPoints$/, ['naltrexone']],
  [/^adverseEffects\.[a-z]+\.blockerOddsRatio$/, ['naltrexone']],
  [/^population\.(c|occasionC)orrelations?$|^belief\.activeIfUnnoticed$/, ['ketamine']],
  [/^(response|dissociation|craving)\.|^adverseEffects\.[a-z]+\.withKetamine$/, ['ketamine']],
];

/**
 * The drug from which a trial without that drug borrows the default of a value: what was published about it says nothing about the trial's own treatment.
 * @returns undefined where the default belongs to what is given
 */
export function borrowedFrom(path: string, trial: TrialModel): string | undefined {
  if (trial.kind === 'gaussian') return undefined;
  const [section, group, name] = path.split('.');
  if (section === 'treatments') {
    const treatments: Readonly<Record<string, { readonly kind: PretreatmentKind | InfusionKind }>> =
      group === 'infusions' ? trial.infusions : trial.pretreatments;
    if (group === 'drugs') return undefined; // a declaration has no defaults of another drug
    const drug = ofKind[treatments[name].kind];
    return drug === name ? undefined : drug;
  }
  const { pretreatments, infusions } = givenTreatments(trial);
  const drugs = ofPath.find(([pattern]) => pattern.test(path))?.[1] ?? [];
  return drugs.find((drug) => ![...pretreatments, ...infusions].includes(drug));
}

/** In words from where a value comes that was published about another drug, or about a trial of it. */
export function borrowedWords(path: string, drug: string): string {
  return ofTrial.test(path) ? `from a trial of ${drug}` : `${drug}’s value`;
}
