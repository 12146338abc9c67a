import { checkStudy } from '../../study/check-study.ts';
import type { Study } from '../../study/study.ts';
import { sha256 } from '../../text/sha256.ts';

/**
 * SHA-256 of a study’s content as hexadecimal text: independent of key order, comments and of how files are laid over each other.
 *
 * @example
 * ```ts
 * import { readStudy, scenarioHash, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * scenarioHash(study).length; // → 64
 * scenarioHash(study) === scenarioHash({ ...study, seed: '2' }); // → false
 * ```
 */
export function scenarioHash(study: Study): string {
  checkStudy('study', study);
  return contentHash(study);
}

/** As `scenarioHash`, for studies that the program has made or is about to check: nothing is checked. */
export function contentHash(study: Study): string {
  return sha256(canonicalJson(study));
}

/** JSON with sorted keys and without spaces. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
