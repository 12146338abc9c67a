import type { Figure } from './figure.ts';
import {
  attenuation,
  dissociationCorrelation,
  hedgesG,
  meanDifference,
  meanOf,
  pairedEffectSize,
  remissionRate,
  responseRate,
  sdOf,
  zerosOf,
} from './figures.ts';
import { blockade, blockadeHalfTime, ketamineParameter, peakConcentration } from './medication-figures.ts';
import { coreScoreAt, madrsAt, reliability } from './rating-figures.ts';
import type { ReferenceKey } from './references.ts';

/** One published figure, what the model must make of it, and how it is simulated. */
export interface AcceptanceRow {
  /** Number in the table; a row with two figures has two entries. */
  readonly row: number;
  readonly figure: string;
  readonly sources: readonly ReferenceKey[];
  /** The published figure as text. */
  readonly target: string;
  readonly unit: string;
  /** Accepted from `lower` to `upper`, in the unit of the row. */
  readonly lower: number;
  readonly upper: number;
  readonly simulated: Figure;
  /** Sources that contradict each other, or what the figure does not say. */
  readonly conflict?: string;
}

/** A published figure as text, its unit, and what is accepted. */
type Published = readonly [target: string, unit: string, accepted: readonly [lower: number, upper: number]];

const row = (
  number: number,
  name: string,
  sources: readonly ReferenceKey[],
  [target, unit, [lower, upper]]: Published,
  simulated: Figure,
  conflict?: string,
): AcceptanceRow => ({
  ...{ row: number, figure: name, sources, target, unit, lower, upper, simulated },
  ...(conflict === undefined ? {} : { conflict }),
});

const responseConflict =
  'Han 2016 pools 52 %; single trials run from 47 % (against midazolam, Cochrane 2021) to 71 %; response to inactive controls from 0 % to 50 % (Lii 2023, under anaesthesia)';

