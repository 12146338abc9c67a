/** Byte addresses of what every module with streams keeps in its memory. */
export const streamLayout = {
  /** Root key, 4 × i32. */
  key: 0,
  /** State of the four streams: words a, b, c, d of each lane, 4 × v128. */
  state: 64,
  /** The ziggurat's edges (257 × f64), edges per unit of the position (256) and heights (257). */
  edges: 256,
  scaledEdges: 2312,
  heights: 4360,
  /** The first byte behind these; from 16 to 63 and from 128 to 255 they leave room too. */
  free: 6416,
} as const;
