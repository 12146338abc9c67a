import { ByteBuilder } from './byte-builder.ts';
import type { ByteSink } from './table-file.ts';

/** Codes of the compression: 1 to 251 are whole numbers, less the bias. */
const BIAS = 100;
const codes = { end: 252, raw: 253, blanks: 254, missing: 255 } as const;
const BLANK = 0x20;
const CHUNK_BYTES = 65_536;
/** Bytes of a segment of a text, and the eights that it takes. */
const SEGMENT_BYTES = 255;

const encoder = new TextEncoder();

/** The cases of a system file: eights of bytes, each with a code; eight codes stand before the values that they do not hold themselves. */
export class SpssCases {
  readonly #sink: ByteSink;
  readonly #chunk = new ByteBuilder(CHUNK_BYTES + 1024);
  readonly #codes = new Uint8Array(8);
  readonly #values = new ByteBuilder(64);
  #filled = 0;

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
    const bytes = encoder.encode(text);
    for (const [from, segment] of segmentStarts(width)) {
      for (let eight = 0; eight < segment; eight += 8) {
        const taken = bytes.subarray(from + eight, from + Math.min(eight + 8, segment));
        if (taken.every((byte) => byte === BLANK)) this.#code(codes.blanks);
        else {
          this.#values.raw(taken).raw(blanks.subarray(taken.length));
          this.#code(codes.raw);
        }
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

const blanks = new Uint8Array(8).fill(BLANK);

/** Where the bytes of each segment of a text begin, and its width. */
function segmentStarts(width: number): (readonly [from: number, segment: number])[] {
  return segmentWidths(width).map((segment, position) => [position * SEGMENT_BYTES, segment] as const);
}

/** Widths of the segments of a text: one below 256 bytes, else 255 bytes for every 252 of the width and the rest. */
export function segmentWidths(width: number): number[] {
  if (width <= SEGMENT_BYTES) return [width];
  const count = Math.ceil(width / 252);
  return Array.from({ length: count }, (_, position) => (position < count - 1 ? SEGMENT_BYTES : width - (count - 1) * 252));
}
