/** Byte addresses of what every module with streams keeps in its memory. */
export const streamLayout = {
  /** Root key, 4 × i32. */
  key: 0,
  /** Of every layer of the ziggurat the right edge per unit of the position and the right edge of the next layer, 256 × 2 × f64, and all once more with negative positions. */
  layers: 256,
  /** The density at all edges, 257 × f64. */
  heights: 8448,
  /** The first byte behind these. */
  free: 10512,
} as const;

/** Bytes of the state of four streams: words a, b, c, d of each lane, 4 × v128. */
export const STATE_BYTES = 64;
