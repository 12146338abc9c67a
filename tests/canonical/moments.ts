import { adverseEffectNames } from '../../src/outcomes/parameters.ts';
import { emptyPatient } from '../../src/population/patient.ts';
import { ParticipantStreams } from '../../src/random/participant-streams.ts';
import { rootKey } from '../../src/random/root-key.ts';
import { compileTrial } from '../../src/trial/compile-trial.ts';
import { PatientCourse } from '../../src/trial/mechanistic/patient-course.ts';
import { columnKey } from '../../src/trial/trial-data.ts';
import type { SubjectRecords, TrialGenerator } from '../../src/trial/trial-generator.ts';
import type { MechanisticTrial } from '../../src/trial/trial-model.ts';
import { shippedStudy } from '../report/shipped-study.ts';
import { settings, type Changes, type Moment } from './canonical-file.ts';

/** Batches of participants whose moments give the standard errors. */
const BATCHES = 100;
const hamd17Visits = ['baseline', 'day1', 'day3', 'day7', 'day14'];

/** One number per participant, NaN where it was not recorded. */
type Values = ArrayLike<number>;
/** A moment of the participants of some places. */
type MomentOf = (places: readonly number[]) => number;

/** Moments of a simulated trial of this program, by the names of the canonical file. */
export function momentsOfProgram(set: Changes, participants: number, seed: number): Moment[] {
  const { trial } = shippedStudy('williams-2018', [...settings(set), `design.participants=${participants}`]);
  const generator = compileTrial(trial, rootKey(seed), 'all');
  generator.generate(0);
  const everybody = Array.from({ length: participants }, (_, place) => place);
  const batches = Array.from({ length: BATCHES }, (_, batch) => everybody.filter((place) => place % BATCHES === batch));
  const dependences = dependencesOf(trial as MechanisticTrial, rootKey(seed), participants);
  return Object.entries(momentsOf(generator, dependences)).map(([moment, of]) => {
    const se = sdOf(batches.map((batch) => of(batch))) / Math.sqrt(BATCHES);
    return { moment, value: of(everybody), se };
  });
}

/** Opioid dependence of the response of every participant of the first trial. */
function dependencesOf(trial: MechanisticTrial, key: Int32Array, participants: number): number[] {
  const course = new PatientCourse(trial, 2);
  const streams = new ParticipantStreams(key);
  return Array.from({ length: participants }, (_, place) => {
    course.startPatient(emptyPatient(), streams.bind(0, place));
    return course.opioidDependence;
  });
}

function momentsOf(generator: TrialGenerator, dependences: Values): Record<string, MomentOf> {
  const { data } = generator;
  const covariate = (name: 'sex' | 'age' | 'weight' | 'failed_courses' | 'screening_hamd17'): Values => data.covariates.get(name) ?? [];
  const second = Array.from({ length: data.subjectCount }, (_, i) => data.columns.get(columnKey('hamd17', 'baseline'))?.[2 * i + 1] ?? NaN);
  const conditions = data.treatments.map((name, code) => ({ name, ...recordsOf(generator, code) }));
  const [placebo, naltrexone] = conditions;
  return {
    'women, share': mean(covariate('sex'), (sex) => (sex === 0 ? 1 : 0)),
    ...meanAndSd('age', covariate('age')),
    ...meanAndSd('weight', covariate('weight')),
    ...meanAndSd('failed courses', covariate('failed_courses')),
    ...meanAndSd('HAM-D17 at screening', covariate('screening_hamd17')),
    'dropout between the periods, share': mean(generator.records.periodsGiven, (given) => (given < 2 ? 1 : 0)),
    'second period: HAM-D17 baseline, mean': mean(second),
    ...meanAndSd('opioid dependence', dependences),
    'opioid dependence at most 0.25, share': mean(dependences, (dependence) => (dependence <= 0.25 ? 1 : 0)),
    ...Object.assign({}, ...conditions.map(({ name, moments }) => prefixed(`${name}: `, moments))),
    'both conditions: HAM-D17 day1, correlation': correlation(placebo.day1, naltrexone.day1),
    'both conditions: HAM-D17 day7, correlation': correlation(placebo.day7, naltrexone.day7),
    'both conditions: HAM-D17 day14, correlation': correlation(placebo.day14, naltrexone.day14),
    'both conditions: HAM-D17 change on day1, correlation': correlation(placebo.change, naltrexone.change),
    'both conditions: CADSS peak, correlation': correlation(placebo.peak, naltrexone.peak),
  };
}

