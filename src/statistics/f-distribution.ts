import { incompleteBeta } from './gamma-functions.ts';

/** P(F > f) for Fisher’s F with df1 and df2 > 0 degrees of freedom, accurate in the tail. */
export function fUpperTail(f: number, df1: number, df2: number): number {
  if (!(f > 0)) return 1;
  const total = df2 + df1 * f;
  return incompleteBeta(df2 / total, (df1 * f) / total, df2 / 2, df1 / 2).lower;
}
