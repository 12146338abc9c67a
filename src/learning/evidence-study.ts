import type { UncertainParameter } from '../power/uncertainty/prior-draws.ts';
import type { ResolvedScenario } from '../scenario/schema/scenario-schema.ts';
import type { GuessQuestion } from '../trial/guesses.ts';
import type { TrialData } from '../trial/trial-data.ts';
import type { MechanisticTrial } from '../trial/trial-model.ts';
import type { Summary } from './evidence-schema.ts';

/** Individual data of a study. */
export interface RecordedData {
  /** As it was read; guesses are columns of their own. */
  readonly data: TrialData;
  /** Subjects by the sequences of the study's design. */
  readonly subjects: readonly (readonly number[])[];
  /** What participants were asked about the treatments, where their guesses were recorded. */
  readonly questions: readonly GuessQuestion['about'][];
  /** Where the data are, and what is to be known about how they were used. */
  readonly file: string;
  readonly notices: readonly string[];
}

/** A study of the evidence with the scenario that simulates it. */
export interface EvidenceStudy {
  readonly name: string;
  readonly source: string;
  readonly scenario: ResolvedScenario;
  readonly trial: MechanisticTrial;
  readonly summaries: readonly Summary[];
  /** Whose individual data the summaries were made of, where they were. */
  readonly recorded?: RecordedData;
}

/** Published figures of studies, and the parameters that they shall teach something about. */
export interface Evidence {
  readonly name: string;
  readonly title: string;
  readonly seed: string;
  readonly parameters: readonly UncertainParameter[];
  /** Prior scale of the standard deviation between studies, in standard deviations of the prior; 0 for a parameter that is the same in all. */
  readonly betweenStudy: readonly number[];
  readonly studies: readonly EvidenceStudy[];
}
