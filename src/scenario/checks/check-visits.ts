import { conditionParts, plannedDay, shortestGapDays, type Design } from '../../design/design.ts';
import { derivedVisits } from '../../outcomes/derived-visits.ts';
import { unknownName, type Findings } from '../document/finding.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

/** Contradictions between the visits, the endpoints that are rated at them, and the times of the design. */
export function checkVisits({ visits, outcomes, treatments }: ResolvedScenario, design: Design, { errors, warnings }: Findings): void {
  const names = Object.keys(visits);
  for (const name of names.filter((each) => derivedVisits.some((derived) => derived === each))) {
    errors.push({ path: `visits.${name}`, message: `expected another name: ${name} is the summary of an endpoint’s visits`, at: 'key' });
  }
  if (Object.values(outcomes).every((outcome) => outcome === undefined || outcome.visits.length === 0)) {
    errors.push({ path: 'outcomes', message: 'expected at least one endpoint with visits, got none', at: 'key' });
  }
  for (const [endpoint, outcome] of Object.entries(outcomes)) {
    let last = -Infinity;
    outcome?.visits.forEach((visit, position) => {
      const path = `outcomes.${endpoint}.visits.${position}`;
      if (!Object.hasOwn(visits, visit)) {
        errors.push({
          path,
          message: unknownName('a visit of the section visits', visit, names),
          at: 'value',
          causes: [`visits.${visit}`],
        });
        return;
      }
      if (!(visits[visit] > last)) {
        const message = `expected visits in order of time, got ${visit} (${visits[visit]} h) after ${last} h`;
        errors.push({ path, message, at: 'value', causes: ['visits'] });
      }
      last = visits[visit];
    });
  }
  if (!(shortestGapDays(design) > 0)) return;
  const leadOf = (condition: string): number =>
    leadMinutesOf(treatments, conditionParts(condition, design.infusion).pretreatment) ?? design.leadMinutes;
  const rooms = design.sequences.flatMap((sequence) =>
    sequence.slice(1).map((next, period) => 24 * (plannedDay(design, period + 1) - plannedDay(design, period)) - leadOf(next) / 60),
  );
  const room = Math.min(...rooms);
  const used = new Set(Object.values(outcomes).flatMap((outcome) => outcome?.visits ?? []));
  for (const [visit, hours] of Object.entries(visits)) {
    if (used.has(visit) && hours > room) {
      const message = `expected a visit before the next pretreatment, at most ${Number(room.toFixed(2))} h after the studied drug, got ${hours} h`;
      errors.push({ path: `visits.${visit}`, message, at: 'value', causes: ['design', 'treatments', 'outcomes'] });
    }
    if (used.has(visit) && hours < 0 && hours > -design.leadMinutes / 60) {
      const message = `${visit} is rated ${-hours} h before the studied drug, after the pretreatment (${Number((design.leadMinutes / 60).toFixed(2))} h before it)`;
      warnings.push({ path: `visits.${visit}`, message, at: 'value' });
    }
  }
}

function leadMinutesOf({ pretreatments, drugs }: ResolvedScenario['treatments'], name: string): number | undefined {
  if (Object.hasOwn(pretreatments, name)) return pretreatments[name].leadMinutes;
  return Object.hasOwn(drugs, name) ? drugs[name].leadMinutes : undefined;
}
