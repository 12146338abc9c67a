import { doTask, runTasksInOrder, type TaskKind, type TaskOf, type TaskRunner } from '../../power/index.ts';

/** A task on its way to a thread. */
interface Sent {
  readonly number: number;
  readonly kind: TaskKind;
  readonly task: TaskOf<TaskKind>;
}

/** What a thread sends back. */
interface Done {
  readonly number: number;
  readonly outcome?: unknown;
  readonly problem?: string;
}

/** So many workers in the rule that cuts trials into tasks that a task is one block: what is stale ends after a block. */
const SMALLEST_TASKS = 10_000;

/** Does the tasks that come through a port, one after another. */
export function serveTasks(port: MessagePort): void {
  port.onmessage = ({ data: { number, kind, task } }: MessageEvent<Sent>) => {
    try {
      port.postMessage({ number, outcome: doTask(kind, task) } satisfies Done);
    } catch (error) {
      port.postMessage({ number, problem: String(error) } satisfies Done);
    }
  };
}

/** A runner whose tasks are done behind ports. Each port has one task of a run at a time. */
export function threadRunner(ports: readonly MessagePort[]): TaskRunner {
  let sent = 0;
  const waiting = new Map<number, (done: Done) => void>();
  for (const port of ports) {
    port.onmessage = ({ data }: MessageEvent<Done>) => {
      waiting.get(data.number)?.(data);
      waiting.delete(data.number);
    };
  }
  const ask = (port: MessagePort, kind: TaskKind, task: TaskOf<TaskKind>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const number = ++sent;
      waiting.set(number, ({ outcome, problem }) => (problem === undefined ? resolve(outcome) : reject(new Error(problem))));
      port.postMessage({ number, kind, task } satisfies Sent);
    });
  const run: TaskRunner['run'] = async (kind, tasks, onDone, signal) => {
    const queue = tasks[Symbol.iterator]();
    let position = 0;
    const drain = async (port: MessagePort): Promise<void> => {
      while (signal?.aborted !== true) {
        const next = queue.next();
        if (next.done === true) return;
        const at = position++;
        const outcome = await ask(port, kind, next.value);
        onDone(outcome as Parameters<typeof onDone>[0], at);
      }
    };
    await Promise.all(ports.map(drain));
  };
  return { run, runInOrder: (trials, onTally, options) => runTasksInOrder(run, SMALLEST_TASKS, trials, onTally, options) };
}
