import { completeFollowUp } from '../../outcomes/missingness/index.ts';
import { oppositeDirections } from '../../power/characteristics/opposite-directions.ts';
import { analyticPower, type AnalyticPower } from '../../power/closed-form/analytic-power.ts';
import { claimPower } from '../../power/closed-form/claim-power.ts';
import { smallestSampleSize, type SampleSize } from '../../power/closed-form/sample-size.ts';
import { shareWords } from '../../report/sentences/figure-words.ts';
import { FALSE_CLAIM } from '../../report/sentences/power-sentence.ts';
import { folded } from '../../report/text/fold.ts';
import { withParticipants } from '../../study/derived-study.ts';
import type { Study } from '../../study/study.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import type { Answer } from '../results/emit-answer.ts';
import { provenance } from '../results/result-document.ts';
import { notEstimable, usageError } from '../terminal/exit-error.ts';
import { byItself, exactWords } from './exact-power.ts';
import { unknownAnalysis, type SizeQuestion } from '../planned/sample-size.ts';

/**
 * `sample-size --analytic`: the smallest number of patients whose exact power reaches the target.
 * @throws ExitError (2) when it is not clear which analysis is meant, (4) when it has no formula
 */
export function exactSampleSize({ study, hash }: LoadedStudy, { target, step, max, analysis }: SizeQuestion): Answer {
  const asked = askedOf(study, analysis);
  const { name } = asked;
  const powerAt = exactPowerOf(study, asked);
  const found = smallestSampleSize(powerAt, target, 2 * step, step, max);
  const note = byItself(study);
  const answer =
    found.status === 'found'
      ? foundAnswer(study, asked, found, { target, step, max, powerAt })
      : notReachedAnswer(study, name, found.reason);
  const lines = study.claim?.holds === false && analysis === undefined ? falseClaimLines(study, powerAt) : answer.lines;
  return {
    document: { ...provenance({ study, hash }), target, of: name, note, ...answer.document },
    timed: false,
    text: ({ columns }) => [...lines, ...(note === undefined ? [] : [note])].map((line) => folded(line, columns)).join('\n'),
    ...(found.status === 'found' ? {} : { exitCode: 1 }),
  };
}

/** What is asked for by its name, an analysis or a claim, and its exact power in a study with any number of participants. */
interface Asked {
  readonly name: string;
  readonly exactly: (study: Study) => AnalyticPower;
}

/** Exact power by number of participants. @throws ExitError (4) where there is no formula */
function exactPowerOf(study: Study, { name, exactly }: Asked): (participants: number) => number {
  const exact = exactly(study);
  if ('reason' in exact) throw notEstimable(`${name}: ${exact.reason}; leave --analytic out to simulate`);
  return (participants) => {
    const each = exactly(withParticipants(study, participants));
    return 'power' in each ? each.power : 0;
  };
}

/** An answer as a document and in lines. */
interface SizeAnswer {
  readonly document: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
}

function foundAnswer(study: Study, { name, exactly }: Asked, found: SampleSize, searched: Searched): SizeAnswer {
  const { n, power } = found;
  const dropout = withDropout(study, exactly, { ...searched, found: n });
  const assumes = assumedAt(study, exactly, n);
  return {
    document: {
      participants: n,
      analyticPower: power,
      ...(assumes === undefined ? {} : { assumes }),
      ...(dropout === undefined ? {} : { dropout }),
    },
    lines: [
      foundText(name, found, searched),
      ...(dropout === undefined ? [] : [dropoutText(dropout)]),
      ...(assumes === undefined ? [] : [`assumes: ${assumes}`]),
    ],
  };
}

function notReachedAnswer(study: Study, name: string, reason: string): SizeAnswer {
  const notes = oppositeDirections(study, Object.hasOwn(study.analyses, name) ? [name] : study.claim?.all);
  return { document: { notReached: reason, ...(notes.length === 0 ? {} : { notes }) }, lines: [reason, ...notes] };
}

interface Searched {
  readonly target: number;
  readonly step: number;
  readonly max: number;
  readonly powerAt: (participants: number) => number;
}

function foundText(name: string, { n, power }: SampleSize, { target, step, powerAt }: Searched): string {
  const less = n - step;
  const before = less >= 2 * step ? ` (with ${less}: ${belowWords(powerAt(less), target)})` : '';
  const aim = shareWords(target, Number.isInteger(Number((100 * target).toPrecision(12))) ? 0 : 1);
  return `The smallest trial with a power of ${aim} has ${n} participants: ${name} has an exact power of ${exactWords(power)}${before}, by formula, nothing simulated.`;
}

/** A power that misses the target in per cent, with as many decimals, at most four, as it takes not to be rounded to the target. */
function belowWords(power: number, target: number): string {
  const digits = [1, 2, 3].find((each) => Number((100 * power).toFixed(each)) < 100 * target) ?? 4;
  return digits === 1 ? exactWords(power) : shareWords(power, digits);
}

/** Of a claim that is false in the scenario no size is enough: its rate at the scenario's own number of participants. */
function falseClaimLines({ trial: { design } }: Study, powerAt: Searched['powerAt']): string[] {
  return [
    `${FALSE_CLAIM}, and no number of participants is enough for it.`,
    `With ${design.participants} participants it is ${exactWords(powerAt(design.participants))}, exactly by formula; nothing is simulated.`,
  ];
}

function assumedAt(study: Study, exactly: Asked['exactly'], participants: number): string | undefined {
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
  exactly: Asked['exactly'],
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
  return `${complete} complete participants would reach it; ${(100 * share).toFixed(1)} % are not complete, so that the rule n/(1 − d) randomises ${byRule}`;
}

/** What is asked for: the analysis named, the only one, or the claim where it has a formula. @throws ExitError (2) where that is not clear */
function askedOf(study: Study, analysis: string | undefined): Asked {
  const { claim, analyses } = study;
  const names = claim?.all ?? Object.keys(analyses);
  const name = analysis ?? (names.length === 1 ? names[0] : undefined);
  if (name !== undefined) {
    if (!Object.hasOwn(analyses, name)) throw usageError(unknownAnalysis(name, Object.keys(analyses)));
    return { name, exactly: (of) => analyticPower(of, of.analyses[name]) };
  }
  const joint = claimPower(study);
  if (claim !== undefined && joint !== undefined && 'power' in joint)
    return { name: claim.name, exactly: (of) => claimPower(of) ?? { reason: 'no claim' } };
  const reason = joint === undefined || 'power' in joint ? '' : ` (${joint.reason})`;
  throw usageError(
    `--analytic: the power of ${names.length} analyses together has no formula${reason}; say with --analysis which one (${names.join(', ')})`,
  );
}
