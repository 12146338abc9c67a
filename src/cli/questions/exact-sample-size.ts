import { oppositeDirections } from '../../power/characteristics/opposite-directions.ts';
import { analyticPower } from '../../power/closed-form/analytic-power.ts';
import { smallestSampleSize } from '../../power/closed-form/sample-size.ts';
import { withParticipants } from '../../study/derived-study.ts';
import type { Study } from '../../study/study.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import type { Answer } from '../results/emit-answer.ts';
import { provenance } from '../results/result-document.ts';
import { notEstimable, usageError } from '../terminal/exit-error.ts';
import { byItself } from './exact-power.ts';
import { unknownAnalysis, type SizeQuestion } from './sample-size.ts';

/**
 * `sample-size --analytic`: the smallest number of patients whose exact power reaches the target.
 * @throws ExitError (2) when it is not clear which analysis is meant, (4) when it has no formula
 */
export function exactSampleSize({ study, hash }: LoadedStudy, { target, step, max, analysis }: SizeQuestion): Answer {
  const name = analysis ?? onlyAnalysis(study);
  if (!Object.hasOwn(study.analyses, name)) throw usageError(unknownAnalysis(name, Object.keys(study.analyses)));
  const powerAt = exactPowerOf(study, name);
  const found = smallestSampleSize(powerAt, target, 2 * step, step, max);
  const opposite = found.status === 'found' ? [] : oppositeDirections(study, [name]);
  const note = byItself(study);
  const answer =
    found.status === 'found'
      ? { participants: found.n, analyticPower: found.power }
      : { notReached: found.reason, ...(opposite.length === 0 ? {} : { notes: opposite }) };
  const less = found.status === 'found' ? found.n - step : 0;
  const before = less >= 2 * step ? ` (with ${less}: ${powerAt(less).toFixed(4)})` : '';
  const sentence =
    found.status === 'found'
      ? `${found.n} patients: ${name} has an exact power of ${found.power.toFixed(4)}${before}; target ${target}, by formula, nothing simulated`
      : found.reason;
  return {
    document: { ...provenance({ study, hash }), target, of: name, note, ...answer },
    timed: false,
    text: () => [sentence, ...opposite, ...(note === undefined ? [] : [note])].join('\n'),
    ...(found.status === 'found' ? {} : { exitCode: 1 }),
  };
}

/** Exact power of an analysis by number of patients. @throws ExitError (4) where it has no formula */
function exactPowerOf(study: Study, name: string): (participants: number) => number {
  const planned = study.analyses[name];
  const exact = analyticPower(study, planned);
  if ('reason' in exact) throw notEstimable(`${name}: ${exact.reason}; leave --analytic out to simulate`);
  return (participants) => {
    const each = analyticPower(withParticipants(study, participants), planned);
    return 'power' in each ? each.power : 0;
  };
}

/** The analysis that the claim, or the scenario, consists of. */
function onlyAnalysis({ claim, analyses }: Study): string {
  const names = claim?.all ?? Object.keys(analyses);
  if (names.length === 1) return names[0];
  throw usageError(
    `--analytic: the power of ${names.length} analyses together has no formula; say with --analysis which one (${names.join(', ')})`,
  );
}
