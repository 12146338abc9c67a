import { givenConditions } from '../../design/design.ts';
import { compileCondition } from '../conditions.ts';
import { blockedTargets, type TrialDrug } from '../drugs.ts';
import type { KeptConcentration } from '../trial-generator.ts';
import type { MechanisticTrial } from '../trial-model.ts';
import type { Medication } from './medication/medication.ts';

/** What is in the body at given hours of every period: each drug that has a concentration, and what is blocked of each target that a drug blocks. */
export class KeptConcentrations {
  readonly kept: readonly KeptConcentration[];
  readonly #hours: readonly number[];
  /** What each of `kept` is at an absolute time. */
  readonly #levels: readonly ((medication: Medication, time: number) => number)[];

  /** @param rows  subject-periods of the trial */
  constructor(model: MechanisticTrial, medication: Medication, hours: readonly number[], rows: number) {
    const names = hours.length === 0 ? [] : givenConditions(model.design);
    const conditions = names.map((name) => compileCondition(name, model));
    const active = conditions.flatMap(({ pretreatment, studied }) => [studied, pretreatment]).filter(({ isActive }) => isActive);
    const drugs = [...new Set<TrialDrug>(active)];
    const measured = drugs.filter((drug) => medication.hasConcentration(drug));
    const targets = [...new Set(drugs.flatMap(blockedTargets))];
    this.#hours = hours;
    this.#levels = [
      ...measured.map((drug) => (body: Medication, time: number) => body.concentrationOf(time, drug, 'plasma')),
      ...targets.map((target) => (body: Medication, time: number) => body.blockade(time, target)),
    ];
    this.kept = [
      ...measured.map(({ name }) => ({ analyte: name, unit: 'ng/mL' })),
      ...targets.map((target) => ({ analyte: `${target} blockade`, unit: 'share' })),
    ].map((each) => ({ ...each, hours, values: new Float64Array(rows * hours.length) }));
  }

  /** Keeps what is in the body in a period that has just been given. */
  record(medication: Medication, row: number): void {
    if (this.kept.length === 0) return;
    const start = medication.start[medication.periods - 1];
    this.kept.forEach(({ values }, place) => {
      this.#hours.forEach((hour, at) => (values[row * this.#hours.length + at] = this.#levels[place](medication, start + hour)));
    });
  }
}
