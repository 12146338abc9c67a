import { trialCells, trialColumns } from './subject-columns.ts';
import { armsOf, plannedElements, SCREENING, treatmentsOf } from '../arms.ts';
import { cdiscDataset, integer, protocol, required, text, type CdiscDataset } from '../dataset.ts';
import type { CdiscTrial } from '../trial.ts';

/** TA: the elements of each arm in their order. */
export function ta(trial: CdiscTrial): CdiscDataset {
  const treatments = treatmentsOf(trial);
  const records = armsOf(trial).flatMap((arm) =>
    plannedElements(arm, treatments).map(({ code, name, epoch, order }) => ({
      ...trialCells(trial, 'TA'),
      ...{ ARMCD: arm.code, ARM: arm.name, TAETORD: order, ETCD: code, ELEMENT: name, EPOCH: epoch },
      TABRANCH: order === 1 ? `Randomized to ${arm.name}` : null,
    })),
  );
  return cdiscDataset(
    {
      ...{ name: 'TA', label: 'Trial Arms', class: 'TRIAL DESIGN' as const, structure: 'One record per arm and element' },
      isReference: true,
      keys: ['STUDYID', 'ARMCD', 'TAETORD'],
      variables: [
        ...trialColumns('TA'),
        text('ARMCD', 'Planned Arm Code', protocol, required),
        text('ARM', 'Description of Planned Arm', protocol, required),
        integer('TAETORD', 'Planned Order of Element within Arm', protocol, required),
        text('ETCD', 'Element Code', protocol, required),
        text('ELEMENT', 'Description of Element', protocol),
        text('TABRANCH', 'Branch', protocol),
        text('TATRANS', 'Transition Rule', protocol),
        text('EPOCH', 'Epoch', protocol, required),
      ],
    },
    records,
  );
}

const LAST = 'Last dose or measurement of the period, planned or made';

/** TE: the elements that arms are made of. */
export function te(trial: CdiscTrial): CdiscDataset {
  const given = treatmentsOf(trial).map(({ element, name }) => ({
    code: element,
    name,
    start: 'First dose of the period',
    end: LAST,
  }));
  const washout = { code: 'WASH', name: 'Washout', start: `Minute after the ${LAST.toLowerCase()}`, end: 'First dose of the next period' };
  const hasWashout = trial.generator.data.periodCount > 1;
  const screening = { ...SCREENING, start: 'Informed consent', end: 'First dose of the first period' };
  return cdiscDataset(
    {
      ...{ name: 'TE', label: 'Trial Elements', class: 'TRIAL DESIGN' as const, structure: 'One record per element' },
      isReference: true,
      keys: ['STUDYID', 'ETCD'],
      variables: [
        ...trialColumns('TE'),
        text('ETCD', 'Element Code', protocol, required),
        text('ELEMENT', 'Description of Element', protocol, required),
        text('TESTRL', 'Rule for Start of Element', protocol, required),
        text('TEENRL', 'Rule for End of Element', protocol),
        text('TEDUR', 'Planned Duration of Element', protocol),
      ],
    },
    [screening, ...given, ...(hasWashout ? [washout] : [])].map(({ code, name, start, end }) => ({
      ...trialCells(trial, 'TE'),
      ...{ ETCD: code, ELEMENT: name, TESTRL: start, TEENRL: end },
    })),
  );
}
