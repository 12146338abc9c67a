import { ambiguousDate, impossibleDate } from './date-defects.ts';
import type { DefectKind } from './defect.ts';
import { duplicateVisit, swappedTreatment } from './row-defects.ts';
import { fractional, outOfRange, shiftedDecimal, unitMixUp } from './score-defects.ts';
import { mixedEncoding, trailingBlank } from './text-defects.ts';

/** Every kind of defect, in the order in which they are planted. The order counts: a cell has one defect at most, the first that it was drawn for. */
export const defectKinds: readonly DefectKind[] = [
  swappedTreatment,
  outOfRange,
  fractional,
  shiftedDecimal,
  unitMixUp,
  impossibleDate,
  ambiguousDate,
  trailingBlank,
  mixedEncoding,
  duplicateVisit,
];

/** Name of a kind of defect. */
export const defectNames: readonly string[] = defectKinds.map(({ name }) => name);
