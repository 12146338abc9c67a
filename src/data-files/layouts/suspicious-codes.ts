import { scaleTotal } from '../../outcomes/scales/index.ts';
import type { Observations } from '../reading/read-observations.ts';

/** Numbers that data managers write for missing values (assumed; the usual ones of SPSS and of questionnaires). */
const codes: readonly number[] = [-99999, -9999, -999, -99, -88, -77, -9, 77, 88, 99, 777, 888, 999, 9999, 99999];

/** How far above every other value a code has to be (assumed). */
const FAR = 1.5;

/** The word of `--missing` that says that every number is a measurement. */
export const NO_CODES = 'none';

/**
 * Numbers of a file that look like codes of missing values: outside the range of the endpoint's scale, or far from all other values of the endpoint.
 * @param named  what the user gives as codes
 * @returns a message for each endpoint that has some, with the cure
 */
export function suspiciousCodes({ trials, schedules, endpoints }: Observations, named: readonly string[]): string[] {
  if (named.includes(NO_CODES)) return [];
  return endpoints.flatMap((endpoint) => {
    const derived: readonly string[] = schedules.get(endpoint)?.derived.kinds ?? [];
    const counts = new Map<number, number>();
    let [lowest, highest] = [Infinity, -Infinity];
    for (const { data } of trials)
      for (const [key, column] of data.columns) {
        const [of, visit] = [key.slice(0, key.indexOf('@')), key.slice(key.indexOf('@') + 1)];
        if (of !== endpoint || derived.includes(visit)) continue;
        for (const value of column) {
          if (Number.isNaN(value)) continue;
          if (codes.includes(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
          else [lowest, highest] = [Math.min(lowest, value), Math.max(highest, value)];
        }
      }
    const maximum = scaleTotal(endpoint)?.maximum;
    const isOut = (code: number): boolean => {
      if (maximum !== undefined) return code < 0 || code > maximum;
      return code < 0
        ? lowest >= 0 && (code < -9 || (counts.get(code) ?? 0) > 1)
        : highest > -Infinity && code > FAR * Math.max(highest, 1);
    };
    const found = [...counts].filter(([code]) => isOut(code));
    if (found.length === 0) return [];
    const words = found.map(([code, count]) => `${code} (${count} ${count === 1 ? 'value' : 'values'})`).join(', ');
    const range = maximum === undefined ? `the others are from ${lowest} to ${highest}` : `the scale goes from 0 to ${maximum}`;
    const list = [...named, ...found.map(([code]) => code)].join(',');
    return [
      `${endpoint}: ${words} may stand for missing, since ${range}: say so by --missing ${list}, or by --missing ${NO_CODES} that they are measurements`,
    ];
  });
}
