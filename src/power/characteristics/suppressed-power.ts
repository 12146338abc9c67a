import type { Study } from '../../study/study.ts';
import type { ReportedResult } from './power-result.ts';
import { tooManyFailures } from './too-many-failures.ts';

/** The result as documents and reports give it: the power of what failed too often is null. */
export function withPowerSuppressed(study: Study, result: ReportedResult): ReportedResult {
  const failed = tooManyFailures(study, result);
  if (failed.length === 0) return { ...result };
  const analyses = Object.fromEntries(
    Object.entries(result.analyses).map(([name, analysis]) => [name, failed.includes(name) ? { ...analysis, power: null } : analysis]),
  );
  const claimed = study.claim?.all.some((name) => failed.includes(name)) === true;
  return { ...result, analyses, ...(claimed && result.claim ? { claim: { ...result.claim, power: null } } : {}) };
}
