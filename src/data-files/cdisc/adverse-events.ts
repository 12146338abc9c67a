import { asciiText } from './ascii-text.ts';
import type { CdiscPeriod, CdiscSubject, CdiscTrial } from './trial.ts';
import { adverseEffectNames } from '../../outcomes/parameters.ts';

/** An adverse event. The model has its period and nothing else: onset is taken as the day of the studied drug. */
export interface AdverseEvent {
  readonly period: CdiscPeriod;
  readonly term: string;
  /** Whether the subject left after it. */
  readonly isReasonToLeave: boolean;
}

/** Adverse events of a subject, in the order of periods. */
export function adverseEventsOf({ generator }: Pick<CdiscTrial, 'generator'>, { periods, withdrawal }: CdiscSubject): AdverseEvent[] {
  const { adverseEffects } = generator.records;
  const last = withdrawal === 'withdrawn after adverse effects' ? periods.at(-1) : undefined;
  return periods.flatMap((period) =>
    adverseEffectNames
      .filter((_, bit) => (adverseEffects[period.row] & (1 << bit)) !== 0)
      .map((name) => ({ period, term: asciiText(name).toUpperCase(), isReasonToLeave: period === last })),
  );
}
