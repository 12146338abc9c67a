import type { Study } from '../../study/study.ts';
import { allocationWords, enrichmentWords, leadWords } from '../sentences/design-sentence.ts';
import { eligibilityRules } from '../sentences/eligibility.ts';
import { drugsGiven } from '../sentences/drugs-given.ts';
import { givenWord } from '../../trial/drugs.ts';
import { listWords } from '../sentences/endpoint-words.ts';

/** Who is randomised to what. */
export function randomisationSentence({ trial }: Study, participants: number): string {
  const { sequences, weights } = trial.design;
  const who = `${participants} participants${enrichmentWords(trial)}`;
  const orders = sequences.map((sequence) => sequence.join(', then '));
  if (sequences.length === 1) return `${who} will be given ${orders[0]}, in this order and without randomisation.`;
  const common = weights.reduce((divisor, weight) => greatestCommonDivisor(divisor, weight));
  const ratio = weights.map((weight) => weight / common).join(':');
  const to = sequences[0].length === 1 ? 'treatments' : 'treatment sequences';
  return `${who} will be randomised, ${allocationWords(trial.design)} and in a ratio of ${ratio}, to the ${to} ${listWords(orders.map((order) => `“${order}”`))}.`;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Who is eligible; nothing in a model without a screening. */
export function eligibilitySentences({ trial }: Study): string[] {
  const rules = eligibilityRules(trial);
  if (rules.length === 0) return [];
  return [
    `${rules.length === 1 ? 'The criterion of eligibility at screening is' : 'The criteria of eligibility at screening are'} ${listWords(rules)}.`,
  ];
}

/** When treatments are given; nothing in a model without times. */
export function timeSentences({ trial }: Study): string[] {
  if (trial.kind === 'gaussian') return [];
  const { infusionDays, sequences, washoutDays } = trial.design;
  const { infusions } = drugsGiven(trial);
  const given = givenWord(trial);
  const of = infusions.length === 1 ? ` of ${infusions[0][0]}` : '';
  const lead = leadWords(trial);
  const gap =
    sequences[0].length === 1
      ? `Each participant has one ${given}${of}`
      : infusionDays === undefined
        ? `Successive ${given}s${of} are ${washoutDays} days apart`
        : `${given === 'dose' ? 'Doses' : 'Infusions'}${of} are given on days ${listWords(infusionDays.map(String))}`;
  return [lead === undefined ? `${gap}.` : `${gap} (${lead}).`];
}
