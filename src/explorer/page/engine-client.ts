import EngineWorker from '../engine/engine-worker.ts?worker';
import { keptFiles } from './kept-scenario.ts';
import { shippedScenarios } from './shipped-scenarios.ts';
import type { Reply, Request } from '../engine/messages.ts';

/** The engine as a page sees it. */
export interface EngineClient {
  /** Hands a request over, without its number, and gives the number. */
  send(request: WithoutId<Exclude<Request, { kind: 'threads' }>>): number;
}

type WithoutId<Each> = Each extends { readonly id: number } ? Omit<Each, 'id'> : never;

/** Most threads that simulate: each keeps a program of its own, and more cores than these are rare (assumed). */
const MAX_THREADS = 16;

/**
 * Starts the engine and the threads that simulate for it: one per core, but for the one of the page.
 * @param onReply  takes everything that the engine tells
 */
export function startEngine(onReply: (reply: Reply) => void): EngineClient {
  const engine = new EngineWorker();
  const threads = Math.min(MAX_THREADS, Math.max(1, navigator.hardwareConcurrency - 1));
  // They start behind the first figures, which would have to share the cores with them.
  const waiting: MessagePort[] = [];
  const ports = Array.from({ length: threads }, () => {
    const { port1, port2 } = new MessageChannel();
    waiting.push(port1);
    return port2;
  });
  engine.onmessage = ({ data }: MessageEvent<Reply>) => {
    onReply(data);
    if (data.kind === 'run') for (const port of waiting.splice(0)) new EngineWorker().postMessage({ kind: 'thread', port }, [port]);
  };
  engine.postMessage(
    { kind: 'threads', ports, known: { ...keptFiles, files: { ...keptFiles.files, ...shippedScenarios } } } satisfies Request,
    ports,
  );
  let sent = 0;
  return {
    send(request) {
      engine.postMessage({ ...request, id: ++sent });
      return sent;
    },
  };
}