/** What the participants left in the period in which they had a condition. */
function recordsOf(generator: TrialGenerator, code: number) {
  const { data, records } = generator;
  const rows = Array.from({ length: data.subjectCount }, (_, i) => (data.treatment[2 * i] === code ? 2 * i : 2 * i + 1));
  const given = rows.map((row, i) => (row % 2 < records.periodsGiven[i] ? row : NaN));
  const column = (endpoint: string, visit: string): Values => {
    const values = data.columns.get(columnKey(endpoint, visit));
    if (values === undefined) throw new Error(`${endpoint} is not recorded at ${visit}`);
    return rows.map((row) => values[row]);
  };
  const recorded = (of: (row: number) => boolean): Values => given.map((row) => (Number.isNaN(row) ? NaN : of(row) ? 1 : 0));
  const hamd17 = Object.fromEntries(hamd17Visits.map((visit) => [visit, column('hamd17', visit)]));
  const { baseline, day1, day7, day14 } = hamd17;
  const change = Array.from(day1, (score, i) => score - baseline[i]);
  const peak = column('cadss', 'peak');
  const craving = Object.fromEntries(['pre', 'm240', 'day1', 'day7'].map((visit) => [visit, column('craving', visit)]));
  const share = (of: (i: number) => boolean): MomentOf => mean(Array.from(day1, (score, i) => (Number.isNaN(score) ? NaN : of(i) ? 1 : 0)));
  const entries: [string, MomentOf][] = [
    ...hamd17Visits.flatMap((visit) => Object.entries(meanAndSd(`HAM-D17 ${visit}`, hamd17[visit]))),
    ...['day1', 'day7', 'day14'].map((visit): [string, MomentOf] => [
      `response ${visit}, share`,
      share((i) => hamd17[visit][i] <= baseline[i] / 2),
    ]),
    ...['day1', 'day7'].map((visit): [string, MomentOf] => [`remission ${visit}, share`, share((i) => hamd17[visit][i] <= 7)]),
    ['HAM-D17 baseline and day1, correlation', correlation(baseline, day1)],
    ['HAM-D17 day1 and day7, correlation', correlation(day1, day7)],
    ['HAM-D17 day7 and day14, correlation', correlation(day7, day14)],
    ['failed courses and HAM-D17 change on day1, correlation', correlation(data.covariates.get('failed_courses') ?? [], change)],
    ['CADSS m240, mean', mean(column('cadss', 'm240'))],
    ['CADSS pre, mean', mean(column('cadss', 'pre'))],
    ...Object.entries(meanAndSd('CADSS m40', column('cadss', 'm40'))),
    ['CADSS m80, mean', mean(column('cadss', 'm80'))],
    ...Object.entries(meanAndSd('CADSS peak', peak)),
    ['CADSS peak and HAM-D17 change on day1, correlation', correlation(peak, change)],
    ...Object.entries(craving).map(([visit, values]): [string, MomentOf] => [`craving ${visit}, mean`, mean(values)]),
    ['craving pre, SD', sd(craving.pre)],
    ['craving pre and day1, correlation', correlation(craving.pre, craving.day1)],
    ...adverseEffectNames.map((name, bit): [string, MomentOf] => [
      `${name}, share`,
      mean(recorded((row) => (records.adverseEffects[row] & (1 << bit)) !== 0)),
    ]),
    ['guesses naltrexone, share', mean(recorded((row) => records.guessedBlocker[row] === 1 && records.unsureOfBlocker[row] === 0))],
    ['does not know, share', mean(recorded((row) => records.unsureOfBlocker[row] === 1))],
    ...(['naltrexone', 'placebo'] as const).map((guess, i): [string, MomentOf] => [
      `strongly believes ${guess}, share`,
      mean(recorded((row) => answered(records, row) && records.strongAboutBlocker[row] === 1 && records.guessedBlocker[row] === 1 - i)),
    ]),
  ];
  return { moments: Object.fromEntries(entries), day1, day7, day14, change, peak };
}

const answered = (records: SubjectRecords, row: number): boolean => records.unsureOfBlocker[row] === 0;

const prefixed = (prefix: string, moments: Record<string, MomentOf>): Record<string, MomentOf> =>
  Object.fromEntries(Object.entries(moments).map(([name, of]) => [prefix + name, of]));

const meanAndSd = (name: string, values: Values): Record<string, MomentOf> => ({
  [`${name}, mean`]: mean(values),
  [`${name}, SD`]: sd(values),
});

const recordedOf = (values: Values, places: readonly number[]): number[] =>
  places.map((i) => values[i]).filter((value) => !Number.isNaN(value));
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
function sdOf(values: readonly number[]): number {
  const centre = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

const mean = (values: Values, of: (value: number) => number = (value) => value): MomentOf => {
  return (places) => meanOf(recordedOf(values, places).map(of));
};
const sd = (values: Values): MomentOf => {
  return (places) => sdOf(recordedOf(values, places));
};
const correlation = (x: Values, y: Values): MomentOf => {
  return (places) => {
    const both = places.filter((i) => !Number.isNaN(x[i]) && !Number.isNaN(y[i]));
    const xs = both.map((i) => x[i]);
    const ys = both.map((i) => y[i]);
    const [centreX, centreY] = [meanOf(xs), meanOf(ys)];
    const products = xs.map((value, i) => (value - centreX) * (ys[i] - centreY));
    return products.reduce((sum, product) => sum + product, 0) / (xs.length - 1) / (sdOf(xs) * sdOf(ys));
  };
};
