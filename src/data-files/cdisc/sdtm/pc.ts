import { findingsDataset, type Finding } from './findings.ts';
import { asciiText, shortCodes, shortLabel } from '../ascii-text.ts';
import { assigned, codesOf, float, required, text, type CdiscDataset } from '../dataset.ts';
import { compileCondition, conditionNames } from '../../../trial/conditions.ts';
import { quantificationLimit } from '../endpoints.ts';
import type { CdiscTrial } from '../trial.ts';

/** PC: concentrations of the studied drug in plasma; below the limit of quantification the result is `<` and the limit, and no number. */
export function pc(trial: CdiscTrial): CdiscDataset {
  const { model } = trial;
  const analytes = analytesOf(trial);
  const codes = shortCodes([...new Set(analytes.values())]);
  const limit = quantificationLimit(model);
  return findingsDataset(trial, {
    name: 'PC',
    label: 'Pharmacokinetics Concentrations',
    findings({ category, unit }, { values }, { row, condition }): Finding[] {
      const analyte = analytes.get(condition) ?? '';
      const isBelow = values[row] < limit;
      return [
        {
          ...{ code: codes.get(analyte) ?? '', name: shortLabel(analyte), category, unit },
          original: isBelow ? `<${limit}` : String(values[row]),
          number: isBelow ? null : values[row],
          more: { PCSPEC: 'PLASMA', PCLLOQ: limit },
        },
      ];
    },
    more: [
      text('PCSPEC', 'Specimen Material Type', assigned, { codes: codesOf(['PLASMA']), ...required }),
      float('PCLLOQ', 'Lower Limit of Quantitation', assigned),
    ],
  });
}

/** What is measured under each condition: its studied drug, and under an inert one the first that is active. */
function analytesOf({ model }: CdiscTrial): Map<string, string> {
  if (model.kind === 'gaussian') return new Map();
  const conditions = conditionNames(model.design).map((name) => compileCondition(name, model));
  const active = conditions.find(({ studied }) => studied.isActive) ?? conditions[0];
  return new Map(conditions.map(({ name, studied }) => [asciiText(name), (studied.isActive ? studied : active.studied).name]));
}
