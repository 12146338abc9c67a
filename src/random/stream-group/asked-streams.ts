import { PLACES } from './group-layout.ts';

/** Which streams were asked for since the group was bound, each at a place of a table that is found from its name; another of the same place takes it. */
export class AskedStreams {
  readonly #purposes = new Int32Array(PLACES);
  readonly #indexes = new Int32Array(PLACES);
  readonly #rounds = new Float64Array(PLACES);
  /** Whether the stream of a place has been started. */
  readonly areStarted = new Uint8Array(PLACES);

  /** Place of a stream that was asked for before; −1 where it was not, and is noted. @param round  grows whenever the group is bound */
  placeOf(purpose: number, index: number, round: number): number {
    const place = hash(purpose, index);
    if (this.#holds(place, purpose, index, round)) return place;
    this.#note(place, purpose, index, round);
    return -1;
  }

  /** Place of a stream, which is noted where it was not asked for before. */
  take(purpose: number, index: number, round: number): number {
    const place = hash(purpose, index);
    if (!this.#holds(place, purpose, index, round)) this.#note(place, purpose, index, round);
    return place;
  }

  #holds(place: number, purpose: number, index: number, round: number): boolean {
    return this.#purposes[place] === purpose && this.#indexes[place] === index && this.#rounds[place] === round;
  }

  #note(place: number, purpose: number, index: number, round: number): void {
    this.#purposes[place] = purpose;
    this.#indexes[place] = index;
    this.#rounds[place] = round;
    this.areStarted[place] = 0;
  }
}

function hash(purpose: number, index: number): number {
  return Math.imul(purpose + Math.imul(index, 0x85ebca6b), 0x9e3779b1) >>> 26;
}
