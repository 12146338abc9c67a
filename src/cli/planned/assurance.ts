import { BLOCK_SIZE } from '../../power/simulation/blocks.ts';
import { withAnswer, type Inquiry } from '../../power/common-random-numbers/inquiry.ts';
import { assuranceCells, assuranceInquiry, type AssuranceOutcome, type DrawnStudy } from '../../power/uncertainty/run-assurance.ts';
import type { AssuranceAnswer } from '../../power/uncertainty/assurance.ts';
import { drawsOf } from '../../power/uncertainty/prior-draws.ts';
import {
  drawsWorth,
  REPLICATES_PER_DRAW,
  runOverUncertainty,
  type PowerOverUncertainty,
} from '../../power/uncertainty/power-over-uncertainty.ts';
import { studyTitle } from '../../report/sentences/study-title.ts';
import { assuranceText } from '../../report/text/assurance-text.ts';
import { scenarioHash, uncertaintyOf } from '../../scenario/index.ts';
import type { Study } from '../../study/study.ts';
import { loadStudy, tellWarnings, type LoadedStudy, type StudyArguments } from '../arguments/load-study.ts';
import { loadVariants } from '../arguments/load-variants.ts';
import type { Answer } from '../results/emit-answer.ts';
import { provenance } from '../results/result-document.ts';
import { withWorkers, type WorkersOptions } from '../runs/with-workers.ts';
import type { PlannedQuestion } from '../shards/planned-question.ts';
import type { PosedQuestion, QuestionCell } from '../shards/question-plan.ts';
import { notEstimable, usageError } from '../terminal/exit-error.ts';
import { warn } from '../terminal/terminal.ts';

/** What assurance is asked with. */
export interface AssuranceArguments extends StudyArguments {
  readonly scenario: readonly string[];
}

/** A scenario with priors, and its study at every draw from them. */
export interface UncertainStudy {
  readonly loaded: LoadedStudy;
  readonly drawn: readonly DrawnStudy[];
  /** Whether the draws are all that the prior has. */
  readonly exhaustive: boolean;
}

/** Tells which values of the posterior are taken as known, and what the draws of the others then are not. */
export function warnOfKnown({ path, known }: Pick<LoadedStudy, 'path' | 'known'>): void {
  if (known.length > 0)
    warn(
      `${path} uncertainty.posterior: ${known.join(', ')} set above it; the draws of the others are not those given ${known.length === 1 ? 'that value' : 'those values'}`,
    );
}

/**
 * Reads a scenario and what it says is not known.
 * @throws ExitError (2) if it says nothing, or a draw contradicts itself
 */
export function loadUncertain(path: string, argv: StudyArguments): UncertainStudy {
  const loaded = loadStudy(path, argv);
  tellWarnings([loaded]);
  warnOfKnown(loaded);
  const uncertainty = uncertaintyOf(loaded.scenario);
  if (uncertainty === undefined)
    throw usageError(`${path} uncertainty: expected a section with priors, got none; --assurance needs to know what is not known`);
  const draws = drawsOf(uncertainty, loaded.study.seed);
  const settings = draws.map(({ set }) => set);
  // Checked as a whole: a combination that contradicts itself is reported, not left out.
  const drawn = loadVariants(path, argv, settings, 'set').map((one, position) => ({ draw: draws[position], study: one.study }));
  return { loaded, drawn, exhaustive: isExhaustive(loaded.scenario) };
}

/** Whether the draws of a scenario's uncertainty are all that there are. */
function isExhaustive({ uncertainty }: LoadedStudy['scenario']): boolean {
  return uncertainty?.joint !== undefined && uncertainty.joint.sample !== true;
}

