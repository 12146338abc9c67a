import { exp, log } from '../elementary/index.ts';
import type { TargetBinding } from './declared-drug.ts';
import type { Kinetics } from './kinetics-shapes.ts';
import { logSd, setDisposition, withVariation, type Disposition, type Variation } from './disposition.ts';
import { absorptionRate } from './absorption.ts';
import { TwoCompartmentModel } from './two-compartment.ts';

// Longer than other files: the course of a dose by its shape, every shape once for one time and once for several.

/** Where a concentration is asked for. */
export type Site = 'plasma' | 'effect';

/** Standard normal numbers of one patient; 0 is the typical patient. */
export interface KineticDeviations {
  readonly clearance: number;
  readonly volume: number;
  readonly halfTime: number;
}

/** What one dose of a drug does over time in one patient; set for a patient, then asked at any time. */
export interface DoseCourse {
  /** Whether the shape has concentrations; without them occupancy follows the dose alone. */
  readonly hasConcentration: boolean;
  /** @param clearanceFactor  what other drugs make of the clearance, 1 where it is left out; unread where the shape has none */
  setPatient(weight: number, deviations: KineticDeviations, clearanceFactor?: number): void;
  /** Concentration of one dose, ng/mL; 0 where the shape has none. @param dose  mg   @param hours  since the dose */
  concentration(dose: number, hours: number, site: Site): number;
  /** `concentration` at several times at once. @param out  receives as many as `count` says */
  concentrations(dose: number, hours: Float64Array, count: number, site: Site, out: Float64Array): void;
  /** An upper bound on the absolute value of `concentration` at either site that takes no exponential, ng/mL; Infinity where there is none as cheap. */
  residue(dose: number, hours: number): number;
  /** Occupancy of a target by one dose, 0–1, where the shape has no concentration; else 0. */
  occupancy(binding: TargetBinding, dose: number, hours: number): number;
  /** `occupancy` at several times at once. @param out  receives as many as `count` says */
  occupancies(binding: TargetBinding, dose: number, hours: Float64Array, count: number, out: Float64Array): void;
  /** How much of the full effect of one dose there is, 0–1, where the shape has no concentration; else 0. */
  share(hours: number): number;
  /** Hours after a dose until which its occupancies are the same in every patient. */
  readonly commonHours: number;
}

/** ng/mL in mg/L. */
const NG_PER_ML = 1000;

/** The course of one dose by its shape: the one place where shapes are distinguished. */
export function doseCourseOf(kinetics: Kinetics): DoseCourse {
  switch (kinetics.shape) {
    case 'infusion':
      return new InfusionCourse(kinetics);
    case 'bolus':
      return new ConcentrationCourse(kinetics, (model, dose, hours, site) => model.bolus(dose, hours, site));
    case 'first-order': {
      const { bioavailability, lagHours } = kinetics;
      const rate = absorptionRate(kinetics);
      return new ConcentrationCourse(kinetics, (model, dose, hours, site) =>
        model.absorbed(dose * bioavailability, rate, hours - lagHours, site),
      );
    }
    case 'plateau':
      return new PlateauCourse(kinetics);
    default:
      return unknownShape(kinetics);
  }
}

function unknownShape(kinetics: never): never {
  throw new RangeError(`unknown shape of kinetics: ${JSON.stringify(kinetics)}`);
}

class ConcentrationCourse implements DoseCourse {
  readonly hasConcentration = true;
  readonly commonHours = 0;
  protected readonly model = new TwoCompartmentModel();
  readonly #disposition: Disposition & Variation;
  readonly #of: (model: TwoCompartmentModel, dose: number, hours: number, site: Site) => number;

  constructor(disposition: Disposition, of: (model: TwoCompartmentModel, dose: number, hours: number, site: Site) => number) {
    this.#disposition = withVariation(disposition);
    this.#of = of;
  }

  setPatient(weight: number, { clearance, volume }: KineticDeviations, clearanceFactor = 1): void {
    setDisposition(this.model, this.#disposition, weight, clearance, volume, clearanceFactor);
  }

  concentration(dose: number, hours: number, site: Site): number {
    return hours > 0 ? NG_PER_ML * this.#of(this.model, dose, hours, site) : 0;
  }

  concentrations(dose: number, hours: Float64Array, count: number, site: Site, out: Float64Array): void {
    for (let i = 0; i < count; i++) out[i] = this.concentration(dose, hours[i], site);
  }

  residue(dose: number, hours: number): number {
    return hours > 0 && dose > 0 ? Infinity : 0;
  }

  occupancies(_binding: TargetBinding, _dose: number, _hours: Float64Array, count: number, out: Float64Array): void {
    for (let i = 0; i < count; i++) out[i] = 0;
  }

  occupancy(): number {
    return 0;
  }

  share(): number {
    return 0;
  }
}

class InfusionCourse extends ConcentrationCourse {
  readonly #duration: number;

