import { Engine } from './engine.ts';
import type { Reply, Request } from './messages.ts';
import { serveTasks, threadRunner } from './thread-runner.ts';

/**
 * The script of every worker. The first message says which one it is: with `port` it does the tasks that come through it;
 * with `threads` it is the engine, whose tasks are done behind the ports.
 */
type First = { readonly kind: 'thread'; readonly port: MessagePort } | Request;

let engine: Engine | undefined;

self.onmessage = ({ data }: MessageEvent<First>) => {
  if (data.kind === 'thread') serveTasks(data.port);
  else if (data.kind === 'threads')
    engine = new Engine(threadRunner(data.ports), data.ports.length, data.known, (reply: Reply) => self.postMessage(reply));
  else void engine?.take(data);
};
