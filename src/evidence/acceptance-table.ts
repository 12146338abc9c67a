import { row, type AcceptanceRow } from './acceptance-row.ts';
import { dissociationCorrelation, meanDifference, meanOf, sdOf, zerosOf } from './figures.ts';
import { blockade, blockadeHalfTime, ketamineParameter, peakConcentration } from './medication-figures.ts';
import { coreScoreAt, madrsAt, reliability } from './rating-figures.ts';
import { blockadeRows, courseRows, responseRows } from './response-rows.ts';

export type { AcceptanceRow } from './acceptance-row.ts';

/** Published figures that the default scenario must reproduce. Add a row for a new paper: name its figure with one of the functions of `figures.ts`. */
export const acceptanceTable: readonly AcceptanceRow[] = [
  row(
    1,
    'plasma ketamine at the end of the infusion, mean',
    ['zanos-2018'],
    { target: '185', unit: 'ng/mL', accepted: [150, 220] },
    peakConcentration(),
  ),
  row(
    1,
    'patients with 100–250 ng/mL',
    ['zanos-2018'],
    { target: 'most', unit: 'fraction', accepted: [0.5, 1] },
    peakConcentration([100, 250]),
  ),
  row(2, 'clearance, 70 kg', ['kamp-2020'], { target: '79 (69–90)', unit: 'L/h', accepted: [69, 90] }, ketamineParameter('clearance')),
  row(
    2,
    'total volume, 70 kg',
    ['kamp-2020'],
    { target: '252 (200–304)', unit: 'L', accepted: [200, 304] },
    ketamineParameter('centralVolume', 'peripheralVolume'),
  ),
  row(
    3,
    'μ blockade 1 h after naltrexone 50 mg',
    ['trostheim-2022'],
    { target: '0.92–0.98', unit: 'fraction', accepted: [0.92, 0.98] },
    blockade(1),
    'two estimates of a study of 20 people at several doses, without published errors; the ED50 of 5.59 mg that the same review fits to all doses, which the model uses, gives 0.90 at 50 mg',
  ),
  row(
    3,
    'μ blockade 8 h after naltrexone 50 mg',
    ['trostheim-2022'],
    { target: '0.92–0.98', unit: 'fraction', accepted: [0.92, 0.98] },
    blockade(8),
    'as an hour after intake: the ED50 of the same review gives 0.90',
  ),
  row(4, 'half-time of blockade', ['lee-1988'], { target: '72–108', unit: 'h', accepted: [72, 108] }, blockadeHalfTime()),
  row(5, 'residual μ blockade at 14 days', ['lee-1988'], { target: '0.04–0.11', unit: 'fraction', accepted: [0, 0.15] }, blockade(336)),
  row(
    6,
    'CADSS at 40 min, mean',
    ['van-schalkwyk-2018'],
    { target: '7.7', unit: 'points', accepted: [6, 10], use: 'fitted', measured: [7.7, 0.88] },
    meanOf('placebo', 'cadss', 'm40'),
  ),
  row(
    6,
    'CADSS at 40 min, SD',
    ['van-schalkwyk-2018'],
    { target: '9.2', unit: 'points', accepted: [7, 12], use: 'fitted', measured: [9.2, 1.4] },
    sdOf('placebo', 'cadss', 'm40'),
  ),
  row(
    7,
    'CADSS of 0 at 40 min',
    ['derived-cadss-shape'],
    { target: '0.16', unit: 'fraction', accepted: [0.08, 0.3], use: 'fitted', measured: [0.16, 0.055] },
    zerosOf('placebo', 'cadss', 'm40'),
  ),
  row(
    8,
    'CADSS at 40 min, naltrexone − placebo',
    ['williams-2018'],
    { target: 'none', unit: 'points', accepted: [-1, 1] },
    meanDifference('naltrexone', 'placebo', 'cadss', 'm40'),
    'Krystal 2006 saw a stronger response to a sub-perceptual dose under naltrexone 25 mg in healthy volunteers',
  ),
  row(
    9,
    'r(CADSS at 40 min, % change of HAM-D17 at 230 min)',
    ['luckenbaugh-2014'],
    { target: '−0.35', unit: '', accepted: [-0.56, -0.1], use: 'fitted', measured: [-0.35, 0.117] },
    dissociationCorrelation('m40', 'm230'),
    'no relation in 576 patients given esketamine (TRANSFORM, post hoc)',
  ),
  row(
    9,
    'r(CADSS at 40 min, % change of HAM-D17 on day 7)',
    ['luckenbaugh-2014'],
    { target: '−0.41', unit: '', accepted: [-0.64, -0.11], use: 'test', measured: [-0.41, 0.135] },
    dissociationCorrelation('m40', 'day7'),
    'no relation in 576 patients given esketamine (TRANSFORM, post hoc)',
  ),
  ...responseRows,
  ...blockadeRows,
  row(
    18,
    'HAM-D17 inter-rater ICC',
    ['trajkovic-2011', 'morriss-2008'],
    { target: '0.937', unit: '', accepted: [0.91, 0.95] },
    reliability('icc'),
  ),
  row(18, 'HAM-D17 measurement error', ['morriss-2008'], { target: '1.25', unit: 'points', accepted: [1, 1.5] }, reliability('error')),
  row(
    19,
    'Cronbach’s α of HAM-D17, mixed severity',
    ['trajkovic-2011'],
    { target: '0.789', unit: '', accepted: [0.72, 0.86] },
    reliability('alpha'),
  ),
  row(20, 'HAM-D6 at a HAM-D17 of 7', ['carmody-2006'], { target: '4', unit: 'points', accepted: [3, 5] }, coreScoreAt(7)),
  row(20, 'MADRS at a HAM-D17 of 7', ['carmody-2006'], { target: '8–9', unit: 'points', accepted: [7, 10] }, madrsAt(7)),
  ...courseRows,
];
