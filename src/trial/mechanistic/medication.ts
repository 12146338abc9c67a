import { blockade } from '../../pharmacology/blockade.ts';
import { infusionEffects } from '../../pharmacology/infusion-effects.ts';
import { logSd, setKetamineKinetics } from '../../pharmacology/ketamine.ts';
import type { Infusion } from '../../pharmacology/parameters.ts';
import { TwoCompartmentModel } from '../../pharmacology/two-compartment.ts';
import type { Patient } from '../../population/patient.ts';
import type { ParticipantStreams } from '../../random/participant-streams.ts';
import { streamId } from '../../random/stream.ts';
import type { Condition } from '../conditions.ts';
import type { MechanisticTrial } from '../trial-model.ts';

const KINETICS = streamId('kinetics');
/** Points of a window at which blockade is averaged (Simpson's rule; even number of steps). */
const AVERAGE_STEPS = 8;
/** ng/mL in mg/L. */
const NG_PER_ML = 1000;

/**
 * What one patient has been given so far, and what of it is in the body at any absolute time (hours from the first planned infusion): concentrations by superposition
 * over all infusions, blockade by all tablets and depots. Reused from patient to patient without allocating.
 */
export class Medication {
  readonly #kinetics: TwoCompartmentModel[];
  /** The declared infusions that give ketamine. */
  readonly #ketamine: readonly Infusion<'ketamine'>[];
  readonly #conditions: Condition[] = [];
  readonly #halfTime: Float64Array;
  #weight = 70;
  #clearanceDeviation = 0;
  #volumeDeviation = 0;
  #halfTimeDeviation = 0;
  #kineticsReady = false;

  /** Periods in which treatment was given so far. */
  periods = 0;
  /** Absolute start of each period's infusion, h. */
  readonly start: Float64Array;
  /** 1 where a blocker was given and taken. */
  readonly taken: Uint8Array;

  constructor(model: MechanisticTrial, periods: number) {
    this.#ketamine = Object.values(model.infusions).flatMap((infusion) => infusionEffects(infusion).ketamine ?? []);
    this.#kinetics = this.#ketamine.map(() => new TwoCompartmentModel());
    this.start = new Float64Array(periods);
    this.taken = new Uint8Array(periods);
    this.#halfTime = new Float64Array(periods);
  }

  /** Takes up a new patient, with the patient's own kinetics. */
  begin(patient: Patient, streams: ParticipantStreams): void {
    const stream = streams.open(KINETICS);
    this.#clearanceDeviation = stream.normal();
    this.#volumeDeviation = stream.normal();
    this.#halfTimeDeviation = stream.normal();
    this.#weight = patient.weight;
    this.#kineticsReady = false;
    this.periods = 0;
  }

  /** Takes up the typical patient of a weight (kg), without deviations. */
  beginTypical(weight: number): void {
    this.#clearanceDeviation = 0;
    this.#volumeDeviation = 0;
    this.#halfTimeDeviation = 0;
    this.#weight = weight;
    this.#kineticsReady = false;
    this.periods = 0;
  }

  /**
   * Gives the next period's pretreatment and infusion.
   * @param start          absolute start of the infusion, h
   * @param adherenceDraw  uniform number; below the pretreatment's adherence it is taken
   */
  give(condition: Condition, start: number, adherenceDraw: number): void {
    const period = this.periods++;
    const { pretreatment } = condition;
    this.#conditions[period] = condition;
    this.start[period] = start;
    this.taken[period] = pretreatment.kind !== 'inert' && adherenceDraw < pretreatment.adherence ? 1 : 0;
    if (pretreatment.kind !== 'inert') {
      this.#halfTime[period] =
        pretreatment.blockadeHalfTimeHours * Math.exp(logSd(pretreatment.blockadeHalfTimeCv) * this.#halfTimeDeviation);
    }
  }

  /** The condition given in a period. */
  condition(period: number): Condition {
    return this.#conditions[period];
  }

  /** Ketamine dose of a period, mg/kg; 0 where another infusion was given. */
  ketamineDose(period: number): number {
    return this.#conditions[period].infusion.ketamine?.doseMgPerKg ?? 0;
  }

  /** Blockade of a target at an absolute time, 0–1; independent doses leave the product of what each leaves free. */
  blockade(time: number, target: 'opioid' | 'other'): number {
    let free = 1;
    for (let k = 0; k < this.periods; k++) {
      const { pretreatment, leadHours } = this.#conditions[k];
      if (this.taken[k] === 0 || pretreatment.kind === 'inert' || pretreatment.target !== target) continue;
      free *= 1 - blockade(pretreatment, time - this.start[k] + leadHours, this.#halfTime[k]);
    }
    return 1 - free;
  }

  /** Mean blockade of a target over a window after an infusion's start (Simpson's rule). @param hours  length of the window */
  meanBlockade(period: number, hours: number, target: 'opioid' | 'other'): number {
    let sum = 0;
    for (let point = 0; point <= AVERAGE_STEPS; point++) {
      const weight = point === 0 || point === AVERAGE_STEPS ? 1 : point % 2 === 1 ? 4 : 2;
      sum += weight * this.blockade(this.start[period] + (point * hours) / AVERAGE_STEPS, target);
    }
    return sum / (3 * AVERAGE_STEPS);
  }

  /** Ketamine concentration at an absolute time, ng/mL, in plasma or at the effect site. */
  concentration(time: number, site: 'plasma' | 'effect'): number {
    let sum = 0;
    for (let k = 0; k < this.periods; k++) sum += this.fromInfusion(k, time - this.start[k], site);
    return sum;
  }

  /** What one period's infusion alone contributes to the concentration, ng/mL. @param hours  since its start */
  fromInfusion(period: number, hours: number, site: 'plasma' | 'effect'): number {
    const { ketamine } = this.#conditions[period].infusion;
    if (ketamine === undefined || !(hours > 0)) return 0;
    if (!this.#kineticsReady) this.#setKinetics();
    const kinetics = this.#kinetics[this.#ketamineIndex(ketamine)];
    const dose = ketamine.doseMgPerKg * this.#weight;
    const duration = ketamine.minutes / 60;
    return NG_PER_ML * (site === 'plasma' ? kinetics.plasma(dose, duration, hours) : kinetics.effectSite(dose, duration, hours));
  }

  #ketamineIndex(ketamine: Infusion<'ketamine'>): number {
    for (let index = 0; index < this.#ketamine.length; index++) if (this.#ketamine[index] === ketamine) return index;
    throw new RangeError('the infusion is not one of the declared infusions');
  }

  #setKinetics(): void {
    for (let index = 0; index < this.#ketamine.length; index++)
      setKetamineKinetics(this.#kinetics[index], this.#ketamine[index], this.#weight, this.#clearanceDeviation, this.#volumeDeviation);
    this.#kineticsReady = true;
  }
}
