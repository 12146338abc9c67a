import { scenarioHash, SimulationAborted, type Study } from '../../index.ts';
import { searchSampleSize, type TaskRunner } from '../../power/index.ts';
import type { Origins, ReadResult } from '../../scenario/index.ts';
import { changedText } from './change-value.ts';
import { drawCurve } from './draw-curve.ts';
import { readingOf } from './form-fields.ts';
import type { Reply, Request, RunState, SizeAnswer } from './messages.ts';
import { openScenario } from './open-scenario.ts';
import { runPower } from './run-power.ts';

/** Largest number of patients that the search for a sample size tries. */
const MAX_PARTICIPANTS = 1000;

/** The text of what `power --stated --json` prints. Loaded when it is first needed: the figures are shown before. */
async function documentText(study: Study, origins: Origins, result: RunState['result'], seconds: number, workers: number): Promise<string> {
  const { powerDocument } = await import('./written-answers.ts');
  const timing = { seconds, trialsPerSecond: result.replicates / seconds, workers };
  return `${JSON.stringify(powerDocument(study, result, { version: __VERSION__, origins, timing }), null, 2)}\n`;
}

/** Reads scenarios, runs them on threads and tells how far it is. What is opened anew makes stale what ran before. */
export class Engine {
  readonly #tell: (reply: Reply) => void;
  readonly #runner: TaskRunner;
  readonly #threads: number;
  readonly #files: ReadonlyMap<string, string>;
  #opened: ReadResult | undefined;
  #stop = new AbortController();
  #stopSearch = new AbortController();

  /** @param files  the scenarios that others may extend, by their path */
  constructor(runner: TaskRunner, threads: number, files: ReadonlyMap<string, string>, tell: (reply: Reply) => void) {
    this.#files = files;
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
      else await this.#search(request.id);
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
    const read = openScenario(text, this.#files);
    this.#opened = read;
    this.#tell({ kind: 'read', id, reading: readingOf(read) });
    if ('problems' in read || Object.keys(read.study.analyses).length === 0) return;
    const { study, origins } = read;
    const state = (result: RunState['result']): RunState => ({
      result,
      replicates: study.power.replicates,
      elapsed: performance.now() - started,
    });
    const options = { runner: this.#runner, signal };
    const onResult = (result: RunState['result']): void => this.#tell({ kind: 'run', id, run: state(result) });
    const result = await runPower(study, { ...options, id: scenarioHash(study), onResult });
    onResult(result);
    const document = await documentText(study, origins, result, (performance.now() - started) / 1000, this.#threads);
    if (signal.aborted) return;
    this.#tell({ kind: 'run', id, run: { ...state(result), document } });
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
}
