import { trialCells, trialColumns } from './subject-columns.ts';
import { cdiscDataset, protocol, required, text, type CdiscDataset } from '../dataset.ts';
import { SEVERITY_ENDPOINT } from '../../../outcomes/scales/index.ts';
import { endpointOf } from '../../../trial/endpoints.ts';
import type { MechanisticTrial } from '../../../trial/trial-model.ts';
import type { CdiscTrial } from '../trial.ts';

/** TI: the inclusion criteria that the simulation applies; without rows in the normal model, which has none. */
export function ti(trial: CdiscTrial): CdiscDataset {
  const criteria = trial.model.kind === 'gaussian' ? [] : criteriaOf(trial.model);
  return cdiscDataset(
    {
      ...{ name: 'TI', label: 'Trial Inclusion/Exclusion Criteria', class: 'TRIAL DESIGN' as const, structure: 'One record per criterion' },
      isReference: true,
      keys: ['STUDYID', 'IETESTCD'],
      variables: [
        ...trialColumns('TI'),
        text('IETESTCD', 'Incl/Excl Criterion Short Name', protocol, required),
        text('IETEST', 'Inclusion/Exclusion Criterion', protocol, required),
        text('IECAT', 'Inclusion/Exclusion Category', protocol, { codes: [['INCLUSION']], ...required }),
        text('TIRL', 'Inclusion/Exclusion Criterion Rule', protocol),
      ],
    },
    criteria.map((criterion, place) => ({
      ...trialCells(trial, 'TI'),
      ...{ IETESTCD: `INCL${String(place + 1).padStart(2, '0')}`, IETEST: criterion, IECAT: 'INCLUSION' },
    })),
  );
}

/** Criteria of a trial of virtual patients. */
function criteriaOf(model: MechanisticTrial): string[] {
  const { population, outcomes, design } = model;
  const { enrichment } = design;
  const eligible = Object.keys(outcomes).flatMap((name) => {
    const { eligibleFrom, eligibleTo } = outcomes[name] ?? {};
    const label = labelOf(model, name);
    return [
      ...(eligibleFrom === undefined ? [] : [`${label} of at least ${eligibleFrom} at screening`]),
      ...(eligibleTo === undefined ? [] : [`${label} of at most ${eligibleTo} at screening`]),
    ];
  });
  return [
    `Age from ${population.ageMinimum} to ${population.ageMaximum} years`,
    `${labelOf(model, SEVERITY_ENDPOINT)} of at least ${population.screeningMinimum} at screening`,
    ...eligible,
    ...(enrichment === undefined
      ? []
      : [
          `Response to open ${enrichment.condition}: ${labelOf(model, enrichment.endpoint)} better by ${100 * enrichment.fall} % at ${enrichment.visit}`,
        ]),
  ];
}

function labelOf(model: MechanisticTrial, name: string): string {
  const endpoint = endpointOf(model, name);
  if (endpoint.kind === 'scale') return (endpoint.subscale ?? endpoint.scale).shortLabel;
  return endpoint.kind === 'rating' ? endpoint.declared.shortLabel : name;
}
