import type { Scale, ScaleItem } from './scale.ts';

/** Difficulties and steps are assumed. */
const item = (name: string, difficulty: number): ScaleItem => ({ name, maximum: 6, difficulty, step: 1 });

/**
 * Montgomery–Åsberg Depression Rating Scale, ten items scored 0–6.
 * Its error is 1.3 times that of the HAM-D17, as its points are 1.3 times as fine: 1.6 points, a reliability within the published test-retest ICC of 0.91–0.96.
 * @see Montgomery & Åsberg (1979) Br J Psychiatry 134:382–389, DOI 10.1192/bjp.134.4.382; Leucht et al. (2018) J Affect Disord, PMID 29031182 (HAM-D 10, 20, 30, 40 =
 * MADRS 13, 26, 39, 52–53); Carmody et al. (2006) PMC2151980 (HAM-D17 7 = MADRS 8–9)
 */
export const madrs: Scale<'madrs'> = {
  name: 'madrs',
  label: 'Montgomery–Åsberg Depression Rating Scale, total',
  shortLabel: 'MADRS',
  unit: 'points',
  hasResponse: true,
  remission: { cutOff: 9, source: 'carmody-2006' }, // equated to 7 on the HAM-D17
  items: [
    item('apparent sadness', 0.2),
    item('reported sadness', 0),
    item('inner tension', 0.4),
    item('reduced sleep', 0.6),
    item('reduced appetite', 1.6),
    item('concentration difficulties', 0.6),
    item('lassitude', 0.4),
    item('inability to feel', 0.6),
    item('pessimistic thoughts', 0.9),
    item('suicidal thoughts', 2.2),
  ],
  subscales: [],
  equating: [
    [0, 0],
    [7, 8.7],
    [10, 13],
    [20, 26],
    [30, 39],
    [40, 52.5],
    [52, 60],
  ],
  errorRatio: 1.3,
  source: 'leucht-2018',
};
