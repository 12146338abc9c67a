import type { InterimResult } from '../../power/interim/interim-result.ts';
import type { MultiplicityResult } from '../../power/multiplicity/multiplicity-result.ts';
import type { SimulatedFigure, SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import { textTable } from '../../text/text-table.ts';

const share = ({ value, mcse }: SimulatedProportion): string => `${value.toFixed(3)} ± ${mcse.toFixed(mcse < 0.0005 ? 4 : 3)}`;
const figure = ({ value, mcse }: SimulatedFigure, digits: number): string =>
  value === null
    ? '–'
    : `${value.toFixed(digits)}${mcse === null ? '' : ` ± ${mcse.toFixed(mcse > 0 && mcse < 0.5 * 10 ** -digits ? digits + 1 : digits)}`}`;

/** What looks before the end do to a trial, for a terminal. */
export function interimText(result: InterimResult): string {
  const { looks, power, stopsEarly, expectedParticipants, earlyExaggeration } = result;
  const rows = looks.map(({ participants, efficacyZ, nominalP, futilityZ, stopsForEfficacy, stopsForFutility }, look) => [
    look === looks.length - 1 ? 'end' : `look ${look + 1}`,
    String(participants),
    efficacyZ === Infinity ? 'never' : efficacyZ.toFixed(3),
    nominalP.toPrecision(3),
    futilityZ === null || futilityZ === -Infinity ? '–' : futilityZ.toFixed(3),
    share(stopsForEfficacy),
    futilityZ === null ? '–' : share(stopsForFutility),
  ]);
  return [
    `interim analyses of ${result.analysis}: it succeeds in ${share(power)} of trials; the trial stops before the end in ${share(stopsEarly)} and takes ${figure(expectedParticipants, 1)} patients on average`,
    textTable([['', 'patients', 'z for efficacy', 'one-sided p', 'z for futility', 'stops for efficacy', 'stops for futility'], ...rows]),
    `estimate at the end of the trial: bias ${figure(result.naiveBias, 2)} as it stands, ${figure(result.adjustedBias, 2)} median-unbiased` +
      (earlyExaggeration.value === null ? '' : `; stopped early for efficacy it is ${figure(earlyExaggeration, 2)} times the truth`),
    `intervals hold the truth in ${figure(result.naiveCoverage, 3)} as they stand, ${figure(result.adjustedCoverage, 3)} stage-wise`,
  ].join('\n');
}

/** Analyses judged together, for a terminal. */
export function multiplicityText({ procedure, alpha, analyses, any: atLeastOne, all, familywiseError }: MultiplicityResult): string {
  const rows = Object.entries(analyses).map(([name, power]) => [name, share(power)]);
  return [
    `judged together by ${procedure} at ${alpha}: at least one succeeds in ${share(atLeastOne)}, all in ${share(all)}${familywiseError === null ? '' : `; a true null hypothesis among them is rejected in ${share(familywiseError)} of trials`}`,
    textTable([['analysis', 'power after adjustment'], ...rows]),
  ].join('\n');
}
