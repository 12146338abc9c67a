import { afterEach, describe, expect, it, vi } from 'vitest';
import { ParticipantStreams, rootKey, Stream, streamId } from '../../src/random/index.ts';
import { GROUP, STEP } from '../../src/random/stream-group/group-layout.ts';
import { moduleBytes } from '../../src/random/stream-group/module-bytes.ts';
import { moduleText } from '../../src/random/stream-group/module-text.ts';
import { StreamGroup } from '../../src/random/stream-group/stream-group.ts';
import { poisson } from '../../src/random/variates.ts';
import { assembled } from '../vectors/assembled.ts';

const key = rootKey('a group of participants');
const purposes = Array.from({ length: 90 }, (_, number) => streamId(`purpose ${number}`));
const { WebAssembly: engine } = globalThis as { WebAssembly?: unknown };
const engines = [
  ['with vectors of WebAssembly', engine],
  ['without', undefined],
] as const;

afterEach(() => vi.unstubAllGlobals());

/** Streams of a group of so many participants, whose names are far apart. */
function groupOf(count: number): { group: StreamGroup; members: ParticipantStreams[]; bind: (replicate: number) => Int32Array } {
  const group = new StreamGroup(key);
  const members = Array.from({ length: count }, (_, member) => new ParticipantStreams(key, group, member));
  const bind = (replicate: number): Int32Array => {
    const names = Int32Array.from({ length: count }, (_, member) => 7 * replicate + 0x1000000 * (member % 3) + member);
    group.bind(replicate, names, count);
    members.forEach((streams, member) => streams.bind(replicate, names[member]).join());
    return names;
  };
  return { group, members, bind };
}

const alone = new Stream();
const numbers = (stream: Stream): number[] => [stream.uniform(), stream.normal(), stream.bits()];

describe.each(engines)('streams of a group of participants, %s', (_, present) => {
  it.each([1, 2, 3, 4, 13, GROUP])('the streams of %d participants have the bits of each by itself', (count) => {
    vi.stubGlobal('WebAssembly', present);
    const { group, members, bind } = groupOf(count);
    for (const replicate of [0, 1, 2 ** 31 - 3]) {
      const names = bind(replicate);
      for (let place = 0; place < purposes.length; place++) {
        const [purpose, index] = [purposes[place], place % 3];
        members.forEach((streams, member) => {
          const expected = (): Stream => alone.startAt(key, replicate, names[member], purpose, index);
          expect(numbers(streams.open(purpose, index))).toEqual(numbers(expected()));
          const first = streams.draw(purpose, index, 3, 2);
          const found = [0, 1, 2, 3, 4].map((row) => streams.drawn[first + STEP * row]);
          const stream = expected();
          expect(found).toEqual([...[0, 1, 2].map(() => stream.normal()), stream.uniform(), stream.uniform()]);
          expect(numbers(streams.behind(purpose, index))).toEqual(numbers(stream));
        });
        const uniforms = [...group.uniforms(purpose, index).subarray(0, count)];
        expect(uniforms).toEqual(Array.from(names, (name) => alone.startAt(key, replicate, name, purpose, index).uniform()));
      }
    }
  });

  it('the streams of many purposes have the bits of each by itself, whoever asks between', () => {
    vi.stubGlobal('WebAssembly', present);
    const { members, bind } = groupOf(6);
    const names = bind(4);
    members.forEach((streams, member) => {
      for (const purpose of purposes) {
        const expected = alone.startAt(key, 4, names[member], purpose, 2);
        const first = streams.draw(purpose, 2, 1, 1);
        expect([streams.drawn[first], streams.drawn[first + STEP]]).toEqual([expected.normal(), expected.uniform()]);
        expect(numbers(streams.behind(purpose, 2))).toEqual(numbers(expected));
        expect(streams.open(purpose, 2).bits()).toBe(alone.startAt(key, 4, names[member], purpose, 2).bits());
      }
    });
  });

  it('a member who is bound to another participant has the streams of that one', () => {
    vi.stubGlobal('WebAssembly', present);
    const { members, bind } = groupOf(8);
    bind(5);
    for (const streams of members) streams.open(purposes[0]);
    const moved = members[3].bind(5, 99);
    expect(numbers(moved.open(purposes[0]))).toEqual(numbers(alone.startAt(key, 5, 99, purposes[0])));
    const first = moved.drawAlone(purposes[1], 0, 1, 0);
    expect(moved.drawn[first]).toBe(alone.startAt(key, 5, 99, purposes[1]).normal());
  });

  it('Poisson counts are those of an inversion of one uniform number, and none is made without a mean', () => {
    vi.stubGlobal('WebAssembly', present);
    const { group, bind } = groupOf(GROUP);
    const means = [
      0,
      5e-324,
      1e-300,
      1e-9,
      0.08,
      0.7,
      2,
      3.5,
      7.9,
      8,
      12,
      40,
      91,
      300,
      659.9,
      660.1,
      720,
      800,
      5000,
      Infinity,
      -1,
      -400,
      NaN,
    ];
    for (let replicate = 0; replicate < 600; replicate++) {
      const names = bind(replicate);
      const asked = Float64Array.from(names, (__, member) => means[(replicate + member * 5) % means.length]);
      const counts = [...group.poissons(purposes[2], 1, asked, 0, 92).subarray(0, GROUP)];
      const expected = Array.from(names, (name, member) => {
        const uniform = alone.startAt(key, replicate, name, purposes[2], 1).uniform();
        return Number.isNaN(asked[member]) ? NaN : Math.min(92, poisson(uniform, asked[member]));
      });
      expect(counts).toEqual(expected);
    }
  });
});

it('the shipped module of a group of streams is what its text stands for', async () => {
  expect(moduleBytes).toBe(Buffer.from(await assembled(moduleText)).toString('base64'));
});
