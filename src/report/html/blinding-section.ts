import type { BlindingResult } from '../../analysis/blinding.ts';
import type { BlindingIndex } from '../../statistics/intervals/blinding-index.ts';
import {
  armHeader,
  armRow,
  blindingLegend,
  expectedIndexWords,
  gradedHeader,
  gradedLegend,
  gradedRow,
  jamesWords,
} from '../sentences/blinding-sentences.ts';
import { marked, tableMarkup } from './markup.ts';
import { blindingFigures } from '../figures/participants/patient-figures.ts';
import { limited } from './patients-section.ts';
import type { ReportMaterial } from '../report-material.ts';
import type { ReportSection } from './report-section.ts';

/** How well the trial is expected to be blinded, and the guesses in one trial; no section where there is nothing to guess. */
export function blindingSections(material: ReportMaterial): ReportSection[] {
  const { blinding, study, trial } = material;
  if (blinding === undefined) return [];
  const index = (each: BlindingIndex): string => expectedIndexWords(each, blinding);
  const parts = blinding.results.flatMap((result) => [
    marked`<p>Guess of the ${result.question}: ${jamesWords(result, index)}.</p>`,
    tableMarkup(
      `Guesses of the ${result.question}`,
      armHeader,
      result.arms.map((arm) => armRow(arm, index)),
    ),
    ...gradedParts(result, index),
  ]);
  const legend = marked`<p class="muted">First period; guesses of ${blinding.population} simulated participants, ± Monte-Carlo standard error. ${blindingLegend}. ${gradedLegend}.</p>`;
  return [{ id: 'blinding', title: 'Blinding', parts: [...parts, legend, ...limited(material), ...blindingFigures(study, trial)] }];
}

/** The indices of five answers. */
function gradedParts({ question, graded }: BlindingResult, index: (each: BlindingIndex) => string): ReportSection['parts'] {
  if (graded === undefined) return [];
  return [
    marked`<p>With five answers: ${jamesWords(graded, index)}.</p>`,
    tableMarkup(
      `Guesses of the ${question}, with five answers`,
      gradedHeader,
      graded.arms.map((arm) => gradedRow(arm, index)),
    ),
  ];
}
