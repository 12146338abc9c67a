/** Why a patient did not finish; codes are positions in this list. */
export const withdrawalReasons = [
  'completed',
  'dropped out between periods',
  'not back to baseline',
  'did not come to a later period',
  'withdrawn after adverse effects',
] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];

/** How many people reached each stage of a trial, as CONSORT asks of crossover trials. */
export interface ParticipantFlow {
  screened: number;
  screenFailures: number;
  randomised: number;
  /** Patients who were given each period's treatment. */
  readonly perPeriod: Float64Array;
  completed: number;
  /** Patients by reason, in the order of `withdrawalReasons`. */
  readonly byReason: Float64Array;
}

export function emptyFlow(periods: number): ParticipantFlow {
  const byReason = new Float64Array(withdrawalReasons.length);
  return { screened: 0, screenFailures: 0, randomised: 0, perPeriod: new Float64Array(periods), completed: 0, byReason };
}

export function clearFlow(flow: ParticipantFlow): void {
  flow.screened = 0;
  flow.screenFailures = 0;
  flow.randomised = 0;
  flow.perPeriod.fill(0);
  flow.completed = 0;
  flow.byReason.fill(0);
}

/** Overwrites a flow with another of as many periods. */
export function copyFlow(from: ParticipantFlow, to: ParticipantFlow): void {
  to.screened = from.screened;
  to.screenFailures = from.screenFailures;
  to.randomised = from.randomised;
  to.perPeriod.set(from.perPeriod);
  to.completed = from.completed;
  to.byReason.set(from.byReason);
}

/** Counts one patient. @param periodsGiven  periods in which treatment was given  @param reason  position in `withdrawalReasons` */
export function countPatient(flow: ParticipantFlow, screened: number, periodsGiven: number, reason: number): void {
  flow.screened += screened;
  flow.screenFailures += screened - 1;
  flow.randomised++;
  for (let period = 0; period < periodsGiven; period++) flow.perPeriod[period]++;
  if (reason === 0) flow.completed++;
  flow.byReason[reason]++;
}
