import {
  attenuation,
  dissociationCorrelation,
  hedgesG,
  meanOf,
  pairedEffectSize,
  remissionRate,
  responseRate,
  sdOf,
  zerosOf,
} from '../../src/evidence/figures.ts';
import type { Figure } from '../../src/evidence/figure.ts';

/** A published figure to be met, and by how much a miss may be: one tolerance counts as much as another. */
export interface Target {
  readonly name: string;
  readonly figure: Figure;
  readonly value: number;
  /** About the published standard error; wider where sources disagree. */
  readonly tolerance: number;
}

const target = (name: string, figure: Figure, value: number, tolerance: number): Target => ({ name, figure, value, tolerance });

/** Tolerances: half the accepted band of `acceptance-table.ts` or less. */
export const targets: readonly Target[] = [
  target('response day 1', responseRate('placebo', 'day1'), 0.53, 0.03),
  target('response day 3', responseRate('placebo', 'day3'), 0.48, 0.03),
  target('response day 7', responseRate('placebo', 'day7'), 0.4, 0.03),
  target('response day 14', responseRate('placebo', 'day14'), 0.13, 0.08),
  target('remission day 1', remissionRate('placebo', 'day1'), 0.28, 0.07),
  target('remission day 7', remissionRate('placebo', 'day7'), 0.24, 0.06),
  target('Hedges g day 1 against saline', hedgesG('placebo', 'placebo+saline', 'hamd17', 'day1'), -1, 0.1),
  target('response day 1 under midazolam', responseRate('placebo+midazolam', 'day1'), 0.22, 0.03),
  // Odds ratio 9.87 (4.37–22.29) against placebo, Newport 2015, with a response of 0.53.
  target('response day 1 under saline', responseRate('placebo+saline', 'day1'), 0.13, 0.06),
  target('response day 1 under naltrexone, full block', responseRate('naltrexone', 'day1', 'full'), 0.18, 0.05),
  target('attenuation day 1, partial block', attenuation('hamd17', 'day1', 'partial'), 0.18, 0.012),
  target('paired effect size, partial block', pairedEffectSize('hamd17', 'day1'), 0.46, 0.2),
  target('r of CADSS and % change at 230 min', dissociationCorrelation('m40', 'm230'), -0.35, 0.05),
  target('CADSS mean', meanOf('placebo', 'cadss', 'm40'), 7.7, 0.3),
  target('CADSS SD', sdOf('placebo', 'cadss', 'm40'), 9.2, 0.4),
  target('CADSS zeros', zerosOf('placebo', 'cadss', 'm40'), 0.16, 0.04),
];
