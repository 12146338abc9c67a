import type { InterimResult } from '../../power/interim/interim-result.ts';
import type { MultiplicityResult } from '../../power/multiplicity/multiplicity-result.ts';
import { procedureNames } from '../protocol/planned-analyses.ts';
import { figureWords, powerWords } from '../sentences/figure-words.ts';
import { marked, tableMarkup } from './markup.ts';
import type { ReportMaterial } from '../report-material.ts';
import type { ReportSection } from './report-section.ts';

/** What interim analyses and an adjustment for multiplicity do to the trial; no section where the study has neither. */
export function interimSections({ result }: Pick<ReportMaterial, 'result'>): ReportSection[] {
  const { groupSequential, multiplicity } = result;
  return [
    ...(groupSequential === undefined ? [] : [interimSection(groupSequential)]),
    ...(multiplicity === undefined ? [] : [multiplicitySection(multiplicity)]),
  ];
}

function interimSection(result: InterimResult): ReportSection {
  const { analysis, looks, power, stopsEarly, expectedParticipants } = result;
  const rows = looks.map(({ participants, efficacyZ, nominalP, futilityZ, stopsForEfficacy, stopsForFutility }, look) => [
    look === looks.length - 1 ? 'final' : `interim ${look + 1}`,
    String(participants),
    efficacyZ === Infinity || (efficacyZ as number | null) === null ? 'never' : efficacyZ.toFixed(3),
    nominalP.toPrecision(3),
    futilityZ === null || futilityZ === -Infinity ? '–' : futilityZ.toFixed(3),
    powerWords(stopsForEfficacy),
    futilityZ === null ? '–' : powerWords(stopsForFutility),
  ]);
  const header = [
    'analysis',
    'participants',
    'z for efficacy',
    'one-sided p',
    'z for futility',
    'stops for efficacy',
    'stops for futility',
  ];
  const early =
    result.earlyExaggeration.value === null
      ? ''
      : ` Where the trial stops early for efficacy the estimate is ${figureWords(result.earlyExaggeration, 2)} times the true effect.`;
  return {
    id: 'interim',
    title: 'Interim analyses',
    parts: [
      marked`<p>With interim analyses <code>${analysis}</code> succeeds in ${powerWords(power)} of replicates; the trial stops before the final analysis in ${powerWords(stopsEarly)} and takes ${figureWords(expectedParticipants, 1)} participants on average. The answer above is of this trial; its other analyses are made on the participants randomised when it stops.</p>`,
      tableMarkup('Stopping boundaries and probabilities of stopping', header, rows),
      marked`<p>Estimate at the end of the trial: bias ${figureWords(result.naiveBias, 2)} unadjusted, ${figureWords(result.adjustedBias, 2)} median-unbiased; coverage ${figureWords(result.naiveCoverage, 3)} unadjusted, ${figureWords(result.adjustedCoverage, 3)} with stage-wise ordering.${early}</p>`,
    ],
  };
}

function multiplicitySection({ procedure, alpha, analyses, any, all, familywiseError }: MultiplicityResult): ReportSection {
  const rows = Object.entries(analyses).map(([name, power]) => [name, powerWords(power)]);
  return {
    id: 'multiplicity',
    title: 'Adjustment for multiplicity',
    parts: [
      marked`<p>By ${procedureNames[procedure]} at a familywise level of ${alpha} at least one analysis succeeds in ${powerWords(any)} of replicates, all in ${powerWords(all)}${familywiseError === null ? '' : `; a true null hypothesis among them is rejected in ${powerWords(familywiseError)} (familywise type I error)`}.</p>`,
      tableMarkup('Power after adjustment', ['analysis', 'power ± Monte-Carlo SE'], rows),
    ],
  };
}
