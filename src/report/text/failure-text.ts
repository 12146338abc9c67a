import type { PowerResult } from '../../power/characteristics/power-result.ts';
import { tooManyFailures } from '../../power/characteristics/too-many-failures.ts';
import type { Study } from '../../study/study.ts';
import { studyTitle } from '../sentences/study-title.ts';

/** What is said instead of a power when too many analyses failed: which, how often and why; undefined when none did. */
export function failureText(study: Study, result: PowerResult): string | undefined {
  const failed = tooManyFailures(study, result);
  if (failed.length === 0) return undefined;
  const lines = failed.flatMap((name) => {
    const { share, reasons } = result.analyses[name].notEstimable;
    const why = Object.entries(reasons).map(([reason, count]) => `  ${count} trials: ${reason}`);
    return [`${name}: ${(100 * share).toFixed(2)} % of ${result.replicates} trials could not be analysed`, ...why];
  });
  return [studyTitle(study), ...lines, `more than power.maxFailures (${100 * study.power.maxFailures} %): no power is given`].join('\n');
}
