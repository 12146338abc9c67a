import type { TargetBinding } from '../../../pharmacology/declared-drug.ts';
import { occupied } from '../../../pharmacology/dose-course.ts';
import type { TrialDrug } from '../../drugs.ts';
import type { MechanisticTrial } from '../../trial-model.ts';
import { CommonWindows, isCommonWindow, meanOverWindow, timesOfWindow, WINDOW_POINTS } from './blockade-windows.ts';
import { bindsTo, DrugConcentrations } from './drug-concentrations.ts';
import { MAX_TIMES } from './drug-in-body.ts';

const oneTime = new Float64Array(1);

/**
 * What one patient has been given so far, and what of it is in the body at any absolute time (hours from the first planned infusion): concentrations, and the occupancy of
 * targets by all drugs. Reused from patient to patient without allocating.
 */
export class Medication extends DrugConcentrations {
  /** Drugs with a concentration that bind to anything. */
  readonly #binding: readonly TrialDrug[];
  /** By time asked for: what is free of a target, what one place leaves of it, hours since a dose. */
  readonly #free = new Float64Array(MAX_TIMES);
  readonly #freeOfOne = new Float64Array(MAX_TIMES);
  readonly #since = new Float64Array(MAX_TIMES);
  readonly #windows = new CommonWindows();

  constructor(model: MechanisticTrial, periods: number) {
    super(model, periods);
    this.#binding = this.bodies.filter(({ drug, course }) => bindsTo(drug) && course.hasConcentration).map(({ drug }) => drug);
  }

  /**
   * What others have taken of a target at an absolute time, 0–1: independent doses leave the product of what each leaves free, and an agonist takes
   * only the share that it does not act itself.
   * @param except  a drug that is not counted: none takes away its own effect
   */
  blockade(time: number, target: string, except?: TrialDrug): number {
    oneTime[0] = time;
    this.#blockades(oneTime, 1, target, except);
    return 1 - this.#free[0];
  }

  /** Fills `#free` with what others leave free of a target at several times, all but the last step of the blockade. */
  #blockades(times: Float64Array, count: number, target: string, except: TrialDrug | undefined): void {
    const free = this.#free;
    for (let i = 0; i < count; i++) free[i] = 1;
    for (let place = 0; place < 2 * this.periods; place++) {
      const given = this.given[place];
      if (!given.occupies || given.drug === except) continue;
      const binding = given.drug.declaration.targets[target];
      if (binding === undefined) continue;
      this.#freeOfPlateau(place, times, count, binding, binding.intrinsicActivity);
      for (let i = 0; i < count; i++) free[i] *= this.#freeOfOne[i];
    }
    if (this.#binding.length > 0) for (let i = 0; i < count; i++) free[i] *= this.#freeOfConcentrations(times[i], target, except);
  }

  #freeOfConcentrations(time: number, target: string, except: TrialDrug | undefined): number {
    let free = 1;
    for (const drug of this.#binding) {
      const binding = drug.declaration.targets[target];
      if (binding === undefined || drug === except) continue;
      free *= 1 - this.occupancy(time, drug, target) * (1 - binding.intrinsicActivity);
    }
    return free;
  }

  /** Fills `#freeOfOne` with what the doses given at one place leave free at several times. */
  #freeOfPlateau(place: number, times: Float64Array, count: number, binding: TargetBinding, intrinsicActivity: number): void {
    const { drug, lead } = this.given[place];
    const { times: doses, everyHours } = drug.declaration.dose;
    const { course, dose } = this.bodyOf(drug);
    const start = this.start[place >> 1];
    const hours = this.#since;
    const free = this.#freeOfOne;
    for (let i = 0; i < count; i++) hours[i] = times[i] - start + lead;
    course.occupancies(binding, dose, hours, count, hours);
    for (let i = 0; i < count; i++) free[i] = 1 - hours[i] * (1 - intrinsicActivity);
    for (let number = 1; number < doses; number++) {
      const later = number * everyHours;
      for (let i = 0; i < count; i++) hours[i] = times[i] - start + lead - later;
      course.occupancies(binding, dose, hours, count, hours);
      for (let i = 0; i < count; i++) free[i] *= 1 - hours[i] * (1 - intrinsicActivity);
    }
  }

  /** Share of a target that one drug occupies by itself at an absolute time, 0–1. */
  occupancy(time: number, drug: TrialDrug, target: string): number {
    const binding = drug.declaration.targets[target];
    if (binding === undefined) return 0;
    if (this.bodies[drug.index].course.hasConcentration)
      return occupied(this.concentrationOf(time, drug, 'effect'), binding.ec50NgPerMl, binding.hill);
    let free = 1;
    oneTime[0] = time;
    for (let place = 0; place < 2 * this.periods; place++) {
      if (!this.given[place].occupies || this.given[place].drug !== drug) continue;
      this.#freeOfPlateau(place, oneTime, 1, binding, 0);
      free *= this.#freeOfOne[0];
    }
    return 1 - free;
  }

  /** Mean blockade of a target over a window after the start of a period. @param hours  length of the window */
  meanBlockade(period: number, hours: number, target: string, except?: TrialDrug): number {
    if (!this.#anythingBinds()) return 0;
    const only = this.#binding.length > 0 ? -1 : this.onlyOccupant();
    const given = only >> 1 === period ? this.given[only] : undefined;
    const isCommon = given !== undefined && isCommonWindow(given, hours, this.bodies[given.drug.index].course.commonHours);
    const window = isCommon ? this.#windows.of(period, given, this.start[period], hours, target, except) : undefined;
    if (window !== undefined && !Number.isNaN(window.mean)) return window.mean;
    const times = timesOfWindow(this.start[period], hours);
    const mean = only >= 0 ? this.#meanOfOne(only, times, target, except) : this.#meanOfAll(times, target, except);
    return window === undefined ? mean : (window.mean = mean);
  }

  #meanOfAll(times: Float64Array, target: string, except: TrialDrug | undefined): number {
    this.#blockades(times, WINDOW_POINTS, target, except);
    return meanOverWindow(this.#free);
  }

  /** The same where the doses of one place alone occupy anything. */
  #meanOfOne(place: number, times: Float64Array, target: string, except: TrialDrug | undefined): number {
    const { drug } = this.given[place];
    const binding = drug.declaration.targets[target];
    if (drug === except || binding === undefined) return 0;
    this.#freeOfPlateau(place, times, WINDOW_POINTS, binding, binding.intrinsicActivity);
    return meanOverWindow(this.#freeOfOne);
  }

  /** Whether any drug given so far can occupy a target. */
  #anythingBinds(): boolean {
    if (this.#binding.length > 0) return true;
    for (let place = 0; place < 2 * this.periods; place++) if (this.given[place].occupies) return true;
    return false;
  }
}
