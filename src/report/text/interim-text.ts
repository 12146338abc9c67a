import type { InterimResult } from '../../power/interim/interim-result.ts';
import type { MultiplicityResult } from '../../power/multiplicity/multiplicity-result.ts';
import { figureWords, powerWords as share, pWords } from '../sentences/figure-words.ts';
import { folded, foldedTable } from './fold.ts';

/** What interim analyses do to a trial, for a terminal. @param columns  width of the text */
export function interimText(result: InterimResult, columns: number): string {
  const { looks, power, stopsEarly, expectedParticipants, earlyExaggeration } = result;
  const rows = looks.map(({ participants, efficacyZ, nominalP, futilityZ, stopsForEfficacy, stopsForFutility }, look) => [
    look === looks.length - 1 ? 'end' : `interim ${look + 1}`,
    String(participants),
    efficacyZ === Infinity ? 'never' : efficacyZ.toFixed(3),
    pWords(nominalP),
    futilityZ === null || futilityZ === -Infinity ? '–' : futilityZ.toFixed(3),
    share(stopsForEfficacy),
    futilityZ === null ? '–' : share(stopsForFutility),
  ]);
  const early = figureWords(earlyExaggeration, 2);
  return [
    folded(
      `interim analyses of ${result.analysis}: it succeeds in ${share(power)} of trials; the trial stops before the end in ${share(stopsEarly)} and takes ${figureWords(expectedParticipants, 1)} participants on average`,
      columns,
    ),
    foldedTable(
      [
        ['analysis at', 'participants', 'z for efficacy', 'one-sided p', 'z for futility', 'stops for efficacy', 'stops for futility'],
        ...rows,
      ],
      columns,
    ),
    folded(
      `estimate at the end of the trial: bias ${figureWords(result.naiveBias, 2)} unadjusted, ${figureWords(result.adjustedBias, 2)} median-unbiased${earlyExaggeration.value === null ? '' : `; after an early stop for efficacy it is ${early} times the true effect (type M error)`}`,
      columns,
    ),
    folded(
      `coverage of the intervals: ${figureWords(result.naiveCoverage, 3)} unadjusted, ${figureWords(result.adjustedCoverage, 3)} stage-wise`,
      columns,
    ),
  ].join('\n');
}

/** Analyses judged together, for a terminal. @param columns  width of the text */
export function multiplicityText(
  { procedure, alpha, analyses, any: atLeastOne, all, familywiseError }: MultiplicityResult,
  columns: number,
): string {
  const rows = Object.entries(analyses).map(([name, power]) => [name, share(power)]);
  return [
    folded(
      `adjusted by ${procedure} at ${alpha}: at least one analysis succeeds in ${share(atLeastOne)} of trials, all in ${share(all)}${familywiseError === null ? '' : `; familywise error rate ${share(familywiseError)}`}`,
      columns,
    ),
    foldedTable([['analysis', 'power after adjustment'], ...rows], columns),
  ].join('\n');
}
