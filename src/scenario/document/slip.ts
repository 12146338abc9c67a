import { isScalar } from 'yaml';

/** `name:value`, which YAML takes for one word. */
const WITHOUT_SPACE = /^([A-Za-z$_][\w.$-]*):([^\s:].*)$/;
const WHOLE_NUMBER = /^[-+]?\d+$/;
const DIGITS = /^\d+$/;

/** The hint for a word that looks like a name and a value without a space between them; undefined for any other. */
function missingSpace(word: string): string | undefined {
  const [, name, value] = WITHOUT_SPACE.exec(word) ?? [];
  return name === undefined ? undefined : `put a space after the colon: ${name}: ${value}`;
}

/** The hint for a number that a comma has cut in two, `4,5` or `10,000`; undefined where the parts are no such number. */
function numberWithComma(before: string, after: string): string | undefined {
  if (!WHOLE_NUMBER.test(before) || !DIGITS.test(after)) return undefined;
  const isThousands = after.length === 3 && /^[-+]?[1-9]\d{0,2}$/.test(before);
  return `decimal comma: write ${before}.${after}${isThousands ? ` (or ${before}${after} for thousands)` : ''}`;
}

/** The hint for a text that stands where something else is expected. @param message  what is expected */
export function slipIn(text: string, message: string): string | undefined {
  if (message.startsWith('expected a map')) return missingSpace(text);
  const comma = text.indexOf(',');
  return comma < 0 ? undefined : numberWithComma(text.slice(0, comma), text.slice(comma + 1));
}

/** Whether nothing is written where a value would stand; a null that is written is a value. */
export function isEmpty(value: unknown): boolean {
  return value === null || (isScalar(value) && value.value === null && (value.source ?? '') === '');
}

/** The slip that made a name without a value: a missing space after the colon, or a comma within the number before it. */
export function causeOfEmpty(key: unknown, before: { readonly key: unknown; readonly value: unknown } | undefined): string | undefined {
  if (!isScalar(key)) return undefined;
  const word = key.source ?? String(key.value);
  const last = isScalar(before?.value) ? (before.value.source ?? '') : '';
  return missingSpace(word) ?? numberWithComma(last, word);
}

/** A message of the parser about a key, with the hint that it lacks a space where it does. @param rest  the text from the line of the error on */
export function withSlip(message: string, rest: string): string {
  const hint = message.startsWith('Implicit') ? missingSpace(rest.split('\n')[0].trim()) : undefined;
  return hint === undefined ? message : `${message}; ${hint}`;
}
