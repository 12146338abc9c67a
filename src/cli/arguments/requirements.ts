import { decimalNumber } from '../../parameters/decimal-number.ts';
import { CLAIM, DECISION_ERROR, type Requirement } from '../../power/stopping/stopping-rule.ts';
import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { Study } from '../../study/study.ts';
import type { RequiredPower } from '../../scenario/index.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { usageError } from '../terminal/exit-error.ts';
import type { GateResult } from '../../power/stopping/requirement.ts';

/**
 * The requirements of a run: those of the command line, else those of the scenario's `power.require`.
 * @param asked  `0.8`, or `name=0.8` with the name of an analysis or `claim`
 * @throws ExitError (2) with every problem at once
 */
export function requirementsOf(study: Study, asked: readonly string[] | undefined, declared: RequiredPower | undefined): Requirement[] {
  const problems: string[] = [];
  const wanted = asked === undefined ? declaredOn(study, declared) : asked.map((text) => parsed(study, text, problems));
  const names = wanted.map(({ of }) => of);
  for (const name of new Set(names.filter((each, i) => names.indexOf(each) < i))) problems.push(`--require: ${name} is given twice`);
  if (problems.length > 0) throw usageError(problems.join('\n'));
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

/** Every requirement that is not met, one line each, for a log that shows nothing else. */
export function unmetText({ requirements }: GateResult, result: PowerResult): string[] {
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
