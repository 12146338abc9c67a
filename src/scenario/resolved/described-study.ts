import { checkOrigins } from './value-origins.ts';
import { checkStudy } from '../../study/check-study.ts';
import { references } from '../../evidence/references.ts';
import type { Parameter } from '../../parameters/parameter-table.ts';
import type { Study } from '../../study/study.ts';
import type { MechanisticTrial } from '../../trial/trial-model.ts';
import { borrowedFrom, borrowedWords } from './borrowed-defaults.ts';
import { parameterValues, type ScenarioSections } from './described-values.ts';
import { isFree } from './free-parameters.ts';
import { statedUnit } from '../../study/endpoint-units.ts';
import type { ParameterValue } from './parameter-value.ts';
import { readPaths } from './unread-values.ts';
import type { Origins } from './value-origins.ts';

/** How a value that a user set without a source reads. */
export const NO_SOURCE = 'set here, no source given';
/** How the origin of a value reads that nobody set. */
const PROGRAM = 'default of the program';
/** How the origin reads where a stored result does not hold it. */
const UNRECORDED = 'not recorded';

/** On what a value rests: a source of its own, its definition, an assumption, nothing that is told, or what was published about another drug. */
export type Basis = 'source' | 'definition' | 'assumed' | 'no source' | 'borrowed';

/** One value of a study with its origin and its source. */
export interface DescribedValue extends ParameterValue {
  /** `file:line` of the layer that set it, the option that did, or the program. */
  readonly origin: string;
  /** Its unit, that of the endpoint where the value is of one; '' where it has none. */
  readonly unit: string;
  /** Source key, `definition`, `assumed`, or in words that there is none or that it is another drug's. */
  readonly source: string;
  readonly basis: Basis;
  /** The source key in `source`, where there is one. */
  readonly reference?: string;
}

/**
 * Every value that a resolved study reads, with its origin and source: what `describe`, JSON documents and reports show.
 * @param origins  of the scenario's values; undefined where a stored result does not hold them, so that only defaults have sources
 * @example
 * ```ts
 * import { describedStudy, readScenario, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '' });
 * if ('problems' in read) throw new Error('not a scenario');
 * const values = describedStudy(read.study, read.origins);
 * values.find(({ path }) => path === 'gaussian.difference'); // → { value: 3, source: 'assumed', origin: 'trial.yaml:16' }
 * ```
 */
export function describedStudy(study: Study, origins: Origins | undefined): DescribedValue[] {
  checkStudy('study', study);
  if (origins !== undefined) checkOrigins('origins', origins);
  const isRead = readPaths(study.trial, study.analyses);
  return everyValue(study, origins).filter(({ path }) => isRead(path));
}

/**
 * Values that a file or an option sets and that nothing in the study reads; defaults that nothing reads are no news.
 *
 * @example
 * ```ts
 * import { readScenario, starterScenario, unreadValues } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '' });
 * if ('problems' in read) throw new Error('not a scenario');
 * unreadValues(read.study, read.origins); // → []
 * ```
 */
export function unreadValues(study: Study, origins: Origins): DescribedValue[] {
  checkStudy('study', study);
  checkOrigins('origins', origins);
  const isRead = readPaths(study.trial, study.analyses);
  return everyValue(study, origins).filter(({ path }) => !isRead(path) && origins[path]?.setBy !== undefined);
}

/** Every value of a resolved study, also those that nothing reads. */
export function everyValue(study: Study, origins: Origins | undefined): DescribedValue[] {
  const { trial, analyses, power } = study;
  const options = Object.fromEntries(Object.entries(analyses).map(([name, { options: own, ...rest }]) => [name, { ...rest, ...own }]));
  const judged = { analyses: options, power };
  const sections: ScenarioSections =
    trial.kind === 'gaussian'
      ? { ...trial, model: trial.kind, ...judged }
      : { ...trial, ...declarationsOf(trial), model: trial.kind, ...judged };
  return parameterValues(sections).map((written) => {
    const value = { ...written, unit: statedUnit(trial, written.path, 'unit' in written.parameter ? written.parameter.unit : '') };
    const { setBy, source, returned, borrowed } = origins?.[value.path] ?? {};
    const hasDefault = !isFree(value.parameter) && value.value === value.parameter.default && returned !== true;
    const isDefault = (origins !== undefined && setBy === undefined) || hasDefault;
    const origin = setBy ?? (origins === undefined ? UNRECORDED : PROGRAM);
    if (source !== undefined && borrowed !== undefined)
      return { ...value, origin, ...ofOther('inherited', borrowedWords(value.path, borrowed), source) };
    if (source !== undefined) return { ...value, origin, ...named(source) };
    if (!isDefault) return { ...value, origin, source: NO_SOURCE, basis: 'no source' };
    const drug = borrowedFrom(value.path, trial);
    return {
      ...value,
      origin,
      ...ofDefault(value.parameter, drug === undefined ? undefined : borrowedWords(value.path, drug), setBy === undefined),
    };
  });
}

/** Treatments and outcomes of a trial as a scenario writes them. */
function declarationsOf(trial: MechanisticTrial): Pick<ScenarioSections & { readonly model: 'mechanistic' }, 'treatments' | 'outcomes'> {
  const { pretreatments, infusions, drugs = {} } = trial;
  const outcomes = Object.fromEntries(
    Object.entries(trial.outcomes).map(([name, outcome]) => [name, { ...outcome, ...outcome?.declared }]),
  );
  return { treatments: { pretreatments, infusions, drugs }, outcomes };
}

type Standing = Pick<DescribedValue, 'source' | 'basis' | 'reference'>;

/** The standing of a value that is the program's default. @param whose  what it was published about, where that is no part of the trial   @param untouched  whether nobody set it */
function ofDefault({ source }: Parameter, whose: string | undefined, untouched: boolean): Standing {
  if (whose === undefined || !Object.hasOwn(references, source)) return named(source);
  if (!untouched) return { source: NO_SOURCE, basis: 'no source' };
  return ofOther(PROGRAM, whose, source);
}

/** The standing of a value whose source speaks of another drug. @param how  it came to stand here   @param whose  it is */
function ofOther(how: string, whose: string, source: string): Standing {
  return { source: `${how} (${whose}, source ${source})`, basis: 'borrowed', reference: source };
}

function named(source: string): Standing {
  if (source === 'assumed' || source === 'definition') return { source, basis: source };
  return { source, basis: 'source', reference: source };
}
