/**
 * The elementary functions that decide numbers, from additions, products, quotients, square roots and bit operations alone: the same bits on every engine.
 * `Math.exp` and its kin are left to each engine by the ECMAScript standard, and differ in their last digits.
 */
export { exp } from './exp.ts';
export { expm1 } from './expm1.ts';
export { hypot } from './hypot.ts';
export { log } from './log.ts';
export { log1p } from './log1p.ts';
export { pow } from './pow.ts';
export { atan, cos, sin } from './trigonometry.ts';
export { timesPowerOfTwo } from './powers-of-two.ts';
export { squared } from './squared.ts';
