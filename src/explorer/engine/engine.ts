import { scenarioHash, SimulationAborted } from '../../index.ts';
import { replayReplicates, searchSampleSize, type SimulationOptions, type TaskRunner } from '../../power/index.ts';
import { declaredRequirements, type ReadResult } from '../../scenario/index.ts';
import { readingOf } from './form-fields.ts';
import type { QuestionKind, Questions, Reply, Request, RunState, SizeAnswer, TrialMarks } from './messages.ts';
import { openScenario, type KeptFiles } from './open-scenario.ts';
import { runPower } from './run-power.ts';
import type { Finished } from './take-away.ts';

/** Largest number of patients that the search for a sample size tries. */
const MAX_PARTICIPANTS = 1000;

type Read = Exclude<ReadResult, { readonly problems: unknown }>;
type Asked<Kind extends QuestionKind> = Questions[Kind]['asked'];
type Question = Exclude<Request, { kind: 'threads' | 'open' }>;

/** Reads scenarios, runs them on threads and reports progress. What is opened anew makes stale what ran before. */
export class Engine {
  readonly #report: (reply: Reply) => void;
  readonly #runner: TaskRunner;
  readonly #threads: number;
  #known: KeptFiles;
  #text = '';
  #opened: ReadResult | undefined;
  #finished: Finished | undefined;
  #stop = new AbortController();

  /** @param known  the scenarios that others may extend */
  constructor(runner: TaskRunner, threads: number, known: KeptFiles, report: (reply: Reply) => void) {
    this.#known = known;
    this.#runner = runner;
    this.#threads = threads;
    this.#report = report;
  }

  /** Answers a request; an error is reported. */
  async take(request: Exclude<Request, { kind: 'threads' }>): Promise<void> {
    const { id } = request;
    try {
      if (request.kind === 'open') await this.#open(request);
      else this.#report({ kind: 'answer', id, answer: await this.#answer(request) });
    } catch (error) {
      if (!(error instanceof SimulationAborted))
        this.#report({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
      else if (request.kind !== 'open') this.#report({ kind: 'stale', id });
    }
  }

