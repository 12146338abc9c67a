import { methodNamed } from '../../analysis/index.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import type { ReportDiagnostic } from '../document/finding.ts';

/** Options of the method that say nothing, too much, or the impossible: margins. */
export function checkMargins({ method, options }: PlannedAnalysis, say: ReportDiagnostic): void {
  const problem = methodNamed(method).optionProblem?.(options);
  if (problem !== undefined) say(problem.option, problem.message);
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
