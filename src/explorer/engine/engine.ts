import { scenarioHash, SimulationAborted, type Study } from '../../index.ts';
import { searchSampleSize, type TaskRunner } from '../../power/index.ts';
import type { Origins, ReadResult } from '../../scenario/index.ts';
import { changedText } from './change-value.ts';
import { drawCurve } from './draw-curve.ts';
import { readingOf } from './form-fields.ts';
import type { Reply, Request, RunState, SizeAnswer } from './messages.ts';
import { openScenario, type KeptFiles } from './open-scenario.ts';
import { runPower } from './run-power.ts';

/** Largest number of patients that the search for a sample size tries. */
const MAX_PARTICIPANTS = 1000;

/** A run that is over. */
interface Finished {
  readonly study: Study;
  readonly origins: Origins;
  readonly result: RunState['result'];
  readonly seconds: number;
}

/** Reads scenarios, runs them on threads and tells how far it is. What is opened anew makes stale what ran before. */
export class Engine {
  readonly #tell: (reply: Reply) => void;
  readonly #runner: TaskRunner;
  readonly #threads: number;
  readonly #known: KeptFiles;
  #opened: ReadResult | undefined;
  #finished: Finished | undefined;
  #stop = new AbortController();
  #stopSearch = new AbortController();

  /** @param known  the scenarios that others may extend */
  constructor(runner: TaskRunner, threads: number, known: KeptFiles, tell: (reply: Reply) => void) {
    this.#known = known;
    this.#runner = runner;
    this.#threads = threads;
    this.#tell = tell;
  }

  /** Does what is asked; what goes wrong is told. */
  async take(request: Exclude<Request, { kind: 'threads' }>): Promise<void> {
    try {
      if (request.kind === 'open') await this.#open(request);
      else if (request.kind === 'change')
        this.#tell({ kind: 'changed', id: request.id, text: changedText(request.text, request.path, request.value) });
      else if (request.kind === 'size') await this.#search(request.id);
      else await this.#write(request.id);
    } catch (error) {
      if (!(error instanceof SimulationAborted))
        this.#tell({ kind: 'failed', id: request.id, message: error instanceof Error ? error.message : String(error) });
    }
  }

  async #open({ id, text }: { readonly id: number; readonly text: string }): Promise<void> {
    const started = performance.now();
    this.#stop.abort();
    this.#stopSearch.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const read = openScenario(text, this.#known);
    this.#opened = read;
    this.#finished = undefined;
    this.#tell({ kind: 'read', id, reading: readingOf(read) });
    if ('problems' in read || Object.keys(read.study.analyses).length === 0) return;
    const { study, origins } = read;
    const state = (result: RunState['result']): RunState => ({
      result,
      replicates: study.power.replicates,
      elapsed: performance.now() - started,
      done: false,
    });
    const options = { runner: this.#runner, signal };
    const onResult = (result: RunState['result']): void => this.#tell({ kind: 'run', id, run: state(result) });
    const result = await runPower(study, { ...options, id: scenarioHash(study), onResult });
    this.#finished = { study, origins, result, seconds: (performance.now() - started) / 1000 };
    this.#tell({ kind: 'run', id, run: { ...state(result), done: true } });
    const picture = await drawCurve(study, result, options);
    if (!signal.aborted) this.#tell({ kind: 'curve', id, picture });
  }

  async #search(id: number): Promise<void> {
    this.#stopSearch.abort();
    this.#stopSearch = new AbortController();
    if (this.#opened === undefined || 'problems' in this.#opened) throw new Error('the scenario has problems');
    const { signal } = this.#stopSearch;
    const { target, of, answer, notReached, failures, replicates } = await searchSampleSize(
      this.#opened.study,
      { max: MAX_PARTICIPANTS },
      { runner: this.#runner, signal },
    );
    const found: Partial<SizeAnswer> =
      answer === undefined
        ? { none: notReached ?? failures ?? 'no number was found' }
        : { participants: answer.participants, power: answer.power.value, mcse: answer.power.mcse };
    this.#tell({ kind: 'size', id, answer: { target, of, replicates, ...found } });
  }

  /** Writes what `power --stated --json` prints. Its further figures take as long as many trials, so that it is made when it is asked for. */
  async #write(id: number): Promise<void> {
    if (this.#finished === undefined) throw new Error('the run is not over');
    const { study, origins, result, seconds } = this.#finished;
    const { powerDocument } = await import('./written-answers.ts');
    const timing = { seconds, trialsPerSecond: result.replicates / seconds, workers: this.#threads };
    const document = powerDocument(study, result, { version: __VERSION__, origins, timing });
    this.#tell({ kind: 'document', id, text: `${JSON.stringify(document, null, 2)}\n` });
  }
}
