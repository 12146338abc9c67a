import { picturedShape } from '../picture-shapes.ts';
import { check } from '../../arguments/shape.ts';
import { checkStudy } from '../../study/check-study.ts';
import type { Study } from '../../study/study.ts';
import { designFigure } from '../figures/design-figure.ts';
import { flowFigure } from '../figures/flow-figure.ts';
import { patientFigures } from '../figures/participants/patient-figures.ts';
import { swimmerFigure } from '../figures/participants/swimmer-figure.ts';
import type { PicturedTrial } from '../../power/simulation/replay-trial.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { documentText, type HtmlReport } from './html-report.ts';
import { marked, tableMarkup } from './markup.ts';
import { figuresOf, type ReportParts } from './report-section.ts';

/**
 * One simulated trial as an HTML document: who responded when, who dropped out, and what was recorded.
 *
 * @example
 * ```ts
 * import { replayTrial } from 'crossover-sim/power';
 * import { trialReport } from 'crossover-sim/report';
 * import { readStudy, scenarioHash, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * const trial = replayTrial(study, 0);
 * trialReport(study, trial, scenarioHash(study)).text; // → '<!doctype html>…'
 * ```
 */
export function trialReport(study: Study, trial: PicturedTrial, hash: string): HtmlReport {
  checkStudy('study', study);
  check('trial', trial, picturedShape);
  check('hash', hash, 'text');
  // The first that is analysed; of a study without analyses, the first that is recorded.
  const endpoint = Object.values(study.analyses).at(0)?.endpoint ?? Object.keys(trial.courses).at(0);
  const left = trial.withdrawals.map(({ patient, period, reason }) => [`participant ${patient}`, String(period), reason]);
  const who =
    left.length === 0
      ? marked`<p>Every participant completed the trial.</p>`
      : tableMarkup('Participants who left the trial', ['participant', 'last period given', 'reason'], left);
  const head = marked`<p class="muted">${trial.name} · scenario ${study.name} · hash ${hash.slice(0, 12)} · seed ${study.seed}</p>`;
  const parts: ReportParts = {
    front: [
      { id: 'design', title: 'Design', parts: [designFigure(study)] },
      { id: 'flow', title: 'Participant flow', parts: [flowFigure(trial.flow)] },
    ],
    body: [
      {
        id: 'patients',
        title: 'Participant by participant',
        parts: [...(endpoint === undefined ? [] : [swimmerFigure(study, trial, endpoint)]), who],
      },
      { id: 'scores', title: 'Recorded values', parts: patientFigures(study, trial) },
    ],
    appendix: [],
  };
  return { text: documentText(`One simulated trial: ${studyTitle(study)}`, head, parts), figures: figuresOf(parts) };
}
