import { analyticPower, type AnalyticPower } from '../../power/closed-form/analytic-power.ts';
import { claimPower } from '../../power/closed-form/claim-power.ts';
import { completeFollowUp } from '../../outcomes/missingness/index.ts';
import { smallestSampleSize, type SampleSize } from '../../power/closed-form/sample-size.ts';
import { withParticipants } from '../../study/derived-study.ts';
import type { Study } from '../../study/study.ts';
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
  const { name, exactly } = askedOf(study, analysis);
  const exact = exactly(study);
  if ('reason' in exact) throw new ExitError(4, `${name}: ${exact.reason}; leave --analytic out to simulate`);
  const powerAt = (participants: number): number => {
    const each = exactly(withParticipants(study, participants));
    return 'power' in each ? each.power : 0;
  };
  const found = smallestSampleSize(powerAt, target, 2 * step, step, max);
  const head = { ...provenance({ study, hash }), target, of: name, note: byItself(study) };
  if (found.status === 'found') tellFound(study, exactly, found, { name, target, step, max, powerAt, json, head });
  else tellNotReached(study, found.reason, { name, json, head });
}

/** Exact power of a study with any number of participants. */
type Exactly = (study: Study) => AnalyticPower;

/** What is told of an answer. */
interface Told {
  readonly name: string;
  readonly json: boolean;
  readonly head: Readonly<Record<string, unknown>> & { readonly note: string | undefined };
}

function tellFound(study: Study, exactly: Exactly, found: SampleSize, { name, json, head, ...searched }: Told & Searched): void {
  const { n, power } = found;
  const dropout = withDropout(study, exactly, { ...searched, found: n });
  const assumes = assumedAt(study, exactly, n);
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
  const notes = oppositeDirections(study, Object.hasOwn(study.analyses, name) ? [name] : study.claim?.all);
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

function assumedAt(study: Study, exactly: Exactly, participants: number): string | undefined {
  const exact = exactly(withParticipants(study, participants));
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
  exactly: Exactly,
  { target, step, max, found }: Omit<Searched, 'powerAt'> & { readonly found: number },
): DropoutRule | undefined {
  const exact = exactly(withParticipants(study, found));
  if ('reason' in exact || exact.complete === undefined) return undefined;
  const whole = { ...study, trial: { ...study.trial, missingness: completeFollowUp } };
  const completeAt = (participants: number): number => {
    const each = exactly(withParticipants(whole, participants));
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

/** What is asked for: the analysis named, the only one, or the claim where it has a formula. @throws CommandFailure (2) where that is not clear */
function askedOf(study: Study, analysis: string | undefined): { readonly name: string; readonly exactly: Exactly } {
  const { claim, analyses } = study;
  const names = claim?.all ?? Object.keys(analyses);
  const name = analysis ?? (names.length === 1 ? names[0] : undefined);
  if (name !== undefined) {
    if (!Object.hasOwn(analyses, name)) throw new ExitError(2, unknownAnalysis(name, Object.keys(analyses)));
    return { name, exactly: (of) => analyticPower(of, of.analyses[name]) };
  }
  const joint = claimPower(study);
  if (claim !== undefined && joint !== undefined && 'power' in joint)
    return { name: claim.name, exactly: (of) => claimPower(of) ?? { reason: 'no claim' } };
  const reason = joint === undefined || 'power' in joint ? '' : ` (${joint.reason})`;
  throw new ExitError(
    2,
    `--analytic: the power of ${names.length} analyses together has no formula${reason}; say with --analysis which one (${names.join(', ')})`,
  );
}
