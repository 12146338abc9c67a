import { emptyPatient, PatientSource } from '../../population/patient.ts';
import { ParticipantStreams } from '../../random/participant-streams.ts';
import { compileCondition, conditionNames } from '../conditions.ts';
import { picturedTargets } from './derived-figures.ts';
import { Medication } from './medication/medication.ts';
import { Rater } from './rater.ts';
import type { MechanisticTrial } from '../trial-model.ts';

/** Median and the middle 90 % of patients at one time. */
export interface BandPoint {
  readonly hours: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** How one condition's pharmacology differs between the eligible patients of a study. */
export interface MedicationBand {
  readonly condition: string;
  /** The studied drug in plasma, ng/mL, over the first hours. */
  readonly concentration: readonly BandPoint[];
  /** Blockade of every target that the trial pictures (`picturedTargets`), 0–1; of patients who took the pretreatment. */
  readonly blockade: Readonly<Record<string, readonly BandPoint[]>>;
}

/** Middle share of patients that a band holds is 1 − 2 · TAIL. */
const TAIL = 0.05;
const CONCENTRATION_HOURS = 4;
const BLOCKADE_DAYS = 14;

/**
 * Between-patient bands of the studied drug's concentration and of blockade by condition, given first, tablets taken.
 *
 * The patients are those of trial 0 of the study's own streams, followed beyond the trial's number where more are asked for.
 *
 * @param patients  number of patients, > 0
 * @returns one band per condition: concentration every 5 min for 4 h, blockade every 6 h for 14 days
 */
export function medicationBands(model: MechanisticTrial, key: Int32Array, patients: number): MedicationBand[] {
  const rater = new Rater(model);
  const source = new PatientSource(model.population, (severity, uniform) => rater.hamd17.total(severity, uniform));
  const medication = new Medication(model, 1);
  const streams = new ParticipantStreams(key);
  const patient = emptyPatient();
  const concentrationHours = Array.from({ length: 12 * CONCENTRATION_HOURS + 1 }, (_, step) => step / 12);
  const blockadeHours = Array.from({ length: 4 * BLOCKADE_DAYS + 1 }, (_, step) => step * 6);
  const targets = picturedTargets(model);
  return conditionNames(model.design).map((name) => {
    const condition = compileCondition(name, model);
    const concentrations = concentrationHours.map(() => new Float64Array(patients));
    const blockades = targets.map(() => blockadeHours.map(() => new Float64Array(patients)));
    for (let subject = 0; subject < patients; subject++) {
      source.draw(streams.bind(0, subject), patient);
      medication.startPatient(patient, streams);
      medication.administer(condition, 0, 0);
      concentrationHours.forEach((hours, step) => (concentrations[step][subject] = medication.concentration(hours, 'plasma')));
      targets.forEach((target, place) => {
        blockadeHours.forEach((hours, step) => (blockades[place][step][subject] = medication.blockade(hours, target)));
      });
    }
    return {
      condition: name,
      concentration: concentrations.map((values, step) => bandPoint(concentrationHours[step], values)),
      blockade: Object.fromEntries(
        targets.map((target, place) => [target, blockades[place].map((values, step) => bandPoint(blockadeHours[step], values))]),
      ),
    };
  });
}

/** Quantiles by the nearest rank. */
function bandPoint(hours: number, values: Float64Array): BandPoint {
  const sorted = values.slice().sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { hours, low: at(TAIL), median: at(0.5), high: at(1 - TAIL) };
}
