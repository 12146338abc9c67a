import { decimalNumber } from '../../parameters/decimal-number.ts';
import { CLAIM, DECISION_ERROR, type Requirement } from '../../power/stopping/stopping-rule.ts';
import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { Study } from '../../study/study.ts';
import { declaredRequirements, type ResolvedScenario } from '../../scenario/index.ts';
import { onlyRequirable } from '../../scenario/declared-requirements.ts';
import { percentWords } from '../../report/sentences/figure-words.ts';
import { sequenceWords } from '../../report/text/decision-text.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { usageError } from '../terminal/exit-error.ts';
import type { GateResult } from '../../power/stopping/requirement.ts';

/**
 * The requirements of a run: those of the command line, else those of the scenario's `power.require`.
 * @param asked  `0.8`, `name=0.8` or `name >= 0.8` with the name of an analysis or `claim`, or `name < 0.05` for an upper bound
 * @throws ExitError (2) with every problem at once
 */
export function requirementsOf(
  study: Study,
  asked: readonly string[] | undefined,
  scenario: Pick<ResolvedScenario, 'power'>,
): Requirement[] {
  const problems: string[] = [];
  const wanted: Wanted[] = asked === undefined ? declaredRequirements(study, scenario) : asked.map((text) => parsed(study, text, problems));
  const keys = wanted.map(({ of, bound }) => `${of} ${bound ?? ''}`);
  for (const name of new Set(wanted.filter((_, i) => keys.indexOf(keys[i]) < i).map(({ of }) => of)))
    problems.push(`--require: ${name} is given twice`);
  problems.push(...impossible(wanted));
  if (problems.length > 0) throw usageError(problems.join('\n'));
  return wanted.map((each) => ({ ...each, error: DECISION_ERROR / wanted.length }));
}

type Wanted = Omit<Requirement, 'error'>;

/** Of one thing a rate that is at least more than it must lie below can never be. */
function impossible(wanted: readonly Wanted[]): string[] {
  return wanted.flatMap(({ of, power, bound }) => {
    const least = bound === 'below' ? wanted.find((each) => each.of === of && each.bound !== 'below' && each.power >= power) : undefined;
    return least === undefined ? [] : [`--require: ${of} cannot be at least ${least.power} and below ${power}`];
  });
}

/** A requirement on the command line: a name and its bound may be left out. */
const REQUIRED = /^\s*(?:([^<>=]*?)\s*(<=?|>=?|=))?\s*([^<>=]*)$/;

function parsed(study: Study, text: string, problems: string[]): Wanted {
  const [, named, sign = '=', number = text] = REQUIRED.exec(text) ?? [];
  const power = decimalNumber(number);
  if (!(power > 0 && power < 1))
    problems.push(`--require: expected a power between 0 and 1 (or name=power, or 'name < rate' for an upper bound), got '${text}'`);
  const of = named === undefined || named === '' ? onlyRequirable(study) : named;
  const bound = sign.startsWith('<') ? { bound: 'below' as const } : {};
  if (of === undefined) {
    problems.push(
      `--require: ${study.name} has no claim and more than one analysis; say which: ${Object.keys(study.analyses)
        .map((each) => (sign.startsWith('<') ? `--require '${each} < ${number.trim()}'` : `--require ${each}=${number.trim()}`))
        .join(', ')}`,
    );
    return { of: CLAIM, power, ...bound };
  }
  const valid = requirableNames(study);
  if (!valid.includes(of)) {
    const near = nearestName(of, valid);
    problems.push(
      `--require: expected ${valid.join(', ')} of ${study.name}, got '${of}'${near === undefined ? '' : `; did you mean ${near}?`}`,
    );
  }
  return { of, power, ...bound };
}

function requirableNames({ claim, analyses }: Study): string[] {
  return [...(claim === undefined ? [] : [CLAIM]), ...Object.keys(analyses)];
}

/** Every requirement that is not met, one line each, for a log that shows nothing else. */
export function unmetText({ requirements }: GateResult, result: PowerResult): string[] {
  return requirements
    .filter(({ decision }) => decision !== 'met')
    .map(({ of, decision, power, bound, level, lower, upper }) => {
      const simulated = requiredPower(result, of);
      return `${of}: required ${bound === undefined ? '' : 'below '}${power}, got ${percentWords(simulated).value} % (${sequenceWords({ level, lower, upper })}, ${result.replicates} trials), ${decision}`;
    });
}

/** The simulated power that a requirement is about. */
function requiredPower(result: PowerResult, of: string): SimulatedProportion {
  return of === CLAIM && result.claim !== undefined ? result.claim.power : result.analyses[of].power;
}
