import { squared } from '../../elementary/index.ts';
const MAXIMUM_SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi rotations: exact to rounding for the small matrices of one cluster.
 * @param a  n × n, both triangles; overwritten, its diagonal are the eigenvalues afterwards
 * @param vectors  n × n, filled with the eigenvectors as columns
 * @see Golub & Van Loan (2013) Matrix Computations, 4th ed., §8.5
 */
export function eigenSymmetric(a: Float64Array, n: number, vectors: Float64Array): void {
  vectors.fill(0, 0, n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < MAXIMUM_SWEEPS; sweep++) {
    let off = 0;
    let diagonal = 0;
    for (let i = 0; i < n; i++) {
      diagonal += squared(a[i * n + i]);
      for (let j = 0; j < i; j++) off += squared(a[i * n + j]);
    }
    if (off <= 1e-32 * diagonal || off === 0) return;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, n, vectors, p, q);
  }
}

function rotate(a: Float64Array, n: number, vectors: Float64Array, p: number, q: number): void {
  const apq = a[p * n + q];
  if (apq === 0) return;
  const ratio = (a[q * n + q] - a[p * n + p]) / (2 * apq);
  const t = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q, c, s);
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k, c, s);
  for (let k = 0; k < n; k++) turn(vectors, k * n + p, k * n + q, c, s);
}

function turn(a: Float64Array, i: number, j: number, c: number, s: number): void {
  const [x, y] = [a[i], a[j]];
  a[i] = c * x - s * y;
  a[j] = s * x + c * y;
}

/**
 * The symmetric inverse square root A^(−1/2) of a positive semidefinite matrix; eigenvalues at most `tolerance` times the largest count as
 * zero and stay zero (Moore–Penrose).
 * @param a  n × n, both triangles; overwritten
 */
export function inverseRoot(a: Float64Array, n: number, tolerance: number, target: Float64Array, vectors: Float64Array): void {
  eigenSymmetric(a, n, vectors);
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, a[i * n + i]);
  target.fill(0, 0, n * n);
  for (let k = 0; k < n; k++) {
    const value = a[k * n + k];
    if (!(value > tolerance * largest)) continue;
    const weight = 1 / Math.sqrt(value);
    for (let i = 0; i < n; i++) {
      const left = weight * vectors[i * n + k];
      for (let j = 0; j < n; j++) target[i * n + j] += left * vectors[j * n + k];
    }
  }
}
