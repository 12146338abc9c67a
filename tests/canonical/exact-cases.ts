import { adverseEffectProbability } from '../../src/outcomes/adverse-effects.ts';
import { frailty } from '../../src/outcomes/cadss.ts';
import { GammaQuantileTable } from '../../src/outcomes/gamma-quantile-table.ts';
import { scales } from '../../src/outcomes/scales/index.ts';
import { instrumentOf } from '../../src/outcomes/scales/instrument.ts';
import { emptyPatient, PatientSource } from '../../src/population/patient.ts';
import { ParticipantStreams } from '../../src/random/participant-streams.ts';
import { rootKey } from '../../src/random/root-key.ts';
import { benefitCourse, fullBenefit, persistenceDays } from '../../src/response/benefit.ts';
import { expectancySize, nonDrugImprovement, noticeProbability } from '../../src/response/expectancy.ts';
import { compileCondition } from '../../src/trial/conditions.ts';
import { Medication } from '../../src/trial/mechanistic/medication/medication.ts';
import { PatientCourse } from '../../src/trial/mechanistic/patient-course.ts';
import { Rater } from '../../src/trial/mechanistic/rater.ts';
import type { MechanisticTrial } from '../../src/trial/trial-model.ts';
import { shippedStudy } from '../report/shipped-study.ts';
import { canonical, settings, type Changes } from './canonical-file.ts';

const trialWith = (changes: Changes): MechanisticTrial => shippedStudy('williams-2018', settings(changes)).trial as MechanisticTrial;
const model = trialWith({});
const { response, dissociation, belief, measurement, adverseEffects } = model;

/** What is given, by name. */
type Given = (name: string) => number;

/** The typical patient of a weight under naltrexone, whose infusion begins at 0. */
function medicationOf(weight: number): Medication {
  const medication = new Medication(model, 1);
  medication.startTypicalPatient(weight);
  medication.administer(compileCondition('naltrexone', model), 0, 0);
  return medication;
}
const leadHours = model.design.leadMinutes / 60;
const effectSite = (weight: number, hours: number): number => medicationOf(weight).concentration(hours, 'effect');
const totals = instrumentOf(scales.hamd17, measurement).table();

const withoutSpread = new Map(canonical.runs.map(({ name, set }) => [name, trialWith({ ...set, ...canonical.withoutSpread })]));

/** True severity of a participant without random variation, at a time of a period. */
function severityOf(run: string, first: string, period: number, hours: number): number {
  const trial = withoutSpread.get(run);
  if (trial === undefined) throw new Error(`unknown run: ${run}`);
  const rater = new Rater(trial);
  const observe = (severity: number, uniform: number): number => rater.hamd17.total(severity, uniform);
  const streams = new ParticipantStreams(rootKey(1)).bind(0, 0);
  const patient = emptyPatient();
  new PatientSource(trial.population, observe).draw(streams, patient);
  const course = new PatientCourse(trial, 2);
  course.startPatient(patient, streams);
  const order = first === 'naltrexone' ? ['naltrexone', 'placebo'] : ['placebo', 'naltrexone'];
  order.slice(0, period).forEach((name, k) => {
    course.startPeriod(compileCondition(name, trial), 24 * trial.design.washoutDays * k);
  });
  return course.severity(course.start + hours);
}

/** The value that this program has for each quantity of the canonical file. */
const quantities: Readonly<Record<string, (given: Given, words: Changes) => number>> = {
  'plasma ketamine, ng/mL': (given) => medicationOf(given('weight')).concentration(given('hours'), 'plasma'),
  'effect-site ketamine, ng/mL': (given) => effectSite(given('weight'), given('hours')),
  blockade: (given) => medicationOf(70).blockade(given('hoursSinceTablet') - leadHours, 'opioid'),
  'blockade averaged over the induction window': () => medicationOf(70).meanBlockade(0, response.inductionHours, 'opioid'),
  'size of the benefit': (given) => fullBenefit(response, given('patient'), given('occasion'), given('doseMgPerKg'), 0),
  'course of the benefit': (given) =>
    benefitCourse(response, given('hours'), persistenceDays(response, given('patient'), given('occasion'))),
  'improvement without the drug': (given) => {
    const shared = response.expectancyCorrelation;
    const score = Math.sqrt(shared) * given('patient') + Math.sqrt(1 - shared) * given('occasion');
    const size = expectancySize(response, belief, score, { active: given('belief'), blocker: 0 });
    return nonDrugImprovement(response, size, given('hours'));
  },
  'probability that the infusion is noticed': (given) => {
    const peak = (given('frailty') * dissociation.cadssPerReference * effectSite(given('weight'), 2 / 3)) / 185;
    return noticeProbability(belief.dissociationNoticeScale, peak);
  },
  frailty: (given) => frailty(dissociation, new GammaQuantileTable(dissociation.frailtyCv), given('patient'), given('occasion')),
  'probability of nausea': (_, { blocked }) =>
    adverseEffectProbability(adverseEffects.nausea.withKetamine, adverseEffects.nausea.blockerOddsRatio, blocked === 'yes'),
  'HAM-D17 total, mean': (given) => totals.moments(given('severity')).mean,
  'HAM-D17 total, SD': (given) => Math.sqrt(totals.moments(given('severity')).variance),
  'severity with all scores 0': (given, { run, first }) => severityOf(String(run), String(first), given('period'), given('hours')),
};

/** What this program computes for a case of the canonical file. @throws Error if it does not know the quantity or nothing of that name is given */
export function exactValue(quantity: string, given: Changes): number {
  if (!Object.hasOwn(quantities, quantity)) throw new Error(`unknown quantity: ${quantity}`);
  return quantities[quantity]((name) => {
    const value = given[name];
    if (typeof value !== 'number') throw new Error(`${quantity}: ${name} is not given`);
    return value;
  }, given);
}
