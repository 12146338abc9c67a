import { streamModule, type StreamExports } from '../../../random/four-streams/stream-module.ts';
import { STATE_BYTES, streamLayout } from '../../../random/four-streams/stream-layout.ts';
import type { EndpointCorrelations } from '../../endpoint-correlations.ts';
import { TRIALS_AT_ONCE, WORK_ROOM } from '../../trials-side-by-side.ts';
import { moduleBytes } from './module-bytes.ts';

/** Bytes of a row of numbers, and of a row of codes. */
const NUMBERS = 8 * TRIALS_AT_ONCE;
const CODES = 4 * TRIALS_AT_ONCE;
/** Participants whose normal numbers are made at once, so that those of a large trial stay near the processor; assumed. */
const MAX_CHUNK = 256;

/** Addresses, counts and standard deviations, as `module-text.ts` names them. */
type Numbers<Length extends number, Taken extends number[] = []> = Taken['length'] extends Length
  ? Taken
  : Numbers<Length, [...Taken, number]>;

interface Exports extends StreamExports {
  blocks(...numbers: Numbers<5>): void;
  respond(...numbers: Numbers<9>): void;
}

/** What the module must know of a Gaussian trial. */
export interface FourTrialsPlan {
  readonly key: Int32Array;
  readonly subjects: number;
  readonly periods: number;
  /** Normal numbers of a participant and endpoint: the own one, then one a period at least. */
  readonly drawn: number;
  /** By endpoint: standard deviations, and means by sequence × period. */
  readonly endpoints: readonly { readonly sdBetween: number; readonly sdWithin: number; readonly means: Float64Array }[];
  /** Sequence codes of a permuted block before it is shuffled; empty where nothing is drawn by the module. */
  readonly block: Int32Array;
  /** How many uniform numbers are asked for at most. */
  readonly uniforms: number;
}

/** Four neighbouring Gaussian trials side by side, the numbers of the TypeScript code to the last bit, in WebAssembly. Arrays hold a row of four for each place. */
export class FourTrials {
  readonly memory: object;
  /** Sequence codes by participant. */
  readonly sequence: Int32Array;
  /** Responses by endpoint, and by participant × period. */
  readonly values: readonly Float64Array[];
  readonly work: Float64Array;
  /** Normal numbers by endpoint, of the participants at hand. */
  readonly #normals: readonly Float64Array[];
  readonly #uniforms: Float64Array;
  readonly #module: Exports;
  readonly #plan: FourTrialsPlan;
  readonly #rooms: Rooms;

  private constructor(plan: FourTrialsPlan, module: Exports, rooms: Rooms) {
    const { buffer } = module.memory;
    const { subjects, periods, drawn, endpoints, block } = plan;
    this.memory = module.memory;
    this.#module = module;
    this.#plan = plan;
    this.#rooms = rooms;
    const numbers = (count: number) => (place: number) => new Float64Array(buffer, place, count);
    this.sequence = new Int32Array(buffer, rooms.sequence, subjects * TRIALS_AT_ONCE);
    this.values = rooms.values.map(numbers(subjects * periods * TRIALS_AT_ONCE));
    this.work = numbers(WORK_ROOM)(rooms.work);
    this.#normals = rooms.normals.map(numbers(rooms.chunk * drawn * TRIALS_AT_ONCE));
    this.#uniforms = numbers(plan.uniforms * TRIALS_AT_ONCE)(rooms.uniforms);
    new Int32Array(buffer, rooms.block, block.length).set(block);
    endpoints.forEach(({ means }, position) => {
      numbers(means.length)(rooms.means[position]).set(means);
    });
  }

  /** @returns undefined on an engine without WebAssembly or its SIMD instructions */
  static of(plan: FourTrialsPlan): FourTrials | undefined {
    const rooms = roomsOf(plan);
    const module = streamModule<Exports>(moduleBytes, plan.key, rooms.end);
    return module === undefined ? undefined : new FourTrials(plan, module, rooms);
  }

  /** The first uniform numbers of a stream of trials `first` … `first + 3`. */
  uniforms(first: number, purpose: number, count: number): Float64Array {
    const { states, uniforms } = this.#rooms;
    this.#module.start(first, purpose, 0, states);
    this.#module.uniforms(states, uniforms, count);
    return this.#uniforms;
  }

  /** Fills `sequence` by permuted blocks. @param draws  uniform numbers that they take */
  allocate(first: number, purpose: number, draws: number): void {
    const { block, subjects } = this.#plan;
    const { uniforms, block: codes, sequence } = this.#rooms;
    this.uniforms(first, purpose, draws);
    this.#module.blocks(uniforms, codes, block.length, sequence, sequence + CODES * subjects);
  }

  /**
   * Fills `values` of the sequences in `sequence`.
   * @param correlations  of the normal numbers of several endpoints
   */
  respond(first: number, purpose: number, correlations: EndpointCorrelations): void {
    const { subjects, periods, drawn, endpoints } = this.#plan;
    const { chunk, states, normals, sequence, values, means } = this.#rooms;
    const module = this.#module;
    for (let index = 0; index < endpoints.length; index++) module.start(first, purpose, index, states + STATE_BYTES * index);
    for (let start = 0; start < subjects; start += chunk) {
      const count = Math.min(chunk, subjects - start);
      for (let index = 0; index < endpoints.length; index++) module.normals(states + STATE_BYTES * index, normals[index], count * drawn);
      correlations.correlate(this.#normals, TRIALS_AT_ONCE);
      for (let index = 0; index < endpoints.length; index++) {
        const { sdBetween, sdWithin } = endpoints[index];
        const [codes, responses] = [sequence + CODES * start, values[index] + NUMBERS * periods * start];
        const unused = NUMBERS * (drawn - 1 - periods);
        module.respond(codes, normals[index], unused, responses, means[index], count, periods, sdBetween, sdWithin);
      }
    }
  }
}

/** Addresses of what the module keeps in its memory. */
type Rooms = ReturnType<typeof roomsOf>;

function roomsOf({ subjects, periods, drawn, endpoints, block, uniforms }: FourTrialsPlan) {
  let end: number = streamLayout.free;
  const take = (bytes: number): number => {
    const place = end;
    end += Math.ceil(bytes / 16) * 16;
    return place;
  };
  const chunk = Math.min(MAX_CHUNK, subjects);
  const rows = subjects * periods;
  return {
    chunk,
    states: take(STATE_BYTES * endpoints.length),
    block: take(4 * block.length),
    means: endpoints.map(({ means }) => take(8 * means.length)),
    // The last block is shuffled whole, and the number that no uniform one should reach would stand behind it.
    sequence: take(CODES * (subjects + block.length + 1)),
    values: endpoints.map(() => take(NUMBERS * rows)),
    normals: endpoints.map(() => take(NUMBERS * chunk * drawn)),
    uniforms: take(NUMBERS * uniforms),
    work: take(8 * WORK_ROOM),
    end,
  };
}
