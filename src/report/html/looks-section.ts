import type { InterimResult } from '../../power/interim/interim-result.ts';
import type { MultiplicityResult } from '../../power/multiplicity/multiplicity-result.ts';
import { figureWords, powerWords } from '../sentences/figure-words.ts';
import { marked, tableMarkup } from './markup.ts';
import type { ReportMaterial } from '../report-material.ts';
import type { ReportSection } from './report-section.ts';

/** What looks before the end, and judging analyses together, do to the trial; no section where the study has neither. */
export function looksSections({ result }: Pick<ReportMaterial, 'result'>): ReportSection[] {
  const { groupSequential, multiplicity } = result;
  return [
    ...(groupSequential === undefined ? [] : [interimSection(groupSequential)]),
    ...(multiplicity === undefined ? [] : [togetherSection(multiplicity)]),
  ];
}

function interimSection(looked: InterimResult): ReportSection {
  const { analysis, looks, power, stopsEarly, expectedParticipants } = looked;
  const rows = looks.map(({ participants, efficacyZ, nominalP, futilityZ, stopsForEfficacy, stopsForFutility }, look) => [
    look === looks.length - 1 ? 'end' : `look ${look + 1}`,
    String(participants),
    efficacyZ === Infinity || (efficacyZ as number | null) === null ? 'never' : efficacyZ.toFixed(3),
    nominalP.toPrecision(3),
    futilityZ === null || futilityZ === -Infinity ? '–' : futilityZ.toFixed(3),
    powerWords(stopsForEfficacy),
    futilityZ === null ? '–' : powerWords(stopsForFutility),
  ]);
  const header = ['', 'patients', 'z for efficacy', 'one-sided p', 'z for futility', 'stops for efficacy', 'stops for futility'];
  const early =
    looked.earlyExaggeration.value === null
      ? ''
      : ` Where the trial stops early for efficacy the estimate is ${figureWords(looked.earlyExaggeration, 2)} times the truth.`;
  return {
    id: 'looks',
    title: 'Looks before the end',
    parts: [
      marked`<p>With interim analyses of <code>${analysis}</code> it succeeds in ${powerWords(power)} of trials; the trial stops before the end in ${powerWords(stopsEarly)} and takes ${figureWords(expectedParticipants, 1)} patients on average. The answer above is of this trial; its other analyses are made on the patients randomised when it stops.</p>`,
      tableMarkup('Looks before the end', header, rows),
      marked`<p>Estimate at the end of the trial: bias ${figureWords(looked.naiveBias, 2)} as it stands, ${figureWords(looked.adjustedBias, 2)} median-unbiased; intervals hold the truth in ${figureWords(looked.naiveCoverage, 3)} as they stand, ${figureWords(looked.adjustedCoverage, 3)} stage-wise.${early}</p>`,
    ],
  };
}

function togetherSection({ procedure, alpha, analyses, any, all, familywiseError }: MultiplicityResult): ReportSection {
  const rows = Object.entries(analyses).map(([name, power]) => [name, powerWords(power)]);
  return {
    id: 'multiplicity',
    title: 'Analyses judged together',
    parts: [
      marked`<p>By ${procedure} at ${alpha}: at least one succeeds in ${powerWords(any)} of trials, all in ${powerWords(all)}${familywiseError === null ? '' : `; a true null hypothesis among them is rejected in ${powerWords(familywiseError)}`}.</p>`,
      tableMarkup('Power after adjustment', ['analysis', 'power ± MCSE'], rows),
    ],
  };
}
