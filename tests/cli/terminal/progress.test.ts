import { expect, it } from 'vitest';
import { Progress, progressBar, rateText } from '../../../src/cli/terminal/progress.ts';

/** A terminal that remembers what was written, and a clock that a test moves. */
function terminal(isTTY: boolean) {
  const written: string[] = [];
  const watch = { ms: 0 };
  const stream = { isTTY, columns: 80, write: (text: string) => written.push(text) };
  return { written, watch, options: { stream, clock: () => watch.ms } };
}

it('a run over two seconds shows stage, share, rate and time left, and leaves a clean line', () => {
  const { written, watch, options } = terminal(true);
  const progress = new Progress('simulating', 10_000, 'trials', false, options);
  watch.ms = 2000;
  progress.update(4000);
  progress.finish();
  expect(written).toHaveLength(2);
  expect(written[0]).toContain('simulating');
  expect(written[0]).toContain(' 40 % · 2 000 trials/s · 3 s left');
  expect(written[1]).toBe('\r\u001b[2K');
});

it('progress draws nothing in the first 0.3 s and at most ten times a second', () => {
  const { written, watch, options } = terminal(true);
  const progress = new Progress('simulating', 1000, 'trials', false, options);
  for (watch.ms = 0; watch.ms < 300; watch.ms += 10) progress.update(1);
  expect(written).toEqual([]);
  for (watch.ms = 300; watch.ms < 1300; watch.ms += 1) progress.update(1);
  expect(written).toHaveLength(10);
});

it('what was done before the stage began counts in the bar, not in the rate', () => {
  const { written, watch, options } = terminal(true);
  const progress = new Progress('simulating', 10_000, 'trials', false, { ...options, from: 5000 });
  watch.ms = 1000;
  progress.update(6000);
  expect(written[0]).toContain(' 60 % · 1 000 trials/s · 4 s left');
});

it.each([
  ['stderr is a file', false, false],
  ['--quiet', true, true],
])('progress is silent when %s', (_, isTTY, quiet) => {
  const { written, watch, options } = terminal(isTTY);
  const progress = new Progress('simulating', 10, 'trials', quiet, options);
  progress.announce();
  watch.ms = 5000;
  progress.update(5);
  progress.finish();
  expect(written).toEqual([]);
});

it('bars are of one width in blocks and in ASCII', () => {
  expect(progressBar(1, 2, true)).toBe('████████████░░░░░░░░░░░░ 50 %');
  expect(progressBar(1, 2, false)).toBe('############............ 50 %');
  expect(progressBar(3, 2, false)).toBe('######################## 100 %');
});

it('time left is in seconds, minutes or hours', () => {
  expect(rateText(10, 5, 'trials', 10)).toBe('· 1.0 trials/s · 5 s left');
  expect(rateText(1000, 600_000, 'trials', 1)).toBe('· 1 000 trials/s · 10 min left');
  expect(rateText(1, 36_000, 'trials', 1)).toBe('· 1.0 trials/s · 10.0 h left');
  expect(rateText(0, 5, 'trials', 3)).toBe('· 0 trials/s');
});
