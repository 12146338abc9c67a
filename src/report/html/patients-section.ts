import { flowFigure } from '../figures/flow-figure.ts';
import { patientFigures } from '../figures/patient-figures.ts';
import { marked, tableMarkup } from './markup.ts';
import type { ReportMaterial } from '../report-material.ts';
import type { ReportSection } from './report-section.ts';

/** Participant flow: one trial drawn, and the mean over the run. */
export function flowSection({ result: { flow, replicates }, trial }: ReportMaterial): ReportSection {
  const rows = [
    ['screened', flow.screened],
    ['not eligible', flow.screenFailures],
    ['randomised', flow.randomised],
    ...flow.perPeriod.map((count, period) => [`given period ${period + 1}`, count] as const),
    ['completed', flow.completed],
    ...Object.entries(flow.reasons)
      .filter(([reason, count]) => count > 0 && reason !== 'completed')
      .map(([reason, count]) => [reason, count] as const),
  ] as const;
  return {
    id: 'flow',
    title: 'Participant flow',
    parts: [
      flowFigure(trial.flow),
      tableMarkup(
        'Mean numbers of patients per trial',
        ['stage', `mean patients per trial (${replicates} trials)`],
        rows.map(([stage, count]) => [stage, count.toFixed(2)]),
      ),
    ],
  };
}

/** What the simulated patients look like. */
export function patientsSection({ study, trial }: ReportMaterial): ReportSection {
  const gaussian = marked`<p>The statistical outcome model draws one number per patient and period: it has no visits over time and no drugs, so that there are no courses to draw.</p>`;
  const limited = marked`<p class="muted">Pictures show the first ${trial.patients} of ${study.trial.design.participants} patients.</p>`;
  return {
    id: 'patients',
    title: 'What patients look like',
    parts: [
      ...(study.trial.kind === 'gaussian' ? [gaussian] : []),
      ...(trial.patients < study.trial.design.participants ? [limited] : []),
      ...patientFigures(study, trial),
    ],
  };
}
