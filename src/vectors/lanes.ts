/** How many things stand side by side in the vectors of every module: with WebAssembly's 128 bits, four of 32 bits in one vector, and four of 64 in two. */
export const LANES = 4;
