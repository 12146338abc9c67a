import { methodNamed, type MethodName, methodNames } from '../../analysis/index.ts';
import { interimBounds, orientationOf } from '../../power/interim/interim-bounds.ts';
import { unknownName, type Findings, type ReportDiagnostic } from '../document/finding.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';
import { designOf, plannedAnalysis, studyOf } from '../resolved/study-of.ts';

/** Whether success is a t statistic beyond its critical value: what a look can judge by a bound. */
function isJudgedByT(name: MethodName): boolean {
  const { judgedBy, nullHypothesis } = methodNamed(name);
  return judgedBy === 't' && nullHypothesis === 'difference';
}

type Interim = NonNullable<ResolvedScenario['interim']>;

/** Looks that contradict the design, the analysis or themselves. */
export function checkInterim(scenario: ResolvedScenario, { errors }: Findings): void {
  const { interim } = scenario;
  if (interim === undefined) return;
  const before = errors.length;
  const say: ReportDiagnostic = (part, message, causes = []) => void errors.push({ path: `interim.${part}`, message, at: 'value', causes });
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
  checkLooks(interim.looks, 2 * sequences.length, participants, say);
  if (interim.spending === 'kim-demets' && !(interim.parameter > 0))
    say('parameter', `expected rho above 0 for kim-demets, got ${interim.parameter}`);
  checkFutility(interim, planned, say);
  if (errors.length > before) return;
  try {
    const study = studyOf(scenario);
    if (study.interim !== undefined) interimBounds(study.interim, planned, participants);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    errors.push({ path: 'interim', message: error.message, at: 'key' });
  }
}

/** Looks at numbers of patients that do not rise, or lie outside the trial. @param least  patients at the first look, at least */
function checkLooks(looks: readonly number[], least: number, participants: number, say: ReportDiagnostic): void {
  looks.forEach((look, place) => {
    const after = place === 0 ? least - 1 : looks[place - 1];
    if (Number.isInteger(look) && look > after && look < participants) return;
    const range = `a whole number above ${after} and below ${participants} (design.participants)`;
    say(`looks.${place}`, `expected ${range}, got ${look}`, ['design.participants']);
  });
}

/** Futility of an analysis that counts both sides, or whose bounds are given twice or not at all. */
function checkFutility({ futility, looks, analysis }: Interim, planned: PlannedAnalysis, say: ReportDiagnostic): void {
  if (futility === undefined) return;
  if (orientationOf(planned).sided === 2)
    say('futility', `expected an analysis with a direction or a one-sided alternative, got ${analysis}, which counts both sides`);
  if (futility.spending === 'kim-demets' && futility.beta > 0 && !(futility.parameter > 0))
    say('futility.parameter', `expected rho above 0 for kim-demets, got ${futility.parameter}`);
  if (futility.beta === 0 && futility.bounds.length !== looks.length)
    say('futility.bounds', `expected a z value for each of ${looks.length} looks (or beta), got ${futility.bounds.length}`);
  if (futility.beta > 0 && futility.bounds.length > 0) say('futility.bounds', 'expected beta, or bounds, got both');
}
