import { expect, it } from 'vitest';
import { ParticipantStreams, streamId, rootKey, Stream } from '../../src/random/index.ts';
import { sourceFiles } from '../house/source-files.ts';

const key = rootKey('participants');
const purpose = streamId('a purpose');
const numbers = (stream: Stream): number[] => Array.from({ length: 5 }, () => stream.uniform());

it('a participant’s stream has the numbers of its key, replicate, participant, purpose and index', () => {
  const streams = new ParticipantStreams(key).bind(7, 11);
  for (const index of [0, 1, 5])
    expect(numbers(streams.open(purpose, index))).toEqual(numbers(new Stream().startAt(key, 7, 11, purpose, index)));
  expect(numbers(streams.open(purpose))).toEqual(numbers(new Stream().startAt(key, 7, 11, purpose)));
});

it('a trial as a whole has the streams of number 0', () => {
  expect(numbers(new ParticipantStreams(key).bind(7).open(purpose))).toEqual(numbers(new Stream().startAt(key, 7, 0, purpose)));
});

it('streams that are bound anew are those of the new participant, and tell that they were', () => {
  const streams = new ParticipantStreams(key).bind(7, 11);
  const first = { bindings: streams.bindings, numbers: numbers(streams.open(purpose)) };
  streams.bind(7, 12);
  expect(streams.bindings).not.toBe(first.bindings);
  expect(numbers(streams.open(purpose))).not.toEqual(first.numbers);
  expect(numbers(streams.bind(7, 11).open(purpose))).toEqual(first.numbers);
});

it('two streams of a participant that are open at once do not disturb each other', () => {
  const streams = new ParticipantStreams(key).bind(7, 11);
  const alone = numbers(streams.open(purpose));
  const [one, other] = [streams.open(purpose), streams.open(purpose, 1, new Stream())];
  const together = alone.map(() => {
    other.uniform();
    return one.uniform();
  });
  expect(together).toEqual(alone);
});

it('patients and trials open their streams through the participant only', () => {
  const rooms = ['population', 'design', 'trial', 'evidence'];
  expect(sourceFiles.filter(({ room, text }) => rooms.includes(room) && /\.seat\(/.test(text)).map(({ path }) => path)).toEqual([]);
});
