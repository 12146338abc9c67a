/** Byte addresses of what the module keeps in its memory. */
export const layout = {
  /** Root key, 4 × i32. */
  key: 0,
  /** Expected responses by sequence × period, 4 × f64. */
  means: 16,
  /** SD between patients and SD within, 2 × f64. */
  sds: 48,
  /** State of the four streams: words a, b, c, d of each lane, 4 × v128. */
  state: 64,
  /** Estimates of the four trials, then the pooled variances of their period differences, 8 × f64. */
  results: 128,
  /** The ziggurat's edges (257 × f64), edges per unit of the position (256) and heights (257). */
  edges: 256,
  scaledEdges: 2312,
  heights: 4360,
  /** The six normal numbers of a pair of patients, four trials each, 24 × f64. */
  normals: 6416,
  /** Which sequence comes second in each pair (v128 a pair), then the period differences (4 × v128 a pair). */
  work: 6608,
} as const;

/** Bytes of `work` that a pair of patients takes. */
export const BYTES_PER_PAIR = 80;
