import type { Diagnostic } from './finding.ts';
import { problem, type SourceLocation, type LocatedDiagnostic } from './problem.ts';

/** A name of a scenario file that has no value: nothing stands behind it, or a null that has nothing to take away. */
export interface Valueless {
  readonly path: string;
  readonly place: SourceLocation;
  readonly message: string;
  /** Whether the message knows the slip that caused it, so that nothing else needs to be said about the name. */
  readonly hasCause: boolean;
}

/** A name with nothing behind it. @param cause  the slip that led to it, where it is known */
export function emptyEntry(path: string, place: SourceLocation, cause: string | undefined): Valueless {
  const hint = cause ?? 'take the name out, or write null to take away what is inherited';
  return { path, place, message: `expected a value, got nothing; ${hint}`, hasCause: cause !== undefined };
}

/** A null that nothing is inherited for. */
export function unfoundedNull(path: string, place: SourceLocation): Valueless {
  const message = 'expected a value, got null, which removes only what is inherited; nothing is inherited here';
  return { path, place, message, hasCause: false };
}

/** A part of a section that is to be replaced and that nothing is inherited for. */
export function unfoundedReplacement(path: string, place: SourceLocation): Valueless {
  return {
    path: 'replace',
    place,
    message: `expected the path of something inherited, got ${path}; nothing is inherited there`,
    hasCause: true,
  };
}

/**
 * What is said about names without values and by the schema, each name once: a slip that is known explains an unknown name; else
 * an unknown name explains why it has no value; and that a value is missing explains all else that is wrong with it.
 */
export function besideFindings(
  valueless: readonly Valueless[],
  findings: readonly Diagnostic[],
): { problems: LocatedDiagnostic[]; findings: readonly Diagnostic[] } {
  const unknown = new Set(findings.filter(({ at }) => at === 'key').map(({ path }) => path));
  const told = valueless.filter((each) => each.hasCause || !unknown.has(each.path));
  // The path up to a colon is that of the name which was meant: `power.alpha` for `power.alpha:0.01`.
  const paths = new Set(told.flatMap(({ path }) => [path, path.replace(/:.*$/s, '')]));
  return {
    problems: told.map(({ path, place, message }) => problem(place, path, message)),
    findings: findings.filter(({ path }) => !paths.has(path)),
  };
}

/** Names without values as findings, for what only follows from them to be left out. */
export function asFindings(valueless: readonly Valueless[]): Diagnostic[] {
  return valueless.map(({ path, message }) => ({ path, message, at: 'key' }));
}

/** Each name once: a file that a design and a world share is read twice. */
export function distinctPlaces(valueless: readonly Valueless[]): Valueless[] {
  const key = ({ path, place: { source, line, column } }: Valueless): string => [source, line, column, path].join('\0');
  return [...new Map(valueless.map((each) => [key(each), each])).values()];
}
