import { methodNamed, type MethodName, methodNames } from '../../analysis/index.ts';
import { interimBounds, orientationOf } from '../../power/interim/interim-bounds.ts';
import { unknownName, type Findings } from '../document/finding.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';
import { designOf, plannedAnalysis, studyOf } from '../resolved/study-of.ts';

/** Whether success is a t statistic beyond its critical value: what a look can judge by a bound. */
function isJudgedByT(name: MethodName): boolean {
  const { judgedBy, nullHypothesis } = methodNamed(name);
  return judgedBy === 't' && nullHypothesis === 'difference';
}

/** Looks that contradict the design, the analysis or themselves. */
export function checkInterim(scenario: ResolvedScenario, { errors }: Findings): void {
  const { interim } = scenario;
  if (interim === undefined) return;
  const before = errors.length;
  const say = (part: string, message: string, restsOn: string[] = []): void =>
    void errors.push({ path: `interim.${part}`, message, at: 'value', restsOn });
  const names = Object.keys(scenario.analyses);
  const { participants, sequences } = designOf(scenario);
  if (!names.includes(interim.analysis)) {
    say('analysis', unknownName('the name of an analysis', interim.analysis, names), ['analyses']);
    return;
  }
  const planned = plannedAnalysis(scenario, scenario.analyses[interim.analysis]);
  if (!isJudgedByT(planned.method)) {
    say('analysis', `expected an analysis by ${methodNames.filter(isJudgedByT).join(', ')}, got ${interim.analysis} by ${planned.method}`, [
      `analyses.${interim.analysis}`,
    ]);
  }
  if (scenario.multiplicity?.analyses.includes(interim.analysis) === true) {
    const message = `expected an analysis that is not judged together with others (multiplicity.analyses), got ${interim.analysis}: its alpha is spent over the interim analyses`;
    say('analysis', message, ['multiplicity.analyses']);
  }
  const least = 2 * sequences.length;
  interim.looks.forEach((look, place) => {
    const after = place === 0 ? least - 1 : interim.looks[place - 1];
    if (!Number.isInteger(look) || !(look > after && look < participants)) {
      const range = `a whole number above ${after} and below ${participants} (design.participants)`;
      say(`looks.${place}`, `expected ${range}, got ${look}`, ['design.participants']);
    }
  });
  const { futility } = interim;
  if (interim.spending === 'kim-demets' && !(interim.parameter > 0))
    say('parameter', `expected rho above 0 for kim-demets, got ${interim.parameter}`);
  if (futility !== undefined) {
    if (orientationOf(planned).sided === 2) {
      say('futility', `expected an analysis with a direction or a one-sided alternative, got ${interim.analysis}, which counts both sides`);
    }
    if (futility.spending === 'kim-demets' && futility.beta > 0 && !(futility.parameter > 0))
      say('futility.parameter', `expected rho above 0 for kim-demets, got ${futility.parameter}`);
    if (futility.beta === 0 && futility.bounds.length !== interim.looks.length)
      say('futility.bounds', `expected a z value for each of ${interim.looks.length} looks (or beta), got ${futility.bounds.length}`);
    if (futility.beta > 0 && futility.bounds.length > 0) say('futility.bounds', 'expected beta, or bounds, got both');
  }
  if (errors.length > before) return;
  try {
    const study = studyOf(scenario);
    if (study.interim !== undefined) interimBounds(study.interim, planned, participants);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    errors.push({ path: 'interim', message: error.message, at: 'key' });
  }
}
