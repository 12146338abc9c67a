/** What stands between the treatments of a sequence, the clearer first. */
const between: readonly RegExp[] = [/\s+then\s+/i, /\s*(?:->|→|=>)\s*/, /\s*[/>,;+|]\s*/, /\s+-\s+|\s+to\s+/i, /-/, /[_\s]+/];

/** The treatments that a sequence such as `AB`, `placebo-naltrexone` or `A then B` names, one for each period; undefined where it cannot be divided into as many. */
export function spelledTreatments(sequence: string, periods: number): string[] | undefined {
  for (const sign of between) {
    const parts = sequence.split(sign).map((part) => part.trim());
    if (parts.length === periods && parts.every((part) => part !== '')) return parts;
  }
  const letters = [...sequence.trim()];
  return letters.length === periods && letters.every((letter) => /\p{L}/u.test(letter)) ? letters : undefined;
}

/** Treatments that a sequence is divided into, at most (assumed). */
const MAX_PERIODS = 9;

/** The same for any number of periods from two on: the smallest that fits. */
export function dividedSequence(sequence: string): string[] | undefined {
  for (let periods = 2; periods <= MAX_PERIODS; periods++) {
    const found = spelledTreatments(sequence, periods);
    if (found !== undefined) return found;
  }
  return undefined;
}
