import { nearestName } from '../../text/nearest-name.ts';
import { defectNames } from './defect-kinds.ts';

/** Rates of planted defects. */
export interface MessRates {
  /** Share of what can have the defect, by its kind; a kind that is left out is not planted. */
  readonly rates: Readonly<Record<string, number>>;
  /** Kinds that were asked for by name: each must apply to a table of the study. */
  readonly named: readonly string[];
}

/** A rate as people write it. */
const RATE = /^(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?$/i;

/**
 * Reads the rates of planted defects: one for all kinds (`0.02`), some by name (`out-of-range=0.01,duplicate-visit=0.02`), or both, names last.
 * @throws RangeError that says what was expected, for a rate outside of 0 to 1 and for a kind that there is not
 */
export function parseMess(text: string): MessRates {
  const rates: Record<string, number> = {};
  const named = new Set<string>();
  text.split(',').forEach((part, position) => {
    const [left, right, ...further] = part.split('=').map((each) => each.trim());
    if (further.length > 0) throw new RangeError(`expected kind=rate, got ${part}`);
    if (right === undefined) {
      if (position > 0) throw new RangeError(`expected kind=rate after the first comma, got ${part}`);
      const rate = rateOf(left);
      for (const kind of defectNames) rates[kind] = rate;
      return;
    }
    assertKind(left);
    if (named.has(left)) throw new RangeError(`${left} is given twice`);
    named.add(left);
    rates[left] = rateOf(right);
  });
  return { rates, named: [...named] };
}

function rateOf(text: string): number {
  const rate = RATE.test(text) ? Number(text) : NaN;
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`expected a rate from 0 to 1, got ${text === '' ? 'nothing' : text}`);
  return rate;
}

function assertKind(kind: string): void {
  if (defectNames.includes(kind)) return;
  const near = nearestName(kind, defectNames);
  const advice = near === undefined ? '' : `; did you mean ${near}?`;
  throw new RangeError(`unknown kind of defect ${kind}${advice} (there are ${defectNames.join(', ')})`);
}
