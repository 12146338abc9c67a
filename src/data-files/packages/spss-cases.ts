import { ByteBuilder } from './byte-builder.ts';
import type { ByteSink } from './table-file.ts';
import { putText } from './utf8.ts';

/** Codes of the compression: 1 to 251 are whole numbers, less the bias. */
const BIAS = 100;
const codes = { end: 252, raw: 253, blanks: 254, missing: 255 } as const;
const BLANK = 0x20;
const CHUNK_BYTES = 65_536;
/** Bytes of a segment of a text. */
const SEGMENT_BYTES = 255;

/** The cases of a system file: eights of bytes, each with a code; eight codes stand before the values that they do not hold themselves. */
export class SpssCases {
  readonly #sink: ByteSink;
  readonly #chunk = new ByteBuilder(CHUNK_BYTES + 1024);
  readonly #codes = new Uint8Array(8);
  readonly #values = new ByteBuilder(64);
  #filled = 0;
  /** Blanks but while a text is written. */
  #text = new Uint8Array(0);

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  missing(): void {
    this.#code(codes.missing);
  }

  number(value: number): void {
    // The codes hold no negative zero.
    if (Number.isInteger(value) && value > -BIAS && value <= 251 - BIAS && !Object.is(value, -0)) this.#code(value + BIAS);
    else {
      this.#values.float64(value);
      this.#code(codes.raw);
    }
  }

  /** A text of a variable of so many bytes, in segments of at most 255 that are filled up to whole eights. */
  text(text: string, width: number): void {
    if (this.#text.length < width + 8) this.#text = new Uint8Array(2 * width + 8).fill(BLANK);
    const bytes = this.#text;
    const length = putText(bytes, 0, text);
    if (width <= SEGMENT_BYTES) this.#eights(bytes, 0, width);
    else {
      segmentWidths(width).forEach((segment, position) => {
        const from = position * SEGMENT_BYTES;
        // The eights of a segment end with blanks, not with the beginning of the next one.
        const own = new Uint8Array(SEGMENT_BYTES + 1).fill(BLANK);
        own.set(bytes.subarray(from, from + segment));
        this.#eights(own, 0, segment);
      });
    }
    bytes.fill(BLANK, 0, length);
  }

  #eights(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at += 8) {
      let last = at + 7;
      while (last >= at && bytes[last] === BLANK) last--;
      if (last < at) this.#code(codes.blanks);
      else {
        this.#values.raw(bytes.subarray(at, at + 8));
        this.#code(codes.raw);
      }
    }
  }

  close(): void {
    if (this.#filled > 0) {
      this.#codes.fill(0, this.#filled);
      this.#flush();
    }
    this.#sink.write(this.#chunk.take());
  }

  #code(code: number): void {
    this.#codes[this.#filled++] = code;
    if (this.#filled === 8) this.#flush();
  }

  #flush(): void {
    this.#chunk.raw(this.#codes).raw(this.#values.take());
    this.#filled = 0;
    if (this.#chunk.length >= CHUNK_BYTES) this.#sink.write(this.#chunk.take());
  }
}

/** Widths of the segments of a text: one below 256 bytes, else 255 bytes for every 252 of the width and the rest. */
export function segmentWidths(width: number): number[] {
  if (width <= SEGMENT_BYTES) return [width];
  const count = Math.ceil(width / 252);
  return Array.from({ length: count }, (_, position) => (position < count - 1 ? SEGMENT_BYTES : width - (count - 1) * 252));
}
