import type { Parameter } from '../../parameters/parameter-table.ts';

/** One value of a resolved scenario, and the parameter that it is a value of. */
export interface ParameterValue {
  readonly path: string;
  readonly value: number | string | boolean;
  readonly parameter: Parameter;
}
