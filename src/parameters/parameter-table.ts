/** One number a scenario may set. Every number carries its unit, its bounds and where it comes from. */
export interface NumberParameter {
  readonly kind?: 'number';
  readonly default: number;
  /** Unit of the value as it is written in a scenario, e.g. `h`, `mg/kg`, `points`, `fraction`. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly integer?: true;
  readonly about: string;
  /** A key of `references`, or the word `assumed` (or `definition` where the number is true by definition). */
  readonly source: string;
}

/** One choice among named alternatives. */
export interface ChoiceParameter<Options extends readonly string[] = readonly string[]> {
  readonly kind: 'choice';
  readonly default: Options[number];
  readonly options: Options;
  readonly about: string;
  readonly source: string;
}

/** One switch. */
export interface SwitchParameter {
  readonly kind: 'switch';
  readonly default: boolean;
  readonly about: string;
  readonly source: string;
}

export type Parameter = NumberParameter | ChoiceParameter | SwitchParameter;

/**
 * The annotated parameters of one component, by name. The table is the single source of the
 * component's defaults, bounds, error texts, `describe` output, JSON Schema and documentation tables.
 */
export type ParameterTable = Readonly<Record<string, Parameter>>;

/** The plain values that a table describes: numbers, chosen words and switches. */
export type ParameterValues<Table extends ParameterTable> = {
  readonly [Name in keyof Table]: Table[Name] extends { kind: 'choice'; options: infer Options extends readonly string[] }
    ? Options[number]
    : Table[Name] extends { kind: 'switch' }
      ? boolean
      : number;
};

/** The values a table prescribes when a scenario is silent. */
export function defaultsOf<Table extends ParameterTable>(table: Table): ParameterValues<Table> {
  return Object.fromEntries(Object.entries(table).map(([name, parameter]) => [name, parameter.default])) as ParameterValues<Table>;
}