/** `power --assurance`: power averaged over what is not known, how it spreads, and how likely it is to reach the target. */
export function posedAssurance(argv: AssuranceArguments): PosedQuestion {
  const [path, ...others] = argv.scenario;
  if (others.length > 0) throw usageError(`--assurance: expected one scenario, got ${argv.scenario.length}`);
  const { loaded, drawn, exhaustive } = loadUncertain(path, argv);
  const { study, origins, scenario } = loaded;
  const [own, ...cells] = assuranceCells(study, drawn);
  return {
    question: { kind: 'assurance', draws: drawn.map(({ draw }) => draw), exhaustive, uncertainty: scenario.uncertainty },
    cells: [{ ...own, origins }, ...cells],
  };
}

/** The answer to an assurance from the runs of its cells: the study, and every draw. */
export function assuranceAnswer(
  { draws, exhaustive, uncertainty }: Extract<PlannedQuestion, { kind: 'assurance' }>,
  [own, ...cells]: readonly QuestionCell[],
): Inquiry<Answer> {
  const drawn = cells.map(({ study }, position) => ({ draw: draws[position], study }));
  return withAnswer(assuranceInquiry(own.study, drawn, exhaustive), (outcome) => answerFrom(own, outcome, uncertainty));
}

function answerFrom({ study, origins }: QuestionCell, outcome: AssuranceOutcome, uncertainty: unknown): Answer {
  if (outcome.status === 'not-estimable') throw notEstimable(failureText(study, outcome.share));
  const { answer } = outcome;
  const hash = scenarioHash(study);
  return {
    name: 'assurance',
    document: { ...provenance({ study, hash }), assurance: answer, uncertainty, study, origins },
    table: { name: 'assurance', rows: rowsOf(answer) },
    text: (layout) => assuranceText(study, answer, layout),
    report: { question: { kind: 'assurance', answer }, study, hash, origins },
  };
}

function failureText(study: Study, share: number): string {
  const text = `an analysis could not be estimated in ${(100 * share).toFixed(2)} % of trials, more than power.maxFailures (${100 * study.power.maxFailures} %)`;
  return `${studyTitle(study)}\n${text}: no assurance is given`;
}

function rowsOf({ draws, trialsPerDraw }: AssuranceAnswer): (string | number)[][] {
  const paths = [...new Set(draws.flatMap(({ set }) => Object.keys(set)))];
  return [
    ['draw', 'weight', ...paths, 'trials', 'power'],
    ...draws.map(({ weight, set, power }, position) => [
      position + 1,
      weight,
      ...paths.map((path) => set[path] ?? ''),
      trialsPerDraw,
      power,
    ]),
  ];
}

/**
 * The range of a scenario's power over its uncertainty section; undefined where it has none, or where so few replicates are asked for that the draws would be too few.
 * @throws ExitError (2) if a draw contradicts itself
 */
export async function overUncertainty(
  { path, scenario, study }: Pick<LoadedStudy, 'path' | 'scenario' | 'study'>,
  argv: StudyArguments,
  options: WorkersOptions,
): Promise<PowerOverUncertainty | undefined> {
  const uncertainty = uncertaintyOf(scenario);
  if (uncertainty === undefined) return undefined;
  const { joint } = uncertainty;
  const { replicates } = study.power;
  const worth =
    joint === undefined ? drawsWorth(replicates, uncertainty.draws) : replicates >= REPLICATES_PER_DRAW * joint.length ? joint.length : 0;
  if (worth === 0) return undefined;
  const draws = drawsOf({ ...uncertainty, draws: worth }, study.seed);
  const settings = draws.map(({ set }) => set);
  const drawn = loadVariants(path, argv, settings, 'set').map((one, position) => ({ draw: draws[position], study: one.study }));
  const tasks = Math.max(worth, Math.ceil(replicates / BLOCK_SIZE));
  return withWorkers({ ...options, tasks, studies: [study, ...drawn.map((one) => one.study)] }, (simulation) =>
    runOverUncertainty(study, drawn, { ...simulation, exhaustive: isExhaustive(scenario) }),
  );
}
