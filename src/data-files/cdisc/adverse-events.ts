import { asciiText } from './ascii-text.ts';
import type { CdiscPeriod, CdiscSubject, CdiscTrial } from './trial.ts';
import { rootKey } from '../../random/index.ts';
import { adverseEventsOf as eventsOf, type AdverseEvent } from '../../trial/events/adverse-events.ts';

/** An adverse event of a subject; moments are minutes since 1970-01-01. */
export interface CdiscEvent extends Pick<AdverseEvent, 'grade' | 'isReasonToLeave'> {
  readonly period: CdiscPeriod;
  readonly term: string;
  readonly start: number;
  /** Undefined where it was not over at the last contact. */
  readonly end: number | undefined;
  readonly severity: string;
  readonly relation: string;
}

/** Severities by grade (codelist AESEV of CDISC). */
export const severities = ['MILD', 'MODERATE', 'SEVERE'] as const;

/** Whether a drug of the period caused an event, in the model. */
export const relations = ['NOT RELATED', 'RELATED'] as const;

/** How events ended (codelist OUT of CDISC). */
export const eventOutcomes = ['NOT RECOVERED/NOT RESOLVED', 'RECOVERED/RESOLVED'] as const;

/** Adverse events of the subjects of a trial by subject, in the order of periods. */
export function adverseEventsOf({ model, generator, source }: CdiscTrial): (subject: CdiscSubject) => CdiscEvent[] {
  const events = eventsOf(model, generator, { key: rootKey(source.study.seed), replicate: source.replicate });
  const byRow = new Map<number, AdverseEvent[]>();
  for (const event of events) byRow.set(event.row, [...(byRow.get(event.row) ?? []), event]);
  return ({ periods }) =>
    periods.flatMap((period) =>
      (byRow.get(period.row) ?? []).map(({ event, onset, end, grade, cause, isReasonToLeave }) => ({
        ...{ period, term: asciiText(event).toUpperCase(), grade, isReasonToLeave },
        ...{ start: period.infusion + onset, end: end === undefined ? undefined : period.infusion + end },
        ...{ severity: severities[grade - 1], relation: relations[Number(cause !== 'none')] },
      })),
    );
}
