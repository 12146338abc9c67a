import type { Figure } from '../figures/figure.ts';
import { flowFigure } from '../figures/flow-figure.ts';
import { recordedFigures } from '../figures/participants/patient-figures.ts';
import { countWords } from '../sentences/figure-words.ts';
import { marked, tableMarkup, type Markup } from './markup.ts';
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
        'Mean numbers of participants per trial',
        ['stage', `participants per trial (mean of ${countWords(replicates)} replicates)`],
        rows.map(([stage, count]) => [stage, count.toFixed(2)]),
      ),
    ],
  };
}

/** The endpoints of the analyses as simulated participants have them. */
export function patientsSection(material: ReportMaterial): ReportSection {
  const gaussian = marked`<p>The normal outcome model draws one number per participant and period: it has no visits over time and no drugs, so that there are no courses to draw.</p>`;
  return {
    id: 'patients',
    title: 'Simulated participants: endpoints of the analyses',
    parts: [...(material.study.trial.kind === 'gaussian' ? [gaussian] : []), ...limited(material), ...drawn(material).analysed],
  };
}

/** Other endpoints and the pharmacology behind them; no section where there is nothing else. */
export function otherPatientsSections(material: ReportMaterial): ReportSection[] {
  const { others } = drawn(material);
  const title = 'Simulated participants: other endpoints and pharmacology';
  return others.length === 0 ? [] : [{ id: 'other-endpoints', title, parts: [...limited(material), ...others] }];
}

/** That pictures show the first participants of a large trial only. */
export function limited({ study, trial }: ReportMaterial): Markup[] {
  const { participants } = study.trial.design;
  return trial.patients < participants
    ? [marked`<p class="muted">Pictures show the first ${trial.patients} of ${participants} participants.</p>`]
    : [];
}

/** The pictures of participants: those of endpoints that are analysed, and the others. */
function drawn({ study, trial }: ReportMaterial): { readonly analysed: readonly Figure[]; readonly others: readonly Figure[] } {
  const endpoints = new Set(Object.values(study.analyses).map(({ endpoint }) => endpoint));
  const isAnalysed = ({ name }: Figure): boolean => endpoints.has(name.replace(/^(paired|courses)-/, ''));
  const figures = recordedFigures(study, trial);
  return { analysed: figures.filter(isAnalysed), others: figures.filter((figure) => !isAnalysed(figure)) };
}