  async #open({ id, text }: { readonly id: number; readonly text: string }): Promise<void> {
    const started = performance.now();
    this.#stop.abort();
    this.#stop = new AbortController();
    const options = this.#options();
    const { signal } = this.#stop;
    if ([text, ...Object.values(this.#known.files)].some((each) => /\bposterior:/.test(each))) await this.#loadPosteriors();
    if (signal.aborted) return;
    const read = openScenario(text, this.#known);
    this.#text = text;
    this.#opened = read;
    this.#finished = undefined;
    this.#report({ kind: 'read', id, reading: readingOf(read, text) });
    if ('problems' in read) return;
    if (Object.keys(read.study.analyses).length === 0) {
      this.#report({ kind: 'none', id, text: 'The scenario declares no analysis: there is no power before one is added.' });
      await this.#reportOthers(id, read, signal);
      return;
    }
    const { study, origins } = read;
    const state = (result: RunState['result']): RunState => ({
      result,
      replicates: study.power.replicates,
      elapsed: performance.now() - started,
      done: false,
      level: study.power.level,
      claim: study.claim,
      failed: failedIn(study, result),
      maxFailures: study.power.maxFailures,
    });
    // The keys that the form lacks come behind the first figures.
    let others: Promise<void> | undefined;
    const onResult = (result: RunState['result']): void => {
      this.#report({ kind: 'run', id, run: state(result) });
      others ??= this.#reportOthers(id, read, signal);
    };
    const requirements = declaredRequirements(study, read.scenario);
    const ran = await runPower(study, { runner: this.#runner, signal, id: scenarioHash(study), onResult, requirements });
    const { result, decided } = ran;
    const seconds = (performance.now() - started) / 1000;
    const timing = { seconds, trialsPerSecond: result.replicates / seconds, workers: this.#threads };
    this.#finished = { study, origins, result, decided, timing };
    this.#report({ kind: 'run', id, run: { ...state(result), done: true } });
    const { decidedText, drawCurve } = await import('./written-answers.ts');
    if (decided !== undefined) this.#report({ kind: 'decided', id, text: decidedText(study, decided, result) });
    const picture = await drawCurve(study, result, options);
    if (!signal.aborted) this.#report({ kind: 'curve', id, picture });
  }

  async #answer(question: Question): Promise<Questions[QuestionKind]['answer']> {
    if (question.kind === 'change') return this.#changed(question);
    if (question.kind === 'add') return this.#added(question);
    const { study, scenario } = this.#read();
    if (question.kind === 'size') return this.#size();
    if (question.kind === 'marks') return marksOf(study, question.count);
    const [text, known, options] = [this.#text, this.#known, this.#options()];
    // What a document says beyond the run takes as long as many trials, so that it is made when it is asked for.
    const { compareWorlds, drawTornado, runFile, showTrial, trialTable } = await import('./written-answers.ts');
    if (question.kind === 'trial') return showTrial(study, question);
    if (question.kind === 'worlds') return compareWorlds({ text, known, scenario, study }, options);
    if (question.kind === 'tornado') return drawTornado({ text, known, scenario, study }, options);
    if (question.name.endsWith('.csv')) return trialTable(question.name, study, question.replicate);
    if (this.#finished === undefined) throw new Error('the run is not over');
    return runFile(question.name, this.#finished, options);
  }

  /** Draws that a scenario may name: they are large, and most scenarios name none. */
  async #loadPosteriors(): Promise<void> {
    const { posteriors } = await import('./posteriors.ts');
    this.#known = { ...this.#known, files: { ...this.#known.files, ...posteriors } };
  }

  async #reportOthers(id: number, read: Read, signal: AbortSignal): Promise<void> {
    const { otherKeys } = await import('./written-answers.ts');
    if (signal.aborted) return;
    this.#report({ kind: 'others', id, fields: otherKeys(read, new Set(readingOf(read).fields.map(({ path }) => path))) });
  }

  /**
   * A text with one value changed, which has no source then; what is removed and is there all the same, since another file says
   * it, is removed by null.
   */
  async #changed({ text, path, value }: Asked<'change'>): Promise<string> {
    const { changedText, valueAt, withoutChangedSources } = await import('./written-answers.ts');
    const changed = withoutChangedSources(text, changedText(text, path, value), path, (each, at) => {
      const read = openScenario(each, this.#known);
      return 'problems' in read ? undefined : valueAt(read.scenario, at);
    });
    if (value !== null || !path.startsWith('analyses.')) return changed;
    const read = openScenario(changed, this.#known);
    const inherited = !('problems' in read) && Object.hasOwn(read.study.analyses, path.slice('analyses.'.length));
    return inherited ? changedText(changed, path, { yaml: 'null' }) : changed;
  }

  async #added({ text, name, method }: Asked<'add'>): Promise<string> {
    const read = openScenario(text, this.#known);
    if ('problems' in read) throw new Error('the scenario has problems');
    if (!/^[\w-]+$/.test(name)) throw new Error(`name of the analysis: expected letters, digits, - and _, got '${name}'`);
    if (Object.hasOwn(read.study.analyses, name)) throw new Error(`name of the analysis: there is one of the name ${name}`);
    const { anotherAnalysis, changedText } = await import('./written-answers.ts');
    return changedText(text, `analyses.${name}`, { yaml: JSON.stringify(anotherAnalysis(read, method)) });
  }

  async #size(): Promise<SizeAnswer> {
    const { study } = this.#read();
    const found = await searchSampleSize(study, { max: MAX_PARTICIPANTS }, this.#options());
    const { target, answer, notReached, failures, replicates } = found;
    const of = study.claim === undefined ? `the analysis ${found.of}` : `the claim “${found.of}”`;
    const asked = { target, of, replicates, command: `crossover-sim sample-size scenario.yaml --max ${MAX_PARTICIPANTS}` };
    if (answer === undefined) return { ...asked, none: notReached ?? failures ?? 'no number was found' };
    const { participants, power } = answer;
    return { ...asked, participants, power: power.value, mcse: power.mcse };
  }

  #read(): Read {
    if (this.#opened === undefined || 'problems' in this.#opened) throw new Error('the scenario has problems');
    return this.#opened;
  }

  /** Runs on the threads until something else is opened. */
  #options(): SimulationOptions {
    return { runner: this.#runner, signal: this.#stop.signal };
  }
}

/** The analyses that could not be estimated in too many trials; the command line gives no power of them either. */
function failedIn({ power }: Read['study'], { analyses }: RunState['result']): string[] {
  return Object.keys(analyses).filter((name) => analyses[name].notEstimable.share > power.maxFailures);
}

/** Which of the first trials of a run succeeded: the claim, or without one the first analysis. */
function marksOf(study: Read['study'], count: number): TrialMarks {
  const decisive = study.claim?.all ?? Object.keys(study.analyses).slice(0, 1);
  const found = replayReplicates(study, 0, Math.min(count, study.power.replicates));
  const marks: boolean[] = [];
  for (const { replicate, analysis, success } of found) {
    marks[replicate] ??= true;
    if (decisive.includes(analysis) && !success) marks[replicate] = false;
  }
  return marks;
}