/** Published figures that the default scenario must reproduce. Add a row for a new paper: name its figure with one of the functions of `figures.ts`. */
export const acceptanceTable: readonly AcceptanceRow[] = [
  row(1, 'plasma ketamine at the end of the infusion, mean', ['zanos-2018'], ['185', 'ng/mL', [150, 220]], peakConcentration()),
  row(1, 'patients with 100–250 ng/mL', ['zanos-2018'], ['most', 'fraction', [0.5, 1]], peakConcentration([100, 250])),
  row(2, 'clearance, 70 kg', ['kamp-2020'], ['79 (69–90)', 'L/h', [69, 90]], ketamineParameter('clearance')),
  row(2, 'total volume, 70 kg', ['kamp-2020'], ['252 (200–304)', 'L', [200, 304]], ketamineParameter('centralVolume', 'peripheralVolume')),
  row(3, 'μ blockade 1 h after naltrexone 50 mg', ['trostheim-2022'], ['0.92–0.98', 'fraction', [0.88, 0.99]], blockade(1)),
  row(3, 'μ blockade 8 h after naltrexone 50 mg', ['trostheim-2022'], ['0.92–0.98', 'fraction', [0.88, 0.99]], blockade(8)),
  row(4, 'half-time of blockade', ['lee-1988'], ['72–108', 'h', [72, 108]], blockadeHalfTime()),
  row(5, 'residual μ blockade at 14 days', ['lee-1988'], ['0.04–0.11', 'fraction', [0, 0.15]], blockade(336)),
  row(6, 'CADSS at 40 min, mean', ['van-schalkwyk-2018'], ['7.7', 'points', [6, 10]], meanOf('placebo', 'cadss', 'm40')),
  row(6, 'CADSS at 40 min, SD', ['van-schalkwyk-2018'], ['9.2', 'points', [7, 12]], sdOf('placebo', 'cadss', 'm40')),
  row(7, 'CADSS of 0 at 40 min', ['derived-cadss-shape'], ['0.16', 'fraction', [0.08, 0.3]], zerosOf('placebo', 'cadss', 'm40')),
  row(
    8,
    'CADSS at 40 min, naltrexone − placebo',
    ['williams-2018'],
    ['none', 'points', [-1, 1]],
    meanDifference('naltrexone', 'placebo', 'cadss', 'm40'),
    'Krystal 2006 saw a stronger response to a sub-perceptual dose under naltrexone 25 mg in healthy volunteers',
  ),
  row(
    9,
    'r(CADSS at 40 min, % change of HAM-D17 at 230 min)',
    ['luckenbaugh-2014'],
    ['−0.35', '', [-0.56, -0.1]],
    dissociationCorrelation('m40', 'm230'),
    'no relation in 576 patients given esketamine (TRANSFORM, post hoc)',
  ),
  row(
    10,
    'response on day 1, placebo + ketamine',
    ['han-2016', 'williams-2018'],
    ['0.52–0.58', 'fraction', [0.45, 0.65]],
    responseRate('placebo', 'day1'),
    responseConflict,
  ),
  row(11, 'response on day 3', ['han-2016'], ['0.48', 'fraction', [0.4, 0.56]], responseRate('placebo', 'day3')),
  row(11, 'response on day 7', ['han-2016'], ['0.40', 'fraction', [0.32, 0.48]], responseRate('placebo', 'day7')),
  row(
    12,
    'response on day 14',
    ['abdallah-2020'],
    ['0.13', 'fraction', [0.02, 0.4]],
    responseRate('placebo', 'day14'),
    'rests on about 15 patients; days 1–7 (Han 2016) alone would extrapolate to 0.30',
  ),
  row(
    13,
    'remission on day 1',
    ['han-2016', 'carlat-2018'],
    ['0.21 pooled, 0.42 Williams', 'fraction', [0.15, 0.45]],
    remissionRate('placebo', 'day1'),
    'Williams 2018 reports twice the pooled remission',
  ),
  row(
    14,
    'ketamine − saline, HAM-D17 on day 1, Hedges g',
    ['kishimoto-2016'],
    ['−1.00', 'SD', [-1.28, -0.73]],
    hedgesG('placebo', 'placebo+saline', 'hamd17', 'day1'),
  ),
  row(
    15,
    'response at 24 h, midazolam',
    ['cochrane-2021'],
    ['0.26', 'fraction', [0.15, 0.4]],
    responseRate('placebo+midazolam', 'day1'),
    responseConflict,
  ),
  row(
    16,
    'response on day 1 under naltrexone, full block',
    ['carlat-2018'],
    ['0/12', 'fraction', [0, 0.265]],
    responseRate('naltrexone', 'day1', 'full'),
    'midazolam and saline controls respond more often than 0/12 (Cochrane 2021: 0.26)',
  ),
  row(
    17,
    'attenuation of the fall on day 1, partial block',
    ['jelen-2025'],
    ['0.28', 'fraction', [0.15, 0.4]],
    attenuation('hamd17', 'day1', 'partial'),
    'a dependence of 0.28 attenuates the drug’s share only; none in Yoon 2025 (ceiling), all in Williams 2018',
  ),
  row(
    17,
    'paired effect size dz, partial block',
    ['jelen-2025'],
    ['0.46 (0.06–0.85)', 'SD', [0.06, 0.85]],
    pairedEffectSize('hamd17', 'day1'),
  ),
  row(18, 'HAM-D17 inter-rater ICC', ['trajkovic-2011', 'morriss-2008'], ['0.937', '', [0.91, 0.95]], reliability('icc')),
  row(18, 'HAM-D17 measurement error', ['morriss-2008'], ['1.25', 'points', [1, 1.5]], reliability('error')),
  row(19, 'Cronbach’s α of HAM-D17, mixed severity', ['trajkovic-2011'], ['0.789', '', [0.72, 0.86]], reliability('alpha')),
  row(20, 'HAM-D6 at a HAM-D17 of 7', ['carmody-2006'], ['4', 'points', [3, 5]], coreScoreAt(7)),
  row(20, 'MADRS at a HAM-D17 of 7', ['carmody-2006'], ['8–9', 'points', [7, 10]], madrsAt(7)),
];
