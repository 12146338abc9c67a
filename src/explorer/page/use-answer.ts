import { useRef, useState } from 'preact/hooks';
import type { QuestionKind, Questions } from '../engine/messages.ts';
import type { EngineClient } from './engine-client.ts';

/** A question to the engine about what is open. */
export interface Asking<Kind extends QuestionKind> {
  /** The latest answer, of the scenario as it is; undefined until there is one. */
  readonly answer: Questions[Kind]['answer'] | undefined;
  /** Whether an answer is awaited. */
  readonly busy: boolean;
  readonly problem: string;
  readonly ask: (asked: Questions[Kind]['asked']) => void;
}

/**
 * A question that is asked when somebody wants to know. Its answer goes when the scenario changes.
 * @param opened  the number of what is open
 */
export function useAnswer<Kind extends QuestionKind>(engine: EngineClient, kind: Kind, opened: number): Asking<Kind> {
  interface State {
    readonly opened: number;
    readonly answer?: Questions[Kind]['answer'] | undefined;
    readonly busy: boolean;
    readonly problem: string;
  }
  const [state, setState] = useState<State>();
  const last = useRef(0);
  const { answer, busy = false, problem = '' }: Partial<State> = state?.opened === opened ? state : {};
  const ask = (asked: Questions[Kind]['asked']): void => {
    const own = ++last.current;
    const set = (next: Omit<State, 'opened'>): void => {
      if (own === last.current) setState({ opened, ...next });
    };
    set({ answer, busy: true, problem: '' });
    engine.ask(kind, asked).then(
      (found) => set({ answer: found, busy: false, problem: '' }),
      (error: unknown) => set({ busy: false, problem: error instanceof Error ? error.message : String(error) }),
    );
  };
  return { answer, busy, problem, ask };
}
