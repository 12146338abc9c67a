import type { ParameterValues } from '../../parameters/parameter-table.ts';
import { defaultsOf } from '../../parameters/parameter-table.ts';
import { adverseWithdrawal } from './adverse-withdrawal.ts';
import { dropout } from './dropout.ts';
import { missedVisits } from './missed-visits.ts';
import { noShow } from './no-show.ts';
import { observedScore } from './observed-score.ts';
import { unobservedScore } from './unobserved-score.ts';
import { visitWindow } from './visit-window.ts';

/** Every mechanism by which values go missing. */
export const missingnessMechanisms = {
  'missed-visits': missedVisits,
  'unobserved-score': unobservedScore,
  dropout,
  'observed-score': observedScore,
  'no-show': noShow,
  'adverse-withdrawal': adverseWithdrawal,
  'visit-window': visitWindow,
} as const;

/** Who is not seen when. */
export const missingnessParameters = {
  ...dropout.parameters,
  ...observedScore.parameters,
  ...noShow.parameters,
  ...adverseWithdrawal.parameters,
  ...missedVisits.parameters,
  ...unobservedScore.parameters,
  ...visitWindow.parameters,
} as const;

const { afterAdverseEffect, betweenPeriodsChangeSlope, visitWindowDays, ...withoutMechanism } = missingnessParameters;
/** Those that only a model with infusions, baselines and visits reads. */
export const mechanisticMissingness = { afterAdverseEffect, betweenPeriodsChangeSlope, visitWindowDays } as const;
/** Those that the statistical outcome model reads too. */
export const gaussianMissingness = withoutMechanism;
export type MissingnessModel = ParameterValues<typeof missingnessParameters>;

/** Nobody and nothing is lost, and every visit is on its planned day. */
export const completeFollowUp: MissingnessModel = defaultsOf(missingnessParameters);
