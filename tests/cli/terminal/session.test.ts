import { expect, it } from 'vitest';
import { startSession } from '../../../src/cli/terminal/session.ts';

const listeners = (): number[] => ['SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => process.listenerCount(name));

it('a session leaves signals to the system until its signal is taken, and gives them back at its end', () => {
  const before = listeners();
  const session = startSession({});
  expect(listeners()).toEqual(before);
  const { signal } = session;
  expect(listeners()).toEqual(before.map((count) => count + 1));
  expect(session.signal).toBe(signal);
  session.end();
  expect(listeners()).toEqual(before);
});
