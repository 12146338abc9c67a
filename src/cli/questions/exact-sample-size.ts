import { analyticPower } from '../../power/closed-form/analytic-power.ts';
import { smallestSampleSize } from '../../power/closed-form/sample-size.ts';
import { withParticipants } from '../../study/derived-study.ts';
import type { Study } from '../../study/study.ts';
import { shareWords } from '../../report/sentences/figure-words.ts';
import { folded } from '../../report/text/fold.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { oppositeDirections } from '../../power/characteristics/opposite-directions.ts';
import { byItself } from './exact-power.ts';
import { printedLayout } from '../terminal/terminal.ts';
import { ExitError } from '../terminal/command-failure.ts';
import { documentText, provenance } from '../results/result-document.ts';

interface SizeQuestion {
  readonly target: number;
  /** Patients come in multiples of this. */
  readonly step: number;
  readonly max: number;
  readonly analysis: string | undefined;
  readonly json: boolean;
}

/**
 * `sample-size --analytic`: the smallest number of patients whose exact power reaches the target, on stdout.
 * @throws CommandFailure (2) when it is not clear which analysis is meant, (4) when it has no formula
 */
export function printAnalyticSize(study: Study, hash: string, { target, step, max, analysis, json }: SizeQuestion): void {
  const name = analysis ?? onlyAnalysis(study);
  if (!Object.hasOwn(study.analyses, name)) throw new ExitError(2, unknownAnalysis(name, Object.keys(study.analyses)));
  const planned = study.analyses[name];
  const exact = analyticPower(study, planned);
  if ('reason' in exact) throw new ExitError(4, `${name}: ${exact.reason}; leave --analytic out to simulate`);
  const powerAt = (participants: number): number => {
    const each = analyticPower(withParticipants(study, participants), planned);
    return 'power' in each ? each.power : 0;
  };
  const found = smallestSampleSize(powerAt, target, 2 * step, step, max);
  const opposite = found.status === 'found' ? [] : oppositeDirections(study, [name]);
  const { columns } = printedLayout();
  const head = { ...provenance({ study, hash }), target, of: name, note: byItself(study) };
  if (json) {
    const answer =
      found.status === 'found'
        ? { participants: found.n, analyticPower: found.power }
        : { notReached: found.reason, ...(opposite.length === 0 ? {} : { notes: opposite }) };
    process.stdout.write(documentText({ ...head, ...answer }));
  } else if (found.status === 'found') {
    const less = found.n - step;
    const before = less >= 2 * step ? ` (with ${less}: ${powerAt(less).toFixed(4)})` : '';
    process.stdout.write(
      `${folded(`The smallest trial with a power of ${shareWords(target, 0)} has ${found.n} participants: ${name} has an exact power of ${found.power.toFixed(4)}${before}, by formula, nothing simulated.`, columns)}\n`,
    );
  } else process.stdout.write(`${found.reason}\n`);
  const note = byItself(study);
  for (const line of json ? [] : [...opposite, ...(note === undefined ? [] : [note])]) process.stdout.write(`${folded(line, columns)}\n`);
  if (found.status !== 'found') process.exitCode = 1;
}

/** That `--analysis` names none. */
export function unknownAnalysis(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  return `--analysis: there is no analysis '${name}'${nearest === undefined ? '' : `; did you mean ${nearest}?`} (${names.join(', ')})`;
}

/** The analysis that the claim, or the scenario, consists of. */
function onlyAnalysis({ claim, analyses }: Study): string {
  const names = claim?.all ?? Object.keys(analyses);
  if (names.length === 1) return names[0];
  throw new ExitError(
    2,
    `--analytic: the power of ${names.length} analyses together has no formula; say with --analysis which one (${names.join(', ')})`,
  );
}
