import type { ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';
import type { EndpointTraits } from './endpoint.ts';

export const plasmaTraits: EndpointTraits = {
  label: 'Plasma concentration of the studied drug',
  shortLabel: 'plasma concentration',
  unit: 'ng/mL',
  maximum: 1e6,
  whole: false,
  process: 'plasma',
};

/** How a plasma concentration becomes a reported one. */
export const assayParameters = {
  errorCv: {
    default: 0.1,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'coefficient of variation of the assay: its error is proportional to the concentration',
    source: 'assumed',
  },
  lowerLimit: { default: 1, unit: 'ng/mL', min: 0, max: 1000, about: 'lower limit of quantification', source: 'assumed' },
  belowLimit: {
    kind: 'choice',
    default: 'half',
    options: ['half', 'zero', 'missing'],
    about: 'what is reported below that limit: half of it, zero, or nothing',
    source: 'assumed',
  },
} as const satisfies ParameterTable;
export type AssayModel = ParameterValues<typeof assayParameters>;

/**
 * A concentration as the assay reports it, ng/mL to 0.01: concentration · (1 + CV · error), and below the lower limit of quantification what the model says (NaN = missing).
 * @param error  standard normal score of this measurement
 * @see Beal (2001) Ways to fit a PK model with some data below the quantification limit. J Pharmacokinet Pharmacodyn 28:481–504, DOI 10.1023/A:1012299115260
 */
export function reportedConcentration({ errorCv, lowerLimit, belowLimit }: AssayModel, concentration: number, error: number): number {
  const measured = concentration * (1 + errorCv * error);
  if (measured > 0 && measured >= lowerLimit) return Math.round(100 * measured) / 100;
  return { half: lowerLimit / 2, zero: 0, missing: NaN }[belowLimit];
}
