import * as z from 'zod';
import { shown } from '../document/problem.ts';

/** The error text `expected …, got …` of a schema. */
export const expected = (what: string) => ({
  error: (issue: { input?: unknown }): string => `expected ${what}, got ${shown(issue.input)}`,
});

/** A text that is told in the words of a scenario when it is none. */
export const text = (what: string) => z.string(expected(what));

/** A number, likewise. */
export const number = (what: string) => z.number(expected(what));
