/** Count, mean and sum of squared deviations of a stream of numbers; merged in a fixed order they give the same bits however the work was split. */
export interface Moments {
  count: number;
  mean: number;
  squares: number;
}

export function emptyMoments(): Moments {
  return { count: 0, mean: 0, squares: 0 };
}

/** Adds one number. @see Welford (1962) Technometrics 4:419–420, DOI 10.1080/00401706.1962.10490022 */
export function addValue(moments: Moments, value: number): void {
  moments.count++;
  const deviation = value - moments.mean;
  moments.mean += deviation / moments.count;
  moments.squares += deviation * (value - moments.mean);
}

/** Adds all numbers of another stream. @see Chan, Golub & LeVeque (1983) Am Stat 37:242–247, DOI 10.1080/00031305.1983.10483115 */
export function addMoments(moments: Moments, other: Moments): void {
  if (other.count === 0) return;
  const count = moments.count + other.count;
  const deviation = other.mean - moments.mean;
  moments.mean += (deviation * other.count) / count;
  moments.squares += other.squares + (deviation * deviation * moments.count * other.count) / count;
  moments.count = count;
}

/** Sample SD; 0 for fewer than two numbers. */
export function standardDeviation({ count, squares }: Moments): number {
  return count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
}
