import { decimalNumber } from '../../parameters/decimal-number.ts';
import type { Decision } from '../../power/stopping/decision.ts';
import {
  CLAIM,
  DECISION_ERROR,
  fixedNumber,
  jointDecision,
  precision,
  requiredSuccesses,
  sequentialDecision,
  sequentialInterval,
  untilDecided,
  type Requirement,
  type StoppingRule,
} from '../../power/stopping/stopping-rule.ts';
import type { PowerResult, SimulatedProportion } from '../../power/characteristics/power-result.ts';
import type { Study } from '../../study/study.ts';
import type { RequiredPower } from '../../scenario/index.ts';
import { FALSE_CLAIM } from '../../report/text/power-text.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import type { PowerRun } from '../runs/run-one-study.ts';
import { coloursOf } from '../terminal/terminal.ts';

/** Exit code of a run by what was decided. */
export const exitCodes: Readonly<Record<Decision, number>> = { met: 0, missed: 1, undecided: 3 };

/** One requirement and how it was judged: by an interval that stays valid however often one looks. */
export interface Judged {
  /** `claim`, or the name of an analysis. */
  readonly of: string;
  readonly decision: Decision;
  readonly power: number;
  /** Coverage of the confidence sequence; of several requirements each has a share of the error, so that all together hold with 95 %. */
  readonly level: number;
  readonly lower: number;
  readonly upper: number;
}

/** What was decided about a run: missed if one requirement is, else undecided if one is. */
export interface Decided {
  readonly decision: Decision;
  readonly requirements: readonly Judged[];
  /** The only requirement, where there is one. */
  readonly requirement?: Omit<Judged, 'of' | 'decision'>;
}

/**
 * The requirements of a run: those of the command line, else those of the scenario's `power.require`.
 * @param asked  `0.8`, or `name=0.8` with the name of an analysis or `claim`
 * @throws CommandFailure (2) with every problem at once
 */
export function requirementsOf(study: Study, asked: readonly string[] | undefined, declared: RequiredPower | undefined): Requirement[] {
  const problems: string[] = [];
  const wanted = asked === undefined ? declaredOn(study, declared) : asked.map((text) => parsed(study, text, problems));
  const names = wanted.map(({ of }) => of);
  for (const name of new Set(names.filter((each, i) => names.indexOf(each) < i))) problems.push(`--require: ${name} is given twice`);
  if (problems.length > 0) throw new CommandFailure(2, problems.join('\n'));
  return wanted.map((each) => ({ ...each, error: DECISION_ERROR / wanted.length }));
}

type Wanted = Omit<Requirement, 'error'>;

function declaredOn(study: Study, declared: RequiredPower | undefined): Wanted[] {
  if (declared === undefined) return [];
  if (typeof declared === 'number') return [{ of: onlyName(study) ?? CLAIM, power: declared }];
  return Object.entries(declared).map(([of, power]) => ({ of, power }));
}

function parsed(study: Study, text: string, problems: string[]): Wanted {
  const split = text.lastIndexOf('=');
  const name = split < 0 ? undefined : text.slice(0, split).trim();
  const power = decimalNumber(text.slice(split + 1));
  if (!(power > 0 && power < 1)) problems.push(`--require: expected a power between 0 and 1 (or name=power), got '${text}'`);
  const of = name ?? onlyName(study);
  if (of === undefined) {
    problems.push(
      `--require: ${study.name} has no claim and more than one analysis; say which: ${Object.keys(study.analyses)
        .map((each) => `--require ${each}=${text}`)
        .join(', ')}`,
    );
    return { of: CLAIM, power };
  }
  const valid = requirableNames(study);
  if (!valid.includes(of)) {
    const near = nearestName(of, valid);
    problems.push(
      `--require: expected ${valid.join(', ')} of ${study.name}, got '${of}'${near === undefined ? '' : `; did you mean ${near}?`}`,
    );
  }
  return { of, power };
}

/** What a requirement without a name is about: the claim, or the only analysis. */
function onlyName({ claim, analyses }: Study): string | undefined {
  const names = Object.keys(analyses);
  return claim !== undefined ? CLAIM : names.length === 1 ? names[0] : undefined;
}

function requirableNames({ claim, analyses }: Study): string[] {
  return [...(claim === undefined ? [] : [CLAIM]), ...Object.keys(analyses)];
}

/** Judges every requirement; undefined where there are none. */
export function decisionOf(study: Study, { total }: PowerRun, requirements: readonly Requirement[]): Decided | undefined {
  if (requirements.length === 0) return undefined;
  const judged = requirements.map((requirement): Judged => {
    const { of, power, error } = requirement;
    const successes = requiredSuccesses(study, total, of);
    const interval = sequentialInterval(successes, total.trials, error);
    return { of, decision: sequentialDecision(successes, total.trials, requirement), power, level: 1 - error, ...interval };
  });
  const decision = jointDecision(judged.map((each) => each.decision));
  if (judged.length > 1) return { decision, requirements: judged };
  const [{ power, level, lower, upper }] = judged;
  return { decision, requirements: judged, requirement: { power, level, lower, upper } };
}

const decisionColours = { met: 'green', missed: 'red', undecided: 'yellow' } as const;

/**
 * The decision for people: one line a requirement, and what that says of the number of patients. Where the claim is false in the scenario its rate is that of false positives, of which
 * no number of patients is enough.
 */
export function decidedText(study: Study, { decision, requirements }: Decided, { replicates: trials, participants }: PowerResult): string {
  const coloured = (each: Decision): string => coloursOf(process.stdout)[decisionColours[each]](each);
  const lines = requirements.map(({ of, decision: each, power, level, lower, upper }) => {
    const interval = `${lower.toFixed(4)}–${upper.toFixed(4)}`;
    return `required ${power} of ${of === CLAIM ? 'the claim' : of}: ${coloured(each)} after ${trials} trials (${Number((100 * level).toFixed(2))} % confidence sequence ${interval}, valid at every look)`;
  });
  if (requirements.length > 1) lines.push(`all requirements: ${coloured(decision)} (jointly at 95 %)`);
  if (study.claim?.holds === false) return [...lines, `${FALSE_CLAIM}.`].join('\n');
  const enough = { met: 'enough', missed: 'not enough', undecided: 'neither shown to be enough nor not: simulate more trials' }[decision];
  return [...lines, `${participants} patients are ${enough}`].join('\n');
}

/** Every requirement that is not met, one line each, for a log that shows nothing else. */
export function unmetText({ requirements }: Decided, result: PowerResult): string[] {
  return requirements
    .filter(({ decision }) => decision !== 'met')
    .map(({ of, decision, power, level, lower, upper }) => {
      const simulated = requiredPower(result, of);
      const interval = `${Number((100 * level).toFixed(2))} % interval ${lower.toFixed(3)}–${upper.toFixed(3)}`;
      return `${of}: required ${power}, got ${simulated.value.toFixed(3)} (${interval}, ${result.replicates} trials), ${decision}`;
    });
}

/** The simulated power that a requirement is about. */
function requiredPower(result: PowerResult, of: string): SimulatedProportion {
  return of === CLAIM && result.claim !== undefined ? result.claim.power : result.analyses[of].power;
}

/** When to stop simulating: at the number of trials asked for, at a precision, or once the requirements are decided. */
export function ruleOf(study: Study, mcse: number | undefined, requirements: readonly Requirement[]): StoppingRule {
  const rule = mcse === undefined ? fixedNumber(study.power.replicates) : precision(study, mcse);
  return requirements.length === 0 ? rule : untilDecided(study, requirements, rule);
}
