import type { Condition } from '../../conditions.ts';
import type { TrialDrug } from '../../drugs.ts';

/** A drug that a period gives: `lead` hours before the period's start. */
export interface Given {
  drug: TrialDrug;
  lead: number;
  taken: boolean;
  /** Whether it was taken, binds to anything, and has no concentration, so that its doses occupy by themselves. */
  occupies: boolean;
}

/** Which drugs a patient has been given so far, and when; reused from patient to patient without allocating. */
export class GivenDrugs {
  /** Periods in which treatment was given so far. */
  periods = 0;
  /** Absolute start of each period's infusion, h. */
  readonly start: Float64Array;
  /** 1 where a pretreatment was given and taken. */
  readonly taken: Uint8Array;
  protected readonly conditions: Condition[] = [];
  /** Two of each period: the pretreatment, then the studied drug. */
  protected readonly given: Given[] = [];

  constructor(periods: number) {
    this.start = new Float64Array(periods);
    this.taken = new Uint8Array(periods);
  }

  /** Notes what a place gives. @param canOccupy  whether its doses occupy by themselves where they are taken */
  protected give(place: number, drug: TrialDrug, lead: number, taken: boolean, canOccupy: boolean): void {
    const occupies = taken && canOccupy;
    if (place >= this.given.length) this.given.push({ drug, lead, taken, occupies });
    else {
      const given = this.given[place];
      // A reference is written only where it changes: V8 keeps books of every such write.
      if (given.drug !== drug) given.drug = drug;
      given.lead = lead;
      given.taken = taken;
      given.occupies = occupies;
    }
  }

  /** The condition given in a period. */
  condition(period: number): Condition {
    return this.conditions[period];
  }

  /** Whether a drug was given and taken in a period. */
  gave(period: number, drug: TrialDrug): boolean {
    const pretreatment = this.given[2 * period];
    const studied = this.given[2 * period + 1];
    return (pretreatment.taken && pretreatment.drug === drug) || (studied.taken && studied.drug === drug);
  }

  /** Absolute time of a drug's first dose in a period in which it was given, h. */
  doseTime(period: number, drug: TrialDrug): number {
    const pretreatment = this.given[2 * period];
    const lead = pretreatment.taken && pretreatment.drug === drug ? pretreatment.lead : 0;
    return this.start[period] - lead;
  }

  /** The place whose doses alone, of all that were given, occupy by themselves; −1 where there are several, or none. */
  protected onlyOccupant(): number {
    let only = -1;
    for (let place = 0; place < 2 * this.periods; place++) {
      if (!this.given[place].occupies) continue;
      if (only >= 0) return -1;
      only = place;
    }
    return only;
  }

  /** Whether a place gave a drug that was taken. */
  protected tookAt(place: number, drug: TrialDrug): boolean {
    return this.given[place].taken && this.given[place].drug === drug;
  }

  /** Where a drug was given last, among two places a period; −1 where it was not. */
  protected lastPlace(drug: TrialDrug): number {
    for (let place = 2 * this.periods - 1; place >= 0; place--)
      if (this.given[place].taken && this.given[place].drug === drug) return place;
    return -1;
  }
}
