const still = new Int32Array(new SharedArrayBuffer(4));

/** Stops this thread. @param milliseconds  for how long */
export function pause(milliseconds: number): void {
  Atomics.wait(still, 0, 0, milliseconds);
}
