import type { Study } from '../../study/study.ts';

const counted = /\b(\d+)\s+(?:\S+\s+)?(?:patients|participants|subjects|volunteers)\b/gi;

/** A scenario's own title. Where it counts other patients than the study has (an option changed them), it says whose words they are. */
export function studyTitle({ title, trial }: Pick<Study, 'title' | 'trial'>): string {
  const counts = [...title.matchAll(counted)].map(([, count]) => Number(count));
  return counts.every((count) => count === trial.design.participants) ? title : `${title} (title as in the scenario)`;
}
