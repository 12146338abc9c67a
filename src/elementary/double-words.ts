/** A double and its two words of 32 bits. */
const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
/** Place of the word that holds sign and exponent: the second on machines that store the low word first. */
const HIGH = new Int32Array(new Float64Array([1]).buffer)[1] === 0 ? 0 : 1;
const LOW = 1 - HIGH;

/** The 32 bits of a double that hold its sign, exponent and first 20 digits, as a signed integer. */
export function highWord(x: number): number {
  double[0] = x;
  return words[HIGH];
}

/** The double of a high word and a low word. */
export function fromWords(high: number, low: number): number {
  words[HIGH] = high;
  words[LOW] = low;
  return double[0];
}

/** The same double with another high word. */
export function withHighWord(x: number, high: number): number {
  double[0] = x;
  words[HIGH] = high;
  return double[0];
}

/** The first 21 significant binary digits of a double: the low word is 0. */
export function withoutLowWord(x: number): number {
  double[0] = x;
  words[LOW] = 0;
  return double[0];
}
