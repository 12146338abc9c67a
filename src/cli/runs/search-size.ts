import { oppositeDirection } from '../../power/characteristics/analysis-notes.ts';
import { compileStudy } from '../../power/simulation/compile-study.ts';
import { blocksOf } from '../../power/simulation/blocks.ts';
import { addCurve, emptyCurve, withParticipants, type CurveCounts } from '../../power/sample-size/power-curve.ts';
import {
  bracket,
  curveOf,
  type CurvePoint,
  type SampleSizeAnswer,
  sizesBetween,
  smallestReaching,
} from '../../power/sample-size/sample-size.ts';
import type { Study } from '../../study/study.ts';
import { trueEffects } from '../../power/simulation/truth.ts';
import { Progress } from '../terminal/progress.ts';
import { WorkerPool } from '../workers/worker-pool.ts';

/** What a size is searched for. */
export interface SizeRequest {
  /** With what decides about the power only. */
  readonly study: Study;
  readonly hash: string;
  /** The analysis that must succeed; the claim, or the only one, unless named. */
  readonly analysis: string | undefined;
  readonly target: number;
  /** Participants come in multiples of this. */
  readonly step: number;
  readonly max: number;
  readonly workers: number | 'auto';
  readonly quiet: boolean;
}

const PILOT_TRIALS = 1000;
const PILOT_SIZES = 16;
const PILOT_PATIENTS = 32;

/** Most sizes of the final curve; a wider bracket is searched in larger steps. */
const MOST_SIZES = 60;

/** The smallest number of participants whose simulated power reaches the target, on worker threads. */
export async function searchedSize({ study, hash, analysis, target, step, max, workers, quiet }: SizeRequest): Promise<SampleSizeAnswer> {
  const search = new SizeSearch(study, hash, new WorkerPool(workers), quiet, analysis);
  try {
    return await search.find(target, step, step * Math.floor(max / step));
  } finally {
    await search.close();
  }
}

/** What explains that analyses do not succeed however large the trial is. */
function notesOnAnalyses(study: Study): string[] {
  const truths = trueEffects(compileStudy(study));
  return Object.entries(study.analyses).flatMap(([name, planned], position) => {
    const note = oppositeDirection(planned, truths[position]);
    return note === undefined ? [] : [`${name}: ${note}`];
  });
}

/** Finds a bracket by small runs of growing size, then simulates the sizes in it at full precision. */
class SizeSearch {
  readonly #study: Study;
  readonly #id: string;
  readonly #pool: WorkerPool;
  readonly #quiet: boolean;
  readonly #analysis: string | undefined;

  constructor(study: Study, id: string, pool: WorkerPool, quiet: boolean, analysis: string | undefined) {
    this.#study = study;
    this.#id = id;
    this.#pool = pool;
    this.#quiet = quiet;
    this.#analysis = analysis;
  }

  async find(target: number, step: number, max: number): Promise<SampleSizeAnswer> {
    const trials = this.#study.power.replicates;
    let pilot: { low: number; high: number; reached: boolean };
    let largest = Math.min(max, step * Math.ceil(PILOT_PATIENTS / step));
    for (;;) {
      const { curve } = await this.#curve(sizesBetween(step, largest, step, PILOT_SIZES), PILOT_TRIALS);
      pilot = bracket(curve, target, PILOT_TRIALS);
      if (pilot.reached || largest === max) break;
      largest = Math.min(max, 2 * largest);
    }
    const sizes = sizesBetween(pilot.low, pilot.high, step, MOST_SIZES);
    const { curve, counts } = await this.#curve(sizes, trials);
    const found = smallestReaching(curve, target, trials);
    const failures = found === undefined ? undefined : this.#failures(counts, sizes.indexOf(found.participants), found.participants);
    const of = this.#analysis ?? this.#study.claim?.name ?? Object.keys(this.#study.analyses)[0];
    const base = { target, of, replicates: trials, curve };
    if (failures !== undefined) return { ...base, failures };
    if (found !== undefined) return { ...base, answer: found };
    const notes = notesOnAnalyses(this.#study);
    return { ...base, notReached: `no size up to ${max} patients reaches ${target}`, ...(notes.length === 0 ? {} : { notes }) };
  }

  async #curve(sizes: readonly number[], trials: number): Promise<{ curve: CurvePoint[]; counts: CurveCounts }> {
    const largest = sizes[sizes.length - 1];
    const study = withParticipants(this.#study, largest);
    const counts = emptyCurve(Object.keys(study.analyses).length, sizes.length);
    const progress = new Progress(`up to ${largest} patients`, trials, 'trials', this.#quiet);
    const tasks = Array.from(blocksOf(trials), (block) => ({ id: `${this.#id} ${largest}`, study, sizes, blocks: [block] }));
    await this.#pool.runCurves(tasks, (part) => {
      addCurve(counts, part);
      progress.update(counts.trials);
    });
    progress.finish();
    return { curve: curveOf(study, sizes, counts, this.#analysis), counts };
  }

  /** Which analyses fail too often at the size found. */
  #failures(counts: CurveCounts, size: number, participants: number): string | undefined {
    const { analyses, claim, power } = this.#study;
    const counted = Object.keys(analyses).filter(
      (name) => name === this.#analysis || (this.#analysis === undefined && (claim?.all.includes(name) ?? true)),
    );
    const failed = counted.filter(
      (name) => counts.notEstimable[Object.keys(analyses).indexOf(name)][size] > power.maxFailures * counts.trials,
    );
    if (failed.length === 0) return undefined;
    return `with ${participants} patients ${failed.join(', ')} could not be analysed in more than power.maxFailures (${100 * power.maxFailures} %) of trials: no size is given`;
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }
}
