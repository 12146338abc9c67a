import { MAX_ROWS, STEP } from './stream-group/group-layout.ts';
import type { StreamGroup } from './stream-group/stream-group.ts';
import { Stream } from './stream.ts';

/** The number under which the streams of a trial as a whole are opened: its allocation, draws that belong to no single participant. */
const WHOLE_TRIAL = 0;

/**
 * The random-number streams of one participant of one replicate, opened by what they are for.
 *
 * Bound at the start of a participant, the object is passed on whole: code that draws names a purpose and, where there are several of it, an
 * index (a period, a visit, a candidate). Reused from participant to participant without allocating.
 */
export class ParticipantStreams {
  readonly #key: Int32Array;
  readonly #stream = new Stream();
  #alone = new Float64Array(STEP * MAX_ROWS);
  /** Numbers drawn last. */
  drawn: Float64Array = this.#alone;
  /** Whether the stream stands behind the numbers drawn last. */
  #isBehind = false;
  readonly #group: StreamGroup | undefined;
  readonly #member: number;
  /** Whether the streams are those of the member of the group. */
  #isMember = false;
  #replicate = 0;
  #participant = 0;
  #bindings = 0;

  /**
   * @param key     the root key of the run’s streams
   * @param group   participants whose streams are started together   @param member  which of them this one is
   */
  constructor(key: Int32Array, group?: StreamGroup, member = 0) {
    this.#key = key;
    this.#group = group;
    this.#member = member;
  }

  /** How often the object has been bound: what is remembered of a participant holds while this number stays. */
  get bindings(): number {
    return this.#bindings;
  }

  /** Binds the streams to a participant of a replicate; without a participant, to the trial as a whole. */
  bind(replicate: number, participant = WHOLE_TRIAL): this {
    this.#replicate = replicate;
    this.#participant = participant;
    this.#isMember = false;
    this.#bindings++;
    return this;
  }

  /** Says that the group is bound to the participant to whom the streams are. */
  join(): void {
    this.#isMember = this.#group !== undefined;
  }

  /**
   * Opens a stream at its beginning.
   * @param purpose  code of what it is for (`streamId`)
   * @param index    which of several streams of that purpose
   * @param stream   receives it; without one, the stream opened before is opened anew and ends there
   */
  open(purpose: number, index = 0, stream = this.#stream): Stream {
    if (this.#isMember && this.#group?.open(purpose, index, this.#member, stream) === true) return stream;
    return stream.start(this.#key, this.#replicate, this.#participant, purpose, index);
  }

  /**
   * Draws the first numbers of a stream: what `open` and so many calls of `normal` and then of `uniform` give. The stream opened before ends.
   * @returns where the first of them is in `drawn`; the others follow `STEP` places apart each, until the next draw
   */
  draw(purpose: number, index: number, normals: number, uniforms: number): number {
    if (this.#isMember && this.#group !== undefined) {
      const first = this.#group.draw(purpose, index, normals, uniforms, this.#member);
      if (first >= 0) {
        if (this.drawn !== this.#group.numbers) this.drawn = this.#group.numbers;
        this.#isBehind = false;
        return first;
      }
    }
    return this.drawAlone(purpose, index, normals, uniforms);
  }

  /** The same of a stream that few participants have, which is not started for all of a group. */
  drawAlone(purpose: number, index: number, normals: number, uniforms: number): number {
    const count = normals + uniforms;
    if (STEP * count > this.#alone.length) this.#alone = new Float64Array(STEP * count);
    const numbers = (this.drawn = this.#alone);
    const stream = this.#stream.start(this.#key, this.#replicate, this.#participant, purpose, index);
    for (let place = 0; place < count; place++) numbers[STEP * place] = place < normals ? stream.normal() : stream.uniform();
    this.#isBehind = true;
    return 0;
  }

  /** The stream behind the numbers that were drawn last, of which the names are given again; nothing is opened between. */
  behind(purpose: number, index: number): Stream {
    if (!this.#isBehind && this.#group !== undefined) this.#group.resume(purpose, index, this.#member, this.#stream);
    return this.#stream;
  }
}
