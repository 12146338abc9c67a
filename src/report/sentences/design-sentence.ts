import { givenWord } from '../../trial/drugs.ts';
import type { Design, SequenceDesign } from '../../design/design.ts';
import type { Study } from '../../study/study.ts';
import type { MechanisticTrial, TrialModel } from '../../trial/trial-model.ts';
import { blockersGiven, drugsGiven } from './drugs-given.ts';
import { declaredIn, endpointAt, listWords } from './endpoint-words.ts';

/** The design in a sentence without its full stop; times and drugs only where the model has them. */
export function designSentence({ trial }: Pick<Study, 'trial'>): string {
  const { sequences, participants } = trial.design;
  const names = sequences.map((sequence) => sequence.join(' → ')).join(' | ');
  const { weights } = trial.design;
  const weighted = new Set(weights).size > 1 ? `, weighted ${weights.join(':')}` : '';
  const order = sequences.length === 1 ? 'in a fixed order, not randomised' : `randomised ${allocationWords(trial.design)}${weighted}`;
  return [`${participants} patients${enrichmentWords(trial)}, ${order}: ${names}`, ...timeWords(trial)].join('; ');
}

/** Longest list of sequences that a sentence bears, in characters. */
const MAX_SEQUENCES = 90;

/** Who gets what and how far apart, as a sentence goes on after the number of participants. */
export function designInShort(trial: TrialModel): string {
  const { sequences } = trial.design;
  const names = sequences.map((sequence) => sequence.join(' → ')).join(' | ');
  const order = names.length <= MAX_SEQUENCES ? names : `${sequences.length} sequences of ${sequences[0].length} periods`;
  const [gap] = trial.kind === 'gaussian' || sequences[0].length === 1 ? [] : timeWords(trial);
  return `${enrichmentWords(trial)} (${[order, ...(gap === undefined ? [] : [gap])].join('; ')})`;
}

/** How patients come to their sequences. */
export function allocationWords({ allocation = { kind: 'permuted-blocks' }, blockSize }: SequenceDesign): string {
  const by = 'factors' in allocation ? allocation.factors.map(({ covariate }) => covariate).join(', ') : '';
  const how = {
    'permuted-blocks': () => `in permuted blocks of ${blockSize}`,
    'random-blocks': () => `in permuted blocks of random size (${'blockSizes' in allocation ? allocation.blockSizes.join(', ') : ''})`,
    simple: () => 'one by one, without blocks',
    'stratified-blocks': () => `in permuted blocks of ${blockSize}, stratified by ${by}`,
    minimisation: () => `by minimisation over ${by} (probability ${'probability' in allocation ? allocation.probability : ''})`,
  }[allocation.kind];
  return how();
}

/** How patients were chosen before randomisation; nothing without a run-in. */
export function enrichmentWords(trial: TrialModel): string {
  if (trial.kind === 'gaussian' || trial.design.enrichment === undefined) return '';
  const { endpoint, fall, visit, condition, washoutDays } = trial.design.enrichment;
  const changed = trial.outcomes[endpoint]?.declared?.better === 'higher' ? 'risen' : 'fallen';
  return ` whose ${endpointAt(endpoint, visit, declaredIn(trial, endpoint), trial)} had ${changed} by at least ${100 * fall} % after an open ${givenWord(trial)} (${condition}) ${washoutDays} days before`;
}

/** When treatments are given: gaps between infusions, and lead times of the pretreatments; nothing in a model without times. */
export function timeWords(trial: TrialModel): string[] {
  if (trial.kind === 'gaussian') return trial.design.sequences[0].length > 1 ? [] : ['one period'];
  const lead = leadWords(trial);
  return [gapWords(trial.design, givenWord(trial)), ...(lead === undefined ? [] : [lead])];
}

function gapWords({ infusionDays, sequences, washoutDays }: Design, given: 'infusion' | 'dose'): string {
  if (infusionDays !== undefined) return `${given}s on days ${infusionDays.join(', ')}`;
  return sequences[0].length > 1 ? `${washoutDays} days between ${given}s` : 'one period';
}

/** How long before the infusion each pretreatment is given; undefined where none of them does anything. */
export function leadWords(trial: MechanisticTrial): string | undefined {
  if (blockersGiven(trial).length === 0) return undefined;
  const given = givenWord(trial);
  const leads = new Map<number, string[]>();
  for (const [name, { declaration }] of drugsGiven(trial).pretreatments) {
    const { leadMinutes = trial.design.leadMinutes } = declaration;
    leads.set(leadMinutes, [...(leads.get(leadMinutes) ?? []), name]);
  }
  if (leads.size === 1) return `pretreatment ${durationWords([...leads.keys()][0])} before the ${given}`;
  return `${[...leads].map(([minutes, names]) => `${listWords(names)} ${durationWords(minutes)}`).join(', ')} before the ${given}`;
}

/** Minutes as they are said: in days where they are whole days, else in minutes. */
function durationWords(minutes: number): string {
  const days = minutes / 1440;
  return Number.isInteger(days) && days > 0 ? `${days} ${days === 1 ? 'day' : 'days'}` : `${minutes} min`;
}
