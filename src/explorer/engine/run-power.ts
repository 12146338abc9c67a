import {
  decisionOf,
  inlineRunner,
  ruleOf,
  simulateStudy,
  summarise,
  type GateResult,
  type PowerResult,
  type Requirement,
  type StoppingRule,
  type Tally,
  type TaskRunner,
  type TrueEffect,
} from '../../power/index.ts';
import { SimulationAborted, type Study } from '../../index.ts';

/** Replicates of the first figures, which are there before the true effects are: few, so that they come within 300 ms, then some more (assumed). */
const PREVIEWS = [2, 10, 50];
/** Milliseconds of the first of them below which it is not shown: better ones are as good as there (assumed). */
const QUICK = 40;
/** Milliseconds that a preview would take above which its figures come from the threads (assumed). */
const SLOW = 150;
/** Milliseconds without a change after which the threads begin: who types or holds a key down sees previews alone (assumed). */
const PAUSE = 200;
/** Milliseconds between two states that are shown, at least. */
const BETWEEN_STATES = 100;

interface RunOptions {
  /** Names the study, so that a thread compiles it once. */
  readonly id: string;
  readonly runner: TaskRunner;
  readonly signal: AbortSignal;
  /** Takes the figures so far: of a preview first, then of ever more replicates of the run itself. */
  readonly onResult: (result: PowerResult) => void;
  readonly requirements: readonly Requirement[];
}

/** A run that is over, and how its requirements were judged. */
export interface Ran {
  readonly result: PowerResult;
  readonly decided: GateResult | undefined;
}

/**
 * The operating characteristics of a study with what is known so far while it runs. The last result is that of
 * the command `power` to the last bit: the preview is not part of it. It is made in this thread, since the others may be busy with
 * what has become stale.
 *
 * @throws SimulationAborted if the signal asks to stop
 */
export async function runPower(study: Study, { id, runner, signal, onResult, requirements }: RunOptions): Promise<Ran> {
  const names = Object.keys(study.analyses);
  const unknown = names.map((): TrueEffect => ({ value: null, mcse: null, patients: 0, words: '', whyNone: 'not known yet' }));
  const notKnown = names.flatMap(() => [NaN, NaN]);
  let perTrial = 0;
  for (const [place, most] of PREVIEWS.entries()) {
    // The first one also compiles the study, so that it says nothing of the next.
    if (place > 1 && most * perTrial > SLOW) break;
    const started = performance.now();
    const trials = { id, study, truths: notKnown, first: 0, count: Math.min(most, study.power.replicates) };
    const show = (tally: Tally): boolean => {
      if (!signal.aborted && (place > 0 || performance.now() - started > QUICK)) onResult(summarise(study, tally, unknown));
      return true;
    };
    await inlineRunner().runInOrder(trials, show, { signal });
    perTrial = (performance.now() - started) / most;
    // A change that came meanwhile goes first.
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) throw new SimulationAborted(0, signal.reason);
  }
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  if (signal.aborted) throw new SimulationAborted(0, signal.reason);
  let truths: readonly TrueEffect[] = [];
  await runner.run('truth', [{ study }], (found) => (truths = found), signal);
  if (signal.aborted) throw new SimulationAborted(0, signal.reason);
  let shown = 0;
  const decides = ruleOf(study, undefined, requirements);
  const rule: StoppingRule = {
    ...decides,
    enough(total) {
      if (performance.now() - shown >= BETWEEN_STATES && total.trials < study.power.replicates && !signal.aborted) {
        shown = performance.now();
        onResult(summarise(study, total, truths));
      }
      return decides.enough(total);
    },
  };
  const { total } = await simulateStudy(study, { id, runner, signal, rule, truths });
  return { result: summarise(study, total, truths), decided: decisionOf(study, { total }, requirements) };
}
