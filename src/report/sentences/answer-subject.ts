import type { ReportMaterial } from '../report-material.ts';

/** What the report is about: the claim, or else the first analysis. */
export function subjectOf({ study, result }: Pick<ReportMaterial, 'study' | 'result'>) {
  if (study.claim !== undefined && result.claim !== undefined) {
    return { words: `supports the claim “${study.claim.name}”`, name: 'the claim', power: result.claim.power };
  }
  const [name, analysis] = Object.entries(result.analyses)[0];
  return { words: `succeeds in the analysis ${name}`, name, power: analysis.power };
}
