import type { Scale, ScaleItem } from './scale.ts';

/** Difficulties and steps are assumed, in the order in which symptoms usually appear, and placed so that a total of 7 goes with a HAM-D6 of 4. */
const item = (name: string, maximum: 2 | 4, difficulty: number): ScaleItem => ({
  name,
  maximum,
  difficulty,
  step: maximum === 4 ? 1.6 : 2.4,
});

/**
 * Hamilton Depression Rating Scale, 17 items, with the six core items of Bech and the item of suicide as sub-scales. Severity is measured in its points.
 * Its CDISC terms are those of the clinical classification supplement for the HAMD 17: the item on weight is its part A, loss of weight according to the patient.
 * @see Hamilton (1960) J Neurol Neurosurg Psychiatry 23:56–62, DOI 10.1136/jnnp.23.1.56; Carmody et al. (2006) PMC2151980 (HAM-D17 7 = HAM-D6 4)
 */
export const hamd17: Scale<'hamd17', 'hamd6' | 'hamd-suicide'> = {
  name: 'hamd17',
  label: 'Hamilton Depression Rating Scale, 17 items, total',
  shortLabel: 'HAM-D17',
  unit: 'points',
  hasResponse: true,
  remission: { cutOff: 7, source: 'carmody-2006' },
  items: [
    item('depressed mood', 4, 0.4),
    item('guilt', 4, 1.1),
    item('suicide', 4, 2.4),
    item('insomnia early', 2, 0.6),
    item('insomnia middle', 2, 0.8),
    item('insomnia late', 2, 1.4),
    item('work and activities', 4, 0.5),
    item('retardation', 4, 2),
    item('agitation', 4, 2.2),
    item('anxiety psychic', 4, 0.7),
    item('anxiety somatic', 4, 0.9),
    item('somatic gastrointestinal', 2, 2.2),
    item('somatic general', 2, 0.6),
    item('genital symptoms', 2, 1.4),
    item('hypochondriasis', 4, 3),
    item('loss of weight', 2, 3),
    item('insight', 2, 4.2),
  ],
  subscales: [
    {
      name: 'hamd6',
      label: 'Hamilton Depression Rating Scale, 6 core items, total',
      shortLabel: 'HAM-D6',
      remission: { cutOff: 4, source: 'carmody-2006' }, // equated to 7 on the HAM-D17
      items: [1, 2, 7, 8, 10, 13],
    },
    {
      name: 'hamd-suicide',
      label: 'Hamilton Depression Rating Scale, item 3 (suicide)',
      shortLabel: 'HAM-D item 3',
      hasResponse: false, // a fall by half has no meaning on one item
      items: [3],
    },
  ],
  equating: [
    [0, 0],
    [52, 52],
  ],
  errorRatio: 1,
  source: 'definition',
  published: {
    category: 'HAMD 17',
    prefix: 'HAMD1',
    items: Array.from({ length: 17 }, (_, item) => `HAMD1${String(item + 1).padStart(2, '0')}${item === 15 ? 'A' : ''}`),
    total: 'HAMD118',
  },
};
