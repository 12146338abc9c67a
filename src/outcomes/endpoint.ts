/**
 * Models of endpoints that are not rated from severity: dissociation, whose levels vary by the patient's frailty, craving, plasma concentrations, and misuse of the drug with the
 * dependence that may follow.
 */
export type EndpointProcess = 'dissociation' | 'craving' | 'plasma' | 'misuse' | 'use-disorder';

/** What data files and reports say of an endpoint: whole numbers from 0 up unless it says otherwise. */
export interface EndpointTraits {
  readonly label: string;
  /** As in pictures and sentences. */
  readonly shortLabel: string;
  /** Within a sentence, where that is not the short label. */
  readonly inSentence?: string;
  readonly unit: string;
  readonly maximum: number;
  /** 0 unless it is said. */
  readonly minimum?: number;
  /** Whole numbers unless it is false. */
  readonly whole?: boolean;
  /** The section of a scenario whose model gives its values; those of a scale come from severity. */
  readonly process?: EndpointProcess;
  /** Which values are better, where a scenario of the normal model states it. */
  readonly better?: 'lower' | 'higher' | undefined;
  /** Smallest difference that is important, likewise. */
  readonly smallestDifference?: number | undefined;
}

/** What is stated of an endpoint beside its name, in words: which values are better, and which difference matters. */
export function statedWords({ better, smallestDifference }: Pick<EndpointTraits, 'better' | 'smallestDifference'>): string[] {
  return [
    ...(better === undefined ? [] : [`${better} is better`]),
    ...(smallestDifference === undefined ? [] : [`smallest important difference ${smallestDifference}`]),
  ];
}
