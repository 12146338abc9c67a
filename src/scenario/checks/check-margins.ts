import type { PlannedAnalysis } from '../../study/study.ts';
import type { Say } from '../document/finding.ts';

/** Margins that say nothing, too much, or the impossible. */
export function checkMargins({ method, options }: PlannedAnalysis, say: Say): void {
  if (options.margin === undefined) return;
  const [margin, lower, upper] = [options.margin, options.lower ?? 0, options.upper ?? 0].map(Number);
  const ratio = options.scale !== undefined && options.scale !== 'difference';
  const silent = margin === 0 && lower === 0 && upper === 0;
  if (margin !== 0 && (lower !== 0 || upper !== 0)) say('margin', `expected a margin, or lower and upper, got both`);
  else if (ratio && margin !== 0 && !(margin > 1)) say('margin', `expected a ratio above 1, got ${margin}`);
  else if (ratio && method === 'non-inferiority' && margin === 0) say('margin', 'expected a ratio above 1, got nothing');
  else if (!ratio && silent) say('margin', `expected a margin above 0${options.lower === undefined ? '' : ' (or lower and upper)'}, got 0`);
  else if (margin === 0 && !silent && !(lower < upper)) say('lower', `expected less than upper (${upper}), got ${lower}`);
  else if (ratio && margin === 0 && !silent && !(lower > 0)) say('lower', `expected a ratio above 0, got ${lower}`);
}

/** Alternatives and directions that can never be met together. */
export function checkSides({ method, alternative, direction }: PlannedAnalysis, say: Say): void {
  if (method === 'non-inferiority') {
    if (alternative === 'two-sided') {
      say('alternative', 'expected less (lower is better) or greater (higher is better) for non-inferiority, got two-sided');
    }
    return;
  }
  if (method !== 'tost' && alternative !== 'two-sided' && direction !== 'either' && direction !== alternative) {
    say('direction', `expected ${alternative} or either, as the alternative is ${alternative}, got '${direction}'`);
  }
}
