import { conditionParts } from '../design/design.ts';
import type { Reading, Summary } from './evidence-schema.ts';
import type { Evidence, EvidenceStudy } from './evidence-study.ts';

/** Published figures that a posterior rests on, and those that were only predicted, by their names. */
export interface EvidenceFigures {
  readonly fitted: readonly string[];
  readonly heldOut: readonly string[];
}

/** The published figures of evidence. Figures of individual data, which the program makes itself, are not published. */
export function figuresOf({ studies }: Pick<Evidence, 'studies'>): EvidenceFigures {
  const names = (heldOut: boolean): string[] => [
    ...new Set(
      studies
        .filter(({ recorded }) => recorded === undefined)
        .flatMap((study) => study.summaries.filter((each) => each.heldOut === heldOut).flatMap((summary) => figureNames(study, summary))),
    ),
  ];
  return { fitted: names(false), heldOut: names(true) };
}

/**
 * Names of the published figures of a summary: its source and what is read of which score, when, and under which conditions, whatever the summary and its study are called.
 * A count and a share have the name of their event (`han-2016: response of hamd17 at day1 after placebo+ketamine`), counts of patterns those of all their events; other kinds begin with the kind.
 */
export function figureNames({ source, trial }: Pick<EvidenceStudy, 'source' | 'trial'>, summary: Summary): string[] {
  const condition = (name: string): string => {
    const { pretreatment, infusion } = conditionParts(name, trial.design.infusion);
    return `${pretreatment}+${infusion}`;
  };
  const reading = ({ endpoint, visit, measure, after, period }: Reading): string =>
    `${measure} of ${endpoint} at ${visit} after ${condition(after)}${period === undefined ? '' : ` in period ${period}`}`;
  const named = (what: string): string => `${source}: ${what}`;
  if ('events' in summary) return summary.events.map((event) => named(reading(event)));
  if (summary.kind === 'count' || summary.kind === 'share') return [named(reading(summary))];
  const beside =
    'with' in summary ? ` with ${reading(summary.with)}` : 'against' in summary ? ` against ${condition(summary.against)}` : '';
  return [named(`${summary.kind} of ${reading(summary)}${beside}`)];
}
