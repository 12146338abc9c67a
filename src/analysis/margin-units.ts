import type { NumberParameter, ParameterTable } from '../parameters/parameter-table.ts';

/** Options of an analysis that say what its margins are margins of. */
interface MarginOptions {
  readonly scale?: string;
  readonly marginUnit?: string;
}

/** Bounds of a share and of a ratio as a margin: a share of 1 would hold the loss of the whole mean, a ratio of 1 nothing; assumed. */
const LARGEST_SHARE = 0.99;
const SMALLEST_RATIO = 1.01;

/** The options of a method in an analysis, its margins with the unit that they have in it, and `margin` with the bounds that follow from that. */
export function withUnitsOfMargins(table: ParameterTable, analysis: object): ParameterTable {
  const { scale = 'difference', marginUnit = 'scale' }: MarginOptions = analysis;
  if (!Object.hasOwn(table, 'margin')) return table;
  const isShare = marginUnit === 'share-of-reference';
  const isRatio = scale !== 'difference';
  const unit = isShare ? 'share of the mean under the reference' : isRatio ? 'ratio' : 'units of the endpoint';
  const bounds = isShare ? { max: LARGEST_SHARE } : isRatio ? { min: SMALLEST_RATIO } : {};
  return Object.fromEntries(
    Object.entries(table).map(([name, parameter]) => {
      if (!['margin', 'lower', 'upper'].includes(name) || !isNumber(parameter)) return [name, parameter];
      return [name, { ...parameter, unit, ...(name === 'margin' ? bounds : {}) }];
    }),
  );
}

function isNumber(parameter: ParameterTable[string]): parameter is NumberParameter {
  return 'min' in parameter;
}
