import type { UncertainParameter } from '../power/uncertainty/prior-draws.ts';
import { rootKey } from '../random/index.ts';
import { hierarchyOf, type PosteriorRequest } from './emulated-posterior.ts';
import type { Chain } from './sampler/hamiltonian.ts';
import { chainOf } from './sampler/posterior.ts';
import type { EvidenceStudy } from './evidence-study.ts';
import { refitOf, type Refit, type RefitTask } from './refits/refit.ts';
import { SimulatedStudy, type SimulatedPoint } from './simulated-study.ts';
import { robustFit, type RobustFit, type RobustTask } from './robust/robust-posterior.ts';
import { emulate, type StudyEmulator } from './emulator/study-emulator.ts';

/** A study to be simulated. */
export interface StudyTask {
  /** What the task is of, the same for no other task of the evidence: what it gives can be kept under it. */
  readonly name: string;
  readonly study: EvidenceStudy;
  readonly parameters: readonly UncertainParameter[];
  /** Seed of the evidence. */
  readonly seed: string;
}

/** Neighbouring points of a wave of one study. */
export interface PointsTask extends StudyTask {
  readonly wave: number;
  readonly points: readonly Float64Array[];
  /** Number of the first trial of the first point. */
  readonly first: number;
}

/** Simulated points of a study, to which surfaces are fitted. */
export interface EmulatorTask {
  readonly study: EvidenceStudy;
  readonly reads: readonly number[];
  readonly points: readonly SimulatedPoint[];
}

/** One of the chains of a posterior. */
export interface ChainTask extends PosteriorRequest {
  readonly chain: number;
}

/** All work that a posterior takes, by its kind: the task, which is plain data for another thread, and what it gives. */
export interface LearningWork {
  /** Places of the parameters that the summaries of a study read. */
  readonly reads: { readonly task: StudyTask; readonly outcome: readonly number[] };
  readonly points: { readonly task: PointsTask; readonly outcome: readonly SimulatedPoint[] };
  readonly emulator: { readonly task: EmulatorTask; readonly outcome: StudyEmulator };
  readonly chain: { readonly task: ChainTask; readonly outcome: Chain };
  readonly refit: { readonly task: RefitTask; readonly outcome: Refit };
  readonly robust: { readonly task: RobustTask; readonly outcome: RobustFit };
}

export type LearningKind = keyof LearningWork;
export type LearningTask<Kind extends LearningKind> = LearningWork[Kind]['task'];
export type LearningOutcome<Kind extends LearningKind> = LearningWork[Kind]['outcome'];

/** Does tasks of one kind, anywhere and in any order, and hands over what each gives with its place: the numbers depend on the tasks alone. */
export type LearningRunner = <Kind extends LearningKind>(
  kind: Kind,
  tasks: readonly LearningTask<Kind>[],
  onDone: (outcome: LearningOutcome<Kind>, place: number) => void,
) => Promise<void>;

/** A study that can be simulated, with random numbers of its own. */
export function simulatedStudyOf({ study, parameters, seed }: Omit<StudyTask, 'name'>): SimulatedStudy {
  return new SimulatedStudy(study, parameters, rootKey(`${seed} ${study.name}`));
}

const workOf: { readonly [Kind in LearningKind]: (task: LearningTask<Kind>) => LearningOutcome<Kind> } = {
  reads(task) {
    const simulated = simulatedStudyOf(task);
    return task.parameters.flatMap((_, at) => (simulated.reads(at) ? [at] : []));
  },
  points({ points, first, ...task }) {
    const simulated = simulatedStudyOf(task);
    return points.map((point, place) => simulated.simulate(point, first + place * simulated.trials));
  },
  emulator: ({ study, reads, points }) => emulate(study, reads, points),
  chain: ({ chain, ...request }) => chainOf(hierarchyOf(request), request.seed, request.purpose, chain, request.lengths),
  refit: refitOf,
  robust: robustFit,
};

/** Does one task in this thread. */
export function doLearningTask<Kind extends LearningKind>(kind: Kind, task: LearningTask<Kind>): LearningOutcome<Kind> {
  return workOf[kind](task);
}

/** Does every task in this thread. */
export const inThisThread: LearningRunner = async (kind, tasks, onDone) => {
  for (const [place, task] of tasks.entries()) onDone(await Promise.resolve(doLearningTask(kind, task)), place);
};

/** What all tasks of a kind give, in their order. */
export async function outcomesOf<Kind extends LearningKind>(
  run: LearningRunner,
  kind: Kind,
  tasks: readonly LearningTask<Kind>[],
): Promise<LearningOutcome<Kind>[]> {
  const outcomes: LearningOutcome<Kind>[] = [];
  await run(kind, tasks, (outcome, place) => (outcomes[place] = outcome));
  return outcomes;
}
