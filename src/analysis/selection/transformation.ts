/** A transformation of the response before the analysis: a logarithm, for ratios. */
export interface Transformation {
  /** NaN or −Infinity where it is undefined. */
  of(value: number): number;
  /** The rounding of a result is that of a number at least this large: a relative error of a value is an absolute one of its logarithm. */
  readonly magnitude: number;
}
