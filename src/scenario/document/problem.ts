/** Where a value of a scenario was written. */
export interface SourceLocation {
  /** A file, or the command-line option that set the value. */
  readonly source: string;
  /** 1-based; absent for the command line. */
  readonly line?: number;
  readonly column?: number;
}

/** Something wrong (or, as a warning, implausible) with a scenario. */
export interface LocatedDiagnostic {
  readonly place: SourceLocation;
  /** Path of the value, its parts joined by points; empty for the whole file. */
  readonly path: string;
  readonly message: string;
  /** `file:line:column path: message`. */
  readonly text: string;
}

export function problem(place: SourceLocation, path: string, message: string): LocatedDiagnostic {
  const where = place.line === undefined ? place.source : `${place.source}:${place.line}:${place.column ?? 1}`;
  return { place, path, message, text: path === '' ? `${where} ${message}` : `${where} ${path}: ${message}` };
}

/** A value as an error text shows it. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return value.length > 40 ? `'${value.slice(0, 40)}…'` : `'${value}'`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a map';
  return String(value);
}
