import { analyticPower } from '../../power/closed-form/analytic-power.ts';
import { completeFollowUp } from '../../outcomes/missingness/index.ts';
import { smallestSampleSize, type SampleSize } from '../../power/closed-form/sample-size.ts';
import { withParticipants } from '../../study/derived-study.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { oppositeDirections } from '../../power/characteristics/opposite-directions.ts';
import { byItself } from './exact-power.ts';
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
  const head = { ...provenance({ study, hash }), target, of: name, note: byItself(study) };
  if (found.status === 'found') tellFound(study, planned, found, { name, target, step, max, powerAt, json, head });
  else tellNotReached(study, found.reason, { name, json, head });
}

/** What is told of an answer. */
interface Told {
  readonly name: string;
  readonly json: boolean;
  readonly head: Readonly<Record<string, unknown>> & { readonly note: string | undefined };
}

function tellFound(study: Study, planned: PlannedAnalysis, found: SampleSize, { name, json, head, ...searched }: Told & Searched): void {
  const { n, power } = found;
  const dropout = withDropout(study, planned, { ...searched, found: n });
  const assumes = assumedAt(study, planned, n);
  if (json) {
    const more = { ...(assumes === undefined ? {} : { assumes }), ...(dropout === undefined ? {} : { dropout }) };
    process.stdout.write(documentText({ ...head, participants: n, analyticPower: power, ...more }));
    return;
  }
  const lines = [
    foundText(name, found, searched),
    ...(dropout === undefined ? [] : [dropoutText(dropout)]),
    ...(assumes === undefined ? [] : [`assumes: ${assumes}`]),
    ...(head.note === undefined ? [] : [head.note]),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function tellNotReached(study: Study, reason: string, { name, json, head }: Told): void {
  const notes = oppositeDirections(study, [name]);
  if (json) process.stdout.write(documentText({ ...head, notReached: reason, ...(notes.length === 0 ? {} : { notes }) }));
  else process.stdout.write(`${[reason, ...notes, ...(head.note === undefined ? [] : [head.note])].join('\n')}\n`);
  process.exitCode = 1;
}

interface Searched {
  readonly target: number;
  readonly step: number;
  readonly max: number;
  readonly powerAt: (participants: number) => number;
}

function foundText(name: string, { n, power }: SampleSize, { target, step, powerAt }: Searched): string {
  const less = n - step;
  const before = less >= 2 * step ? ` (with ${less}: ${powerAt(less).toFixed(4)})` : '';
  return `${n} patients: ${name} has an exact power of ${power.toFixed(4)}${before}; target ${target}, by formula, nothing simulated`;
}

function assumedAt(study: Study, planned: PlannedAnalysis, participants: number): string | undefined {
  const exact = analyticPower(withParticipants(study, participants), planned);
  return 'power' in exact ? exact.assumes : undefined;
}

/** How participants to randomise follow from those who must be complete. */
interface DropoutRule {
  /** Share of participants who are not complete. */
  readonly share: number;
  /** Participants that reach the target where nobody is lost. */
  readonly complete: number;
  /** That number over 1 − share, in whole multiples of the allocation. */
  readonly byRule: number;
}

/** The rule n/(1 − d) beside the exact number; undefined where nobody is lost. */
function withDropout(
  study: Study,
  planned: PlannedAnalysis,
  { target, step, max, found }: Omit<Searched, 'powerAt'> & { readonly found: number },
): DropoutRule | undefined {
  const exact = analyticPower(withParticipants(study, found), planned);
  if ('reason' in exact || exact.complete === undefined) return undefined;
  const whole = { ...study, trial: { ...study.trial, missingness: completeFollowUp } };
  const completeAt = (participants: number): number => {
    const each = analyticPower(withParticipants(whole, participants), planned);
    return 'power' in each ? each.power : 0;
  };
  const needed = smallestSampleSize(completeAt, target, 2 * step, step, max);
  if (needed.status !== 'found') return undefined;
  // The share is a sum of probabilities: what its rounding adds must not add a participant.
  const share = Number((1 - exact.complete / found).toPrecision(9));
  return { share, complete: needed.n, byRule: step * Math.ceil(needed.n / (1 - share) / step - 1e-6) };
}

function dropoutText({ share, complete, byRule }: DropoutRule): string {
  return `${complete} complete patients would reach it; ${(100 * share).toFixed(1)} % are not complete, so that the rule n/(1 − d) randomises ${byRule}`;
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
