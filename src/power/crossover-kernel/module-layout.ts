import { streamLayout } from '../../random/four-streams/module-layout.ts';

/** Byte addresses of what the module keeps in its memory beside its streams. */
export const layout = {
  ...streamLayout,
  /** Expected responses by sequence × period, 4 × f64. */
  means: 16,
  /** SD between patients and SD within, 2 × f64. */
  sds: 48,
  /** The six normal numbers of a pair of patients, four trials each, 24 × f64. */
  normals: 6416,
  /** By order (the reference first, the comparator first) and of the paired differences: means of the four trials, then sums of squares; 24 × f64. */
  results: 6608,
  /** Which sequence comes second in each pair (v128 a pair), then the period differences (4 × v128 a pair). */
  work: 6800,
} as const;

/** Bytes of `work` that a pair of patients takes. */
export const BYTES_PER_PAIR = 80;
