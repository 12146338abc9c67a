import type { WithdrawalReason } from '../../trial/participant-flow.ts';

/** Standardised disposition term (codelist NCOMPLT of CDISC) of each reason for which a simulated participant leaves; which term a reason is, is assumed. */
export const disposition: Readonly<Record<WithdrawalReason, string>> = {
  completed: 'COMPLETED',
  'dropped out between periods': 'WITHDRAWAL BY SUBJECT',
  'not back to baseline': 'PROTOCOL-SPECIFIED WITHDRAWAL CRITERION MET',
  'did not come to a later period': 'LOST TO FOLLOW-UP',
  'withdrawn after adverse effects': 'ADVERSE EVENT',
};
