import type { CommandModule } from 'yargs';
import { blocksOf } from '../../power/simulation/blocks.ts';
import { addCurve, emptyCurve, onlyWhatDecides, withParticipants, type CurveCounts } from '../../power/sample-size/power-curve.ts';
import {
  bracket,
  curveOf,
  type CurvePoint,
  type SampleSizeAnswer,
  sizesBetween,
  smallestReaching,
} from '../../power/sample-size/sample-size.ts';
import type { Study } from '../../study/study.ts';
import { STREAM_VERSION } from '../../random/index.ts';
import { sampleSizeText } from '../../report/text/sample-size-text.ts';
import { oppositeDirections } from '../questions/exact-power.ts';
import { printAnalyticSize, unknownAnalysis } from '../questions/exact-sample-size.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { engineVersion } from '../workers/engine-version.ts';
import { loadStudy, studyOptions, tellWarnings, type StudyArguments } from '../arguments/load-study.ts';
import { terminalOf } from '../terminal/terminal.ts';
import { workersOf } from '../arguments/workers.ts';
import { Progress } from '../terminal/progress.ts';
import { WorkerPool } from '../workers/worker-pool.ts';

interface SampleSizeArguments extends StudyArguments {
  readonly scenario: string;
  readonly target?: number | undefined;
  readonly analysis?: string | undefined;
  readonly max: number;
  readonly workers: string;
  readonly analytic?: boolean | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

const PILOT_TRIALS = 1000;
const PILOT_SIZES = 16;
const PILOT_PATIENTS = 32;

/** Most sizes of the final curve; a wider bracket is searched in larger steps. */
const MOST_SIZES = 60;

export const sampleSizeCommand: CommandModule<object, SampleSizeArguments> = {
  command: 'sample-size <scenario>',
  describe: 'the smallest number of patients that reaches the target power',
  builder: (argv) =>
    studyOptions(argv)
      .positional('scenario', { type: 'string', demandOption: true, describe: 'scenario file' })
      .option('target', { type: 'number', describe: 'power to reach (default power.target)', requiresArg: true })
      .option('analysis', { type: 'string', describe: 'analysis that must succeed (default: the claim)', requiresArg: true })
      .option('replicates', { type: 'number', describe: 'number of simulated trials', requiresArg: true })
      .option('max', { type: 'number', default: 1000, describe: 'largest number of patients tried', requiresArg: true })
      .option('workers', { type: 'string', default: 'auto', describe: 'worker threads, or auto', requiresArg: true })
      .option('analytic', { type: 'boolean', describe: 'exact power by formula, without simulating' })
      .conflicts('analytic', 'replicates')
      .option('json', { type: 'boolean', default: false, describe: 'print one JSON document' })
      .option('quiet', { type: 'boolean', default: false, describe: 'no progress on stderr' })
      .example('$0 sample-size scenarios/gaussian-textbook.yaml --target 0.9', 'patients for a power of 90 %')
      .example('$0 sample-size scenarios/williams-2018.yaml --analysis hamd17-day1', 'patients for one analysis of several'),
  async handler(argv) {
    const loaded = loadStudy(argv.scenario, argv);
    tellWarnings([loaded]);
    const { study, hash } = loaded;
    const target = argv.target ?? study.power.target;
    if (!(target > 0 && target < 1)) throw new CommandFailure(2, `--target: expected a power between 0 and 1, got ${target}`);
    const step = study.trial.design.weights.reduce((sum, weight) => sum + weight, 0);
    if (!(argv.max >= 2 * step && argv.max <= 100_000))
      throw new CommandFailure(2, `--max: expected ${2 * step} to 100000 patients, got ${argv.max}`);
    if (argv.analytic === true) {
      printAnalyticSize(study, hash, { target, step, max: argv.max, analysis: argv.analysis, json: argv.json });
      return;
    }
    const started = performance.now();
    const search = new SizeSearch(asked(study, argv.analysis), hash, new WorkerPool(workersOf(argv.workers)), argv.quiet, argv.analysis);
    try {
      const answer = await search.find(target, step, step * Math.floor(argv.max / step));
      const { answer: found, ...rest } = answer;
      const timing = { seconds: (performance.now() - started) / 1000 };
      const head = {
        scenario: { name: study.name, hash },
        engine: { version: engineVersion(), streamVersion: STREAM_VERSION },
        seed: study.seed,
      };
      process.stdout.write(
        argv.json
          ? `${JSON.stringify({ ...head, ...rest, ...found, timing }, null, 2)}\n`
          : `${sampleSizeText(study, answer, terminalOf(process.stdout).unicode)}\n`,
      );
      if (answer.failures !== undefined) throw new CommandFailure(4, answer.failures);
      if (found === undefined) process.exitCode = 1;
    } finally {
      await search.close();
    }
  },
};

/**
 * The study with what decides about the analysis asked for, or about the claim.
 * @throws CommandFailure (2) if there is no such analysis, or it is not clear which one is meant
 */
function asked(study: Study, analysis: string | undefined): Study {
  const names = Object.keys(study.analyses);
  if (analysis === undefined) {
    if (study.claim === undefined && names.length > 1)
      throw new CommandFailure(
        2,
        `--analysis: ${study.name} has no claim and more than one analysis; say which of ${names.join(', ')} counts`,
      );
    return onlyWhatDecides(study);
  }
  if (!names.includes(analysis)) throw new CommandFailure(2, unknownAnalysis(analysis, names));
  return onlyWhatDecides(study, [analysis]);
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
    const notes = oppositeDirections(this.#study);
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
