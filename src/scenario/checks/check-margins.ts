import { methodNamed } from '../../analysis/index.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import type { Findings, ReportDiagnostic } from '../document/finding.ts';

/** Options of the method that say nothing, too much, or the impossible: margins. */
export function checkMargins({ method, options }: PlannedAnalysis, say: ReportDiagnostic): void {
  const problem = methodNamed(method).optionProblem?.(options);
  if (problem !== undefined) say(problem.option, problem.message);
}

/** A margin that lets through differences that the scenario calls important. */
export function warnOfMargin(path: string, { method, measure, options, declared }: PlannedAnalysis, warnings: Findings['warnings']): void {
  const important = declared?.smallestDifference;
  if (important === undefined || (measure !== 'value' && measure !== 'change') || (options.scale ?? 'difference') !== 'difference') return;
  const margins = methodNamed(method).margins?.(options);
  const stated = margins?.unit === undefined ? (margins?.stated ?? []) : [];
  const widest = Math.max(0, ...stated.filter((margin) => Number.isFinite(margin)).map(Math.abs));
  if (widest > important)
    warnings.push({
      path: `${path}.margin`,
      message: `the margin of ${widest} is wider than the smallest important difference of ${declared?.label ?? ''} (${important})`,
      at: 'value',
    });
}

/** Alternatives and directions that can never be met together. */
export function checkSides({ method, alternative, direction }: PlannedAnalysis, say: ReportDiagnostic): void {
  switch (methodNamed(method).nullHypothesis) {
    case 'equivalence':
      return;
    case 'non-inferiority':
      if (alternative === 'two-sided')
        say('alternative', `expected less (lower is better) or greater (higher is better) for ${method}, got two-sided`);
      return;
    case 'difference':
      if (alternative !== 'two-sided' && direction !== 'either' && direction !== alternative)
        say('direction', `expected ${alternative} or either, as the alternative is ${alternative}, got '${direction}'`);
  }
}
