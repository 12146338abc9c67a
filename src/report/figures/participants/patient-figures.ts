import { picturedShape } from '../../picture-shapes.ts';
import { check } from '../../../arguments/shape.ts';
import { checkStudy } from '../../../study/check-study.ts';
import type { Study } from '../../../study/study.ts';
import type { PicturedTrial } from '../../../power/simulation/replay-trial.ts';
import { givenWord } from '../../../trial/drugs.ts';
import type { MedicationBand } from '../../../trial/mechanistic/medication-bands.ts';
import type { MechanisticTrial } from '../../../trial/trial-model.ts';
import { declaredIn } from '../../sentences/endpoint-words.ts';
import { blockadeFigure, concentrationFigure } from './band-figure.ts';
import { beliefFigure } from './belief-figure.ts';
import { courseFigure } from './course-figure.ts';
import type { Figure } from '../figure.ts';
import { guessFigure } from './guess-figure.ts';
import { pairedFigure } from './paired-figure.ts';

/** Hours up to which all visits of an endpoint are counted in minutes. */
const MINUTES_UP_TO = 12;

/**
 * What simulated participants look like: their scores paired and over time, and the pharmacology behind them and what they guess and believe where the model has it.
 *
 * @example
 * ```ts
 * import { replayTrial } from 'crossover-sim/power';
 * import { patientFigures } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * patientFigures(study, replayTrial(study, 0)).map(({ name }) => name); // → ['paired-score']
 * ```
 */
export function patientFigures(study: Study, trial: PicturedTrial): Figure[] {
  checkStudy('study', study);
  check('trial', trial, picturedShape);
  return [...recordedFigures(study, trial), ...blindingFigures(study, trial)];
}

/** What the participants guess of what they were given, and believe: what a trial shows of its blinding. */
export function blindingFigures({ trial: model }: Study, trial: PicturedTrial): Figure[] {
  if (model.kind !== 'mechanistic' || trial.guesses === undefined) return [];
  const figures = [beliefFigure(model, trial), ...trial.guesses.questions.map((question) => guessFigure(trial, question))];
  return figures.filter((figure) => figure !== undefined);
}

/** The scores of the participants, and the pharmacology behind them. */
export function recordedFigures(study: Study, trial: PicturedTrial): Figure[] {
  const from = `${trial.name}, ${trial.patients} participants`;
  const figures: (Figure | undefined)[] = [];
  const paired = new Set<string>();
  for (const { endpoint, visit, reference, comparator } of Object.values(study.analyses)) {
    const courses = trial.courses[endpoint];
    if (paired.has(endpoint) || courses === undefined) continue;
    const declared = declaredIn(study.trial, endpoint);
    const figure = pairedFigure({ endpoint, declared, visit, trial: study.trial, reference, comparator, courses, from });
    if (figure !== undefined) paired.add(endpoint);
    figures.push(figure);
  }
  if (study.trial.kind === 'mechanistic') {
    for (const [endpoint, courses] of Object.entries(trial.courses)) {
      const last = Math.max(0, ...courses.flatMap(({ points }) => points.map(({ hours }) => hours)));
      const time = last <= MINUTES_UP_TO ? 'min' : 'days';
      const declared = declaredIn(study.trial, endpoint);
      figures.push(courseFigure({ endpoint, declared, given: givenWord(study.trial), courses, treatments: trial.treatments, time, from }));
    }
    if (trial.medication !== undefined) {
      const { bands, patients } = trial.medication;
      figures.push(
        concentrationFigure(bands, patients, study.trial.design, givenWord(study.trial), changesKinetics(study.trial)),
        ...blockadeFigures(study.trial, bands, patients),
      );
    }
  }
  return figures.filter((figure) => figure !== undefined);
}

/** Whether a drug that the trial declares changes the kinetics of another. */
function changesKinetics({ drugs = {} }: MechanisticTrial): boolean {
  return Object.values(drugs).some(({ interactions = {} }) =>
    Object.values(interactions).some(({ clearanceRatio }) => clearanceRatio !== 1),
  );
}

/** A figure of the blockade of each target that is blocked at all; the first is called `blockade`, the others after their targets as well. */
function blockadeFigures(trial: MechanisticTrial, bands: readonly MedicationBand[], patients: number): Figure[] {
  const targets = Object.keys(bands[0]?.blockade ?? {}).filter((target) =>
    bands.some(({ blockade }) => blockade[target].some(({ high }) => high > 0)),
  );
  return targets
    .map((target, place) =>
      blockadeFigure(
        bands,
        patients,
        target,
        givenWord(trial),
        place === 0 ? 'blockade' : `blockade-${target.replaceAll(/[^\w-]+/g, '-')}`,
      ),
    )
    .filter((figure) => figure !== undefined);
}
