import { baseText, locateBase } from '../../../src/cli/files/scenario-files.ts';
import type { Summary } from '../../../src/learning/evidence-schema.ts';
import type { Evidence, EvidenceStudy } from '../../../src/learning/evidence-study.ts';
import { learn } from '../../../src/learning/learn.ts';
import { doLearningTask, type LearningOutcome, type LearningRunner, type LearningTask } from '../../../src/learning/learning-task.ts';
import { readEvidence } from '../../../src/learning/read-evidence.ts';
import type { SimulatedPoint } from '../../../src/learning/simulated-study.ts';
import type { Stream } from '../../../src/random/index.ts';
import { momentsOfRows, type MethodAnswer } from './draws.ts';
import { oneArm } from '../../../tests/learning/small-evidence.ts';
import type { KnownProblem, ToyStudy } from './known-problem.ts';

/** Chains of every posterior: shorter than those of `learn`, for a hundred data sets. */
const lengths = { chains: 2, warmUp: 150, draws: 500 };

/** A study that `learn` can read; its scenario is never simulated, since the trials are those of the problem. */
const carrier = `name: carrier
${oneArm}parameters: { response.benefit: { distribution: beta, alpha: 3, beta: 6, source: assumed } }
studies:
  one:
    source: xu-2016
    summaries: [{ kind: mean, name: score, visit: day1, measure: value, after: placebo, value: 12, read: made up }]
`;
const read = readEvidence({ path: 'carrier.yaml', text: carrier }, { readFile: baseText, locate: locateBase });
if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
export const [carried] = read.evidence.studies;

/** `learn` itself, with its waves, surfaces and sampler, for trials of a problem. @param perPoint  trials at a point, 20 in `learn` for studies of 20 patients and more */
export async function emulatedLikelihood(
  problem: KnownProblem,
  data: readonly Float64Array[],
  perPoint: number,
  stream: Stream,
): Promise<MethodAnswer> {
  let trials = 0;
  const run: LearningRunner = async (kind, tasks, onDone) => {
    for (const [place, task] of tasks.entries()) {
      const outcome = await Promise.resolve(outcomeOf(kind, task));
      onDone(outcome, place);
    }
  };
  const outcomeOf = <Kind extends Parameters<LearningRunner>[0]>(kind: Kind, task: LearningTask<Kind>): LearningOutcome<Kind> => {
    if (!('study' in task) || kind === 'emulator') return doLearningTask(kind, task);
    const study = problem.studies[Number(task.study.name)];
    if (!('points' in task)) return study.reads as LearningOutcome<Kind>;
    trials += task.points.length * perPoint;
    return task.points.map((point) => simulated(study, point as Float64Array, perPoint, stream)) as LearningOutcome<Kind>;
  };
  const { parameters, betweenStudy } = await learn(evidenceOf(problem, data), { run, lengths });
  const quantities = [...parameters, ...betweenStudy].map(({ posterior: { mean, sd, quantiles } }) => {
    return { mean, sd, low: quantiles[0], high: quantiles[2] };
  });
  return { quantities, trials };
}

/** The data as published figures. */
function evidenceOf(problem: KnownProblem, data: readonly Float64Array[]): Evidence {
  const reading = { endpoint: 'hamd17', visit: 'day1', after: 'placebo', name: 'figure', read: 'made up', heldOut: false } as const;
  const studies = problem.studies.map(({ figures, counts }, place): EvidenceStudy => {
    const summaries: Summary[] = [...data[place]].map((value, at) =>
      at < figures
        ? { kind: 'mean', measure: 'value', value, ...reading }
        : { kind: 'count', measure: 'response', count: value, of: counts[at - figures], ...reading },
    );
    return { ...carried, name: String(place), summaries };
  });
  const parameters = problem.betweenStudy.map((_, at) => ({
    path: `parameter ${at + 1}`,
    prior: { distribution: 'normal', mean: 0, sd: 1 } as const,
    support: { min: -10, max: 10 },
    integer: false,
  }));
  return { name: problem.name, title: '', seed: '1', parameters, betweenStudy: problem.betweenStudy, studies };
}

/** What trials of a study gave at a point of all parameters, as `learn` gathers it. */
export function simulated(
  { reads, figures, counts, trial }: ToyStudy,
  point: Float64Array,
  trials: number,
  stream: Stream,
): SimulatedPoint {
  const own = reads.map((at) => point[at]);
  const rows = Array.from({ length: trials }, () => {
    const row = new Float64Array(figures + counts.length);
    trial(own, stream, row);
    return row;
  });
  const { mean, covariance } = momentsOfRows(rows.map((row) => row.subarray(0, figures)));
  const sds = Array.from(mean, (_, at) => Math.sqrt(covariance[at * (figures + 1)]));
  const cells = counts.map((size, count) => {
    const events = rows.reduce((sum, row) => sum + row[figures + count], 0);
    return [events, trials * size - events];
  });
  const correlation = covariance.map((value, place) => value / (sds[Math.floor(place / figures)] * sds[place % figures]));
  return { point, means: [...mean], sds, correlation, cells, trials };
}
