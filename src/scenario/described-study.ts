import type { Study } from '../power/study.ts';
import { describedValues, type DescribedValue } from './parameter-paths.ts';
import type { ResolvedScenario } from './scenario-schema.ts';

/**
 * Every parameter of a resolved study with its value and source, as `describe` lists those of a scenario.
 * A study holds every described value of its own model; what it lacks of a scenario (name, text, the other model) is not described.
 * @param evidence  the scenario's own sources by path; those of the program's tables stand in for the others
 */
export function describedStudy({ trial, analyses, power }: Study, evidence: Readonly<Record<string, string>>): DescribedValue[] {
  const written = Object.fromEntries(Object.entries(analyses).map(([name, { options, ...rest }]) => [name, { ...rest, ...options }]));
  const treatments = trial.kind === 'gaussian' ? {} : { pretreatments: trial.pretreatments, infusions: trial.infusions };
  const scenario = { ...trial, model: trial.kind, treatments, analyses: written, power, evidence };
  return describedValues(scenario as unknown as ResolvedScenario);
}
