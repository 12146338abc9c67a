import { asciiText } from './ascii-text.ts';
import { statedDose } from '../../pharmacology/declared-drug.ts';
import { compileCondition } from '../../trial/conditions.ts';
import { doseTimes, type DoseTimes } from '../../trial/events/dose-times.ts';
import type { TrialDrug } from '../../trial/drugs.ts';
import type { MechanisticTrial, TrialModel } from '../../trial/trial-model.ts';

/** A drug of a period as it is given. */
export interface GivenDose extends DoseTimes {
  readonly treatment: string;
  /** Amount of each dose; 0 of an inert one; nothing where the scenario states none. */
  readonly dose: number | null;
  readonly unit: string | null;
  readonly form: string | null;
  readonly route: string | null;
  readonly frequency: string | null;
}

/** The drugs that a condition gives, in the order in which they are given; in the normal model the condition itself, of which no dose is stated. */
export function dosesOf(model: TrialModel, condition: string): GivenDose[] {
  if (model.kind === 'gaussian') {
    const unstated = { dose: null, unit: null, form: null, route: null, frequency: null };
    return doseTimes(model, condition).map((times) => ({ ...unstated, treatment: asciiText(condition).toUpperCase(), ...times }));
  }
  const { pretreatment, studied } = compileCondition(condition, model);
  const [before, at] = doseTimes(model, condition);
  return [doseOf(model, pretreatment, before, true), doseOf(model, studied, at, false)];
}

function doseOf(model: MechanisticTrial, drug: TrialDrug, when: DoseTimes, isPretreatment: boolean): GivenDose {
  const { declaration, isActive, name } = drug;
  const { times, everyHours } = declaration.dose;
  const { amount, unit } = statedDose(declaration.dose);
  // The short form of a depot states a blockade and no dose.
  const kind = isPretreatment ? model.pretreatments[name]?.kind : undefined;
  const isInfused = declaration.kinetics.shape === 'infusion';
  const isStated = kind !== 'depot';
  return {
    treatment: asciiText(name).toUpperCase(),
    dose: !isActive ? 0 : isStated ? amount : null,
    unit: isStated ? unit.replace('²', '2') : null,
    form: kind === 'tablet' ? 'TABLET' : isInfused ? 'SOLUTION' : null,
    route: kind === 'tablet' ? 'ORAL' : isInfused ? 'INTRAVENOUS' : null,
    frequency: times === 1 ? 'ONCE' : everyHours === 24 ? 'QD' : `Q${everyHours}H`,
    ...when,
  };
}

/** End of the last dose of some periods, in minutes; undefined where nothing was given. */
export function lastDoseEnd(periods: readonly { readonly infusion: number; readonly doses: readonly GivenDose[] }[]): number | undefined {
  const ends = periods.flatMap(({ infusion, doses }) => doses.map(({ end }) => infusion + end));
  return ends.length === 0 ? undefined : Math.max(...ends);
}
