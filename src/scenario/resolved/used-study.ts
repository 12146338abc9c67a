import { checkStudy } from '../../study/check-study.ts';
import type { Study } from '../../study/study.ts';
import { readPaths } from './unread-values.ts';

/** Sections of a trial that a scenario has elsewhere. */
const sections: Readonly<Record<string, string>> = {
  pretreatments: 'treatments.pretreatments',
  infusions: 'treatments.infusions',
  drugs: 'treatments.drugs',
};

/**
 * A study as documents print it: without visits, treatments and parameters that nothing in it reads. It is for reading; the study that was run has
 * defaults of every trial beside it.
 *
 * @example
 * ```ts
 * import { readStudy, usedStudy } from 'crossover-sim/scenario';
 * const study = readStudy(`
 * design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
 * analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
 * `);
 * 'craving' in usedStudy(study).trial; // → false
 * ```
 */
export function usedStudy(study: Study): Readonly<Record<string, unknown>> & { readonly trial: Readonly<Record<string, unknown>> } {
  checkStudy('study', study);
  const isRead = readPaths(study.trial, study.analyses);
  const trial = Object.entries(study.trial).flatMap(([name, value]) => {
    const kept = usedPart(value, sections[name] ?? name, isRead);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return { ...study, trial: Object.fromEntries(trial) };
}

/** What of a part is read; undefined where nothing of it is. */
function usedPart(value: unknown, path: string, isRead: (path: string) => boolean): unknown {
  if (!isRead(path)) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const part = usedPart(inner, `${path}.${name}`, isRead);
    return part === undefined ? [] : [[name, part] as const];
  });
  return kept.length === 0 && Object.keys(value).length > 0 ? undefined : Object.fromEntries(kept);
}
