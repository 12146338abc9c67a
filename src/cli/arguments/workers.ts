import { decimalNumber } from '../../parameters/decimal-number.ts';
import { usageError } from '../terminal/exit-error.ts';

/** @throws ExitError (2) */
export function workersOf(text: string): number | 'auto' {
  if (text === 'auto') return 'auto';
  const workers = decimalNumber(text);
  if (!Number.isInteger(workers) || workers < 1 || workers > 1024) {
    throw usageError(`--workers: expected a whole number from 1 to 1024, or auto, got '${text}'`);
  }
  return workers;
}
