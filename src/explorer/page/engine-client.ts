import EngineWorker from '../engine/engine-worker.ts?worker';
import type { QuestionKind, Questions, Reply, Request } from '../engine/messages.ts';
import { keptFiles } from './kept-scenario.ts';
import { shippedScenarios } from './shipped-scenarios.ts';

/** What the engine reports about the scenario that is open. */
export type Reported = Extract<Reply, { kind: 'read' | 'others' | 'run' | 'none' | 'decided' | 'curve' | 'failed' }>;

/** The engine as a page sees it. */
export interface EngineClient {
  /** Opens a text. @returns its number, which all reports about it have */
  open(text: string): number;
  /**
   * Asks something about what is open.
   * @returns undefined where it has become stale
   * @throws Error with what went wrong, in words
   */
  ask<Kind extends QuestionKind>(kind: Kind, asked: Questions[Kind]['asked']): Promise<Questions[Kind]['answer'] | undefined>;
}

/** Most threads that simulate: each keeps a program of its own, and more cores than these are rare (assumed). */
const MAX_THREADS = 16;

interface Waiting {
  readonly resolve: (answer: Questions[QuestionKind]['answer'] | undefined) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts the engine and the threads that simulate for it, one per core. The engine makes the first figures while the threads still do
 * what is stale; on two cores these come within 300 ms of a change in every shipped scenario (docs/how-to/explorer.md).
 * @param onReport  takes every report about the scenario that is open
 */
export function startEngine(onReport: (reported: Reported) => void): EngineClient {
  const engine = new EngineWorker();
  const threads = Math.min(MAX_THREADS, navigator.hardwareConcurrency);
  // They start behind the first figures, which would have to share the cores with them.
  const idle: MessagePort[] = [];
  const ports = Array.from({ length: threads }, () => {
    const { port1, port2 } = new MessageChannel();
    idle.push(port1);
    return port2;
  });
  const questions = new Map<number, Waiting>();
  engine.onmessage = ({ data }: MessageEvent<Reply>) => {
    const waiting = questions.get(data.id);
    questions.delete(data.id);
    if (data.kind === 'answer') waiting?.resolve(data.answer);
    else if (data.kind === 'stale') waiting?.resolve(undefined);
    else if (data.kind === 'failed' && waiting !== undefined) waiting.reject(new Error(data.message));
    else onReport(data);
    if (data.kind === 'run') for (const port of idle.splice(0)) new EngineWorker().postMessage({ kind: 'thread', port }, [port]);
  };
  const known = { ...keptFiles, files: { ...keptFiles.files, ...shippedScenarios } };
  engine.postMessage({ kind: 'threads', ports, known } satisfies Request, ports);
  let sent = 0;
  return {
    open(text) {
      engine.postMessage({ kind: 'open', id: ++sent, text } satisfies Request);
      return sent;
    },
    ask: (kind, asked) =>
      new Promise((resolve, reject) => {
        questions.set(++sent, { resolve: resolve as Waiting['resolve'], reject });
        engine.postMessage({ ...asked, kind, id: sent });
      }),
  };
}
