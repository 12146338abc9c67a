import { cutToBytes, putText, utf8Length } from './utf8.ts';

/** Bytes that are put one after another: little-endian numbers and texts of UTF-8. */
export class ByteBuilder {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  constructor(capacity = 4096) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get length(): number {
    return this.#length;
  }

  #grow(by: number): number {
    const start = this.#length;
    this.#length += by;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, 2 * this.#bytes.length));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return start;
  }

  uint8(value: number): this {
    const at = this.#grow(1);
    this.#view.setUint8(at, value);
    return this;
  }

  uint16(value: number): this {
    const at = this.#grow(2);
    this.#view.setUint16(at, value, true);
    return this;
  }

  int32(...values: readonly number[]): this {
    for (const value of values) {
      const at = this.#grow(4);
      this.#view.setInt32(at, value, true);
    }
    return this;
  }

  /** A whole number below 2⁵³ in eight bytes. */
  uint64(value: number): this {
    const at = this.#grow(8);
    this.#view.setUint32(at, value >>> 0, true);
    this.#view.setUint32(at + 4, Math.floor(value / 4294967296), true);
    return this;
  }

  float64(...values: readonly number[]): this {
    for (const value of values) {
      const at = this.#grow(8);
      this.#view.setFloat64(at, value, true);
    }
    return this;
  }

  /** A text without an end mark. */
  text(text: string): this {
    const length = utf8Length(text);
    const at = this.#grow(length);
    putText(this.#bytes, at, text);
    return this;
  }

  /** A text in a field of so many bytes, cut where it is longer and filled with a byte where it is shorter. */
  field(text: string, bytes: number, fill: number): this {
    const at = this.#grow(bytes);
    const taken = putText(this.#bytes, at, cutToBytes(text, bytes));
    this.#bytes.fill(fill, at + taken, at + bytes);
    return this;
  }

  raw(bytes: Uint8Array): this {
    const at = this.#grow(bytes.length);
    this.#bytes.set(bytes, at);
    return this;
  }

  /** Everything that was put since the last time, as a copy. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }
}
