/** Words of WebAssembly text (with SIMD) of which modules are made that work on four things side by side, one in each lane of their vectors. */

export const lanes = [0, 1, 2, 3] as const;
export const halves = [0, 1] as const;
/** Two of the four lanes of 64 bits. */
export type Half = (typeof halves)[number];

export const each = <Item>(items: readonly Item[], text: (item: Item, place: number) => string): string => items.map(text).join('\n');
export const get = (name: string): string => `(local.get $${name})`;
export const set = (name: string, value: string): string => `(local.set $${name} ${value})`;
export const locals = (type: string, names: string): string => each(names.split(' '), (name) => `(local $${name} ${type})`);
export const parameters = (type: string, names: string): string => each(names.split(' '), (name) => `(param $${name} ${type})`);
export const all32 = (word: string | number): string => `(v128.const i32x4 ${word} ${word} ${word} ${word})`;
export const all64 = (value: string): string => `(v128.const f64x2 ${value} ${value})`;
export const rotated = (words: string, by: number): string =>
  `(v128.or (i32x4.shl ${words} (i32.const ${by})) (i32x4.shr_u ${words} (i32.const ${32 - by})))`;
/** The words of two vectors in turn, from their lower or upper halves: two 64-bit lanes with the first vector's words below. */
export const interleaved = (half: Half, below: string, above: string): string => {
  const bytes = half === 0 ? '0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23' : '8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31';
  return `(i8x16.shuffle ${bytes} ${below} ${above})`;
};
/** Two lanes of 64 bits of a mask of four lanes of 32. */
export const widened = (half: Half, mask: string): string => `(i64x2.extend_${half === 0 ? 'low' : 'high'}_i32x4_s ${mask})`;
/** The vector of two numbers of a half, where a row of four stands at an address. */
export const half64 = (half: Half, address: string): string => `(v128.load offset=${16 * half} ${address})`;
export const storeHalf64 = (half: Half, address: string, value: string): string => `(v128.store offset=${16 * half} ${address} ${value})`;
/** Adds to a local address. */
export const advance = (address: string, bytes: number | string): string =>
  set(address, `(i32.add ${get(address)} ${typeof bytes === 'number' ? `(i32.const ${bytes})` : bytes})`);
