import type { Study } from '../../study/study.ts';
import { compileStudy } from '../simulation/compile-study.ts';
import { trueEffects } from '../simulation/truth.ts';
import { oppositeDirection } from './analysis-notes.ts';

/** Of a study's analyses, or of those named, those that test in the other direction than the true effect, one line each. */
export function oppositeDirections(study: Study, names: readonly string[] = Object.keys(study.analyses)): string[] {
  if (names.length === 0) return [];
  const truths = trueEffects(compileStudy(study));
  return Object.entries(study.analyses).flatMap(([name, planned], position) => {
    const note = names.includes(name) ? oppositeDirection(planned, truths[position]) : undefined;
    return note === undefined ? [] : [`${name}: ${note}`];
  });
}
