import { acceptanceTable } from '../../evidence/acceptance-table.ts';
import { evidenceByRow, type EvidenceResult } from '../../evidence/evaluate.ts';
import {
  figuresAtDraw,
  PATIENTS_PER_DRAW,
  predictedFigure,
  type DrawnTrial,
  type PredictedFigure,
} from '../../evidence/posterior-predictive.ts';
import { learnedUse } from '../../evidence/learned-figures.ts';
import { references } from '../../evidence/references.ts';
import type { EvidenceFigures } from '../../learning/figure-names.ts';
import { rootKey } from '../../random/index.ts';
import { evidenceText } from '../../report/text/evidence-text.ts';
import { parseTree } from '../../scenario/document/document-tree.ts';
import { mapIn } from '../../scenario/document/known-priors.ts';
import { loadStudy, type LoadedStudy, type StudyArguments } from '../arguments/load-study.ts';
import { loadVariants } from '../arguments/load-variants.ts';
import { baseText, locateScenario } from '../files/scenario-files.ts';
import type { Answer } from '../results/emit-answer.ts';
import { provenance } from '../results/result-document.ts';
import { uncertaintyOf } from '../../scenario/index.ts';
import { usageError } from '../terminal/exit-error.ts';
import { Progress } from '../terminal/progress.ts';
import type { Session } from '../terminal/session.ts';

/** Most virtual patients: all conditions of all are held in memory at once; assumed, about 1.5 GB. */
const MAX_PATIENTS = 1_000_000;

/** @throws ExitError (2) where so many virtual patients cannot be simulated */
export function assertPatients(patients: number): void {
  if (!Number.isInteger(patients) || patients < 200 || patients > MAX_PATIENTS)
    throw usageError(`--patients: expected a whole number from 200 to ${MAX_PATIENTS}, got ${patients}`);
}

/**
 * `evidence`: the model compared with published figures.
 * @param patients  virtual patients per condition
 * @param posterior  whose predictions stand beside the figures
 * @throws ExitError (2) where the scenario has no virtual patients; with the exit code of the signal if interrupted
 */
export async function evidence(loaded: LoadedStudy, patients: number, session: Session, posterior?: LoadedPosterior): Promise<Answer> {
  const { trial, seed } = loaded.study;
  if (trial.kind !== 'mechanistic') throw usageError(`${loaded.path}: expected model mechanistic, got ${trial.kind}`);
  const progress = new Progress('comparing', acceptanceTable.length, 'figures', session.quiet);
  const results: EvidenceResult[] = [];
  try {
    for (const result of evidenceByRow(trial, rootKey(seed), patients, acceptanceTable)) {
      progress.update(results.push(result));
      await session.breathe();
    }
  } finally {
    progress.finish();
  }
  const predicted = posterior === undefined ? undefined : await predictions(posterior, seed, session);
  const { figures } = posterior ?? {};
  const learned = figures === undefined ? undefined : results.map((row) => learnedUse(row, figures));
  const met = results.every((result) => result.met);
  const rows = results.map((result, place) => ({
    ...result,
    ...(predicted === undefined ? {} : { predicted: predicted[place] }),
    ...(learned === undefined ? {} : { learned: learned[place] }),
    sources: result.sources.map((key) => ({ key, ...references[key] })),
  }));
  return {
    document: {
      ...provenance(loaded),
      patients,
      ...(posterior === undefined
        ? {}
        : { posterior: { hash: posterior.hash, draws: posterior.trials.length, patientsPerDraw: PATIENTS_PER_DRAW } }),
      met,
      rows,
    },
    timed: false,
    text: () => evidenceText(results, patients, predicted === undefined ? undefined : { figures: predicted, learned }),
    ...(met ? {} : { exitCode: 1 }),
  };
}

/** A scenario at every draw of a posterior. */
export interface LoadedPosterior {
  readonly hash: string;
  readonly trials: readonly DrawnTrial[];
  /** Published figures of its evidence, where its file names them. */
  readonly figures: EvidenceFigures | undefined;
}

/** @throws ExitError (2) with the problems of the posterior's file, or of a draw that contradicts the scenario */
export function loadPosterior(path: string, argv: StudyArguments, file: string): LoadedPosterior {
  const { scenario, study } = loadStudy(path, { ...argv, set: [...(argv.set ?? []), `uncertainty.posterior=${JSON.stringify(file)}`] });
  const sets = (uncertaintyOf(scenario)?.joint ?? []).map(({ set }) => set);
  if (sets.length === 0) throw usageError(`${file}: expected draws of values that --set leaves open, got none`);
  const trials = loadVariants(path, argv, sets, 'set').flatMap(({ study: { trial } }, place): DrawnTrial[] =>
    trial.kind === 'mechanistic' ? [{ trial, isDependenceDrawn: Object.hasOwn(sets[place], 'response.opioidDependence') }] : [],
  );
  return { hash: study.posterior ?? '', trials, figures: figuresIn(file) };
}

/** Which figures a posterior was fitted to, as its file says. */
function figuresIn(file: string): EvidenceFigures | undefined {
  const path = locateScenario(file);
  const joint = mapIn(mapIn(parseTree(path, baseText(path), 'positions').tree.value, 'uncertainty'), 'joint') ?? {};
  const names = (key: string): string[] | undefined => {
    const { [key]: written } = joint;
    return Array.isArray(written) ? written.filter((each) => typeof each === 'string') : undefined;
  };
  const fitted = names('fitted');
  return fitted === undefined ? undefined : { fitted, heldOut: names('heldOut') ?? [] };
}

async function predictions({ trials }: LoadedPosterior, seed: string, session: Session): Promise<PredictedFigure[]> {
  const progress = new Progress('predicting', trials.length, 'draws', session.quiet);
  try {
    const drawn: ReturnType<typeof figuresAtDraw>[] = [];
    for (const [place, trial] of trials.entries()) {
      progress.update(drawn.push(figuresAtDraw(trial, place, seed, acceptanceTable)));
      await session.breathe();
    }
    return acceptanceTable.map((row, at) =>
      predictedFigure(
        row,
        drawn.map((figures) => figures[at]),
        seed,
      ),
    );
  } finally {
    progress.finish();
  }
}
