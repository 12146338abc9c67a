import { afterEach, expect, it, vi } from 'vitest';
import { startSession } from '../../../src/cli/terminal/session.ts';

const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;
const listeners = (): number[] => signals.map(([name]) => process.listenerCount(name));

afterEach(() => void vi.restoreAllMocks());

it('a session listens to signals from its start, and gives them back at its end', () => {
  const before = listeners();
  const session = startSession({});
  expect(listeners()).toEqual(before.map((count) => count + 1));
  const { signal } = session;
  expect(session.signal).toBe(signal);
  session.end();
  expect(listeners()).toEqual(before);
});

it.each(signals)('a session whose signal nobody took ends the program in one line at %s, with %i', (name, exitCode) => {
  const written: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  const session = startSession({}, 'all shards are kept');
  process.emit(name, name);
  expect(exit.mock.calls).toEqual([[exitCode]]);
  expect(written).toEqual(['interrupted; all shards are kept\n']);
  session.end();
});

it.each(signals)('a session whose signal was taken leaves %s to who took it, and says so at the next breath', async (name, exitCode) => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  const session = startSession({});
  await session.breathe();
  const { signal } = session;
  process.emit(name, name);
  expect([signal.aborted, exit.mock.calls]).toEqual([true, []]);
  await expect(session.breathe()).rejects.toMatchObject({
    exitCode,
    message: 'interrupted; what was finished is kept: run the same command again',
  });
  session.end();
});
