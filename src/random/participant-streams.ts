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
  #replicate = 0;
  #participant = 0;
  #bindings = 0;

  /** @param key  the root key of the run’s streams */
  constructor(key: Int32Array) {
    this.#key = key;
  }

  /** How often the object has been bound: what is remembered of a participant holds while this number stays. */
  get bindings(): number {
    return this.#bindings;
  }

  /** Binds the streams to a participant of a replicate; without a participant, to the trial as a whole. */
  bind(replicate: number, participant = WHOLE_TRIAL): this {
    this.#replicate = replicate;
    this.#participant = participant;
    this.#bindings++;
    return this;
  }

  /**
   * Opens a stream at its beginning.
   * @param purpose  code of what it is for (`streamId`)
   * @param index    which of several streams of that purpose
   * @param stream   receives it; without one, the stream opened before is opened anew and ends there
   */
  open(purpose: number, index = 0, stream = this.#stream): Stream {
    return stream.start(this.#key, this.#replicate, this.#participant, purpose, index);
  }
}
