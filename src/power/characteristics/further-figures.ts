import type { Study } from '../../study/study.ts';
import { courseRisks, type CourseRisk } from './course-risks.ts';
import { expectedBlinding, type ExpectedBlinding } from './expected-blinding.ts';

/** What is known of a study’s trial beside its operating characteristics. */
export interface FurtherFigures {
  /** Blinding in the first period, where there is something to guess. */
  readonly blinding?: ExpectedBlinding | undefined;
  /** Risks of misuse and dependence by sequence; empty where they are not recorded. */
  readonly risks?: readonly CourseRisk[] | undefined;
}

/** Simulates the further figures of a study: the same for every run of the same seed, whatever the number of its trials. */
export function furtherFigures(study: Study): FurtherFigures {
  return { blinding: expectedBlinding(study), risks: courseRisks(study) };
}