  constructor(kinetics: Kinetics<'infusion'>) {
    const duration = kinetics.minutes / 60;
    super(kinetics, (model, dose, hours, site) =>
      site === 'plasma' ? model.plasma(dose, duration, hours) : model.effectSite(dose, duration, hours),
    );
    this.#duration = duration;
  }

  override concentrations(dose: number, hours: Float64Array, count: number, site: Site, out: Float64Array): void {
    this.model.infused(site, dose, this.#duration, hours, count, out);
    for (let i = 0; i < count; i++) out[i] *= NG_PER_ML;
  }

  override residue(dose: number, hours: number): number {
    return NG_PER_ML * this.model.residue(dose, this.#duration, hours);
  }
}

/**
 * A drug of which only the duration is known: it rises evenly to its full effect, stays there, then halves at a constant rate.
 * With an ED50 the part of the dose that has come in occupies dose^h/(dose^h + ED50^h); without one a fixed occupancy rises.
 */
class PlateauCourse implements DoseCourse {
  readonly hasConcentration = false;
  readonly commonHours: number;
  readonly #riseHours: number;
  readonly #medianHalfTime: number;
  readonly #logSd: number;
  #halfTime = 1;

  constructor(kinetics: Kinetics<'plateau'>) {
    this.#riseHours = kinetics.riseHours;
    this.#medianHalfTime = kinetics.halfTimeHours;
    this.#logSd = logSd(kinetics.halfTimeCv);
    this.commonHours = Math.max(kinetics.riseHours, kinetics.plateauHours);
  }

  setPatient(_weight: number, { halfTime }: KineticDeviations): void {
    this.#halfTime = this.#medianHalfTime * exp(this.#logSd * halfTime);
  }

  concentration(): number {
    return 0;
  }

  concentrations(_dose: number, _hours: Float64Array, count: number, _site: Site, out: Float64Array): void {
    for (let i = 0; i < count; i++) out[i] = 0;
  }

  residue(): number {
    return 0;
  }

  occupancy(binding: TargetBinding, dose: number, hours: number): number {
    one[0] = hours;
    this.occupancies(binding, dose, one, 1, one);
    return one[0];
  }

  occupancies(binding: TargetBinding, dose: number, hours: Float64Array, count: number, out: Float64Array): void {
    const riseHours = this.#riseHours;
    const full = dose > 0 ? ofDose(binding, dose, 1) : 0;
    for (let i = 0; i < count; i++) {
      const since = hours[i];
      if (!(since > 0) || !(dose > 0)) out[i] = 0;
      else out[i] = (since < riseHours ? ofDose(binding, dose, since / riseHours) : full) * this.#left(since);
    }
  }

  share(hours: number): number {
    return hours > 0 ? Math.min(1, hours / this.#riseHours) * this.#left(hours) : 0;
  }

  /** What the halving after the plateau has left. */
  #left(hours: number): number {
    const after = hours - this.commonHours;
    return after > 0 ? exp((-Math.LN2 * after) / this.#halfTime) : 1;
  }
}

const one = new Float64Array(1);

/** Occupancy of a target by the part of a dose that has come in. @param rise  that part, 0–1 */
function ofDose({ ed50Mg, occupancy, hill }: TargetBinding, dose: number, rise: number): number {
  return ed50Mg > 0 ? occupied(dose * rise, ed50Mg, hill) : occupancy * rise;
}

/** Occupancy of a target by a concentration or a dose, 0–1: x^h / (x^h + half^h). */
export function occupied(amount: number, half: number, hill: number): number {
  if (!(amount > 0)) return 0;
  return hill === 1 ? amount / (amount + half) : 1 / (1 + exp(hill * log(half / amount)));
}

/** Hours after a dose of the typical patient's strongest effect: the end of an infusion or of a plateau's rise, else the peak at the site. */
export function peakHoursOf(kinetics: Kinetics, site: Site = 'effect'): number {
  if (kinetics.shape === 'infusion') return kinetics.minutes / 60;
  if (kinetics.shape === 'plateau') return kinetics.riseHours;
  const known = peaks[site].get(kinetics);
  if (known !== undefined) return known;
  const course = doseCourseOf(kinetics);
  course.setPatient(70, { clearance: 0, volume: 0, halfTime: 0 });
  let peak = 0;
  let highest = 0;
  // Times that grow by one part in fifty, from ten seconds to more than a year.
  for (let hours = 0.003; hours < 10_000; hours *= 1.02) {
    const level = course.concentration(1, hours, site);
    if (level <= highest) continue;
    highest = level;
    peak = hours;
  }
  peaks[site].set(kinetics, peak);
  return peak;
}

const peaks = { plasma: new WeakMap<Kinetics, number>(), effect: new WeakMap<Kinetics, number>() } as const;
