/** One figure compared with another program's: what the validation book is made of. */
export interface Agreement {
  /** Method or function. */
  readonly subject: string;
  /** The test that compared it: file (below the checkout) and name. */
  readonly file: string;
  readonly test: string;
  readonly figure: string;
  readonly reference: number;
  readonly ours: number;
  /** Largest difference allowed. */
  readonly allowed: number;
}

/** The environment variable that names the folder to which comparisons are written; nothing is written without it. */
export const AGREEMENT_FOLDER = 'CROSSOVER_AGREEMENT';
