/** x², the product: what an engine makes of `x ** 2` is its own choice. */
export function squared(x: number): number {
  return x * x;
}
