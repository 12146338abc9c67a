import type { SampleSizeAnswer } from '../../power/sample-size/sample-size.ts';
import type { Study } from '../../study/study.ts';
import { powerBars } from './power-bars.ts';
import { FALSE_CLAIM, proportion } from './power-text.ts';
import { studyTitle } from '../sentences/study-title.ts';

/**
 * The answer as text for a terminal, with the curve around it.
 *
 * @param unicode  false where the terminal shows ASCII only
 * @example
 * ```ts
 * import { searchSampleSize } from 'crossover-sim/power';
 * import { sampleSizeText } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 1000 });
 * sampleSizeText(study, await searchSampleSize(study, { max: 200 })); // → 'My crossover trial…'
 * ```
 */
export function sampleSizeText(
  study: Study,
  { target, of, replicates, answer, notReached, failures, notes = [], curve }: SampleSizeAnswer,
  unicode = true,
): string {
  const lines = [
    studyTitle(study),
    `smallest trial with power ${target} for: ${of}`,
    ...(study.claim?.holds === false ? [`${FALSE_CLAIM}.`] : []),
    '',
  ];
  if (answer === undefined) lines.push(failures ?? notReached ?? '', ...notes);
  else {
    const { participants, interval, power, smaller } = answer;
    const upper = interval.upper === undefined ? 'more than simulated' : interval.upper;
    lines.push(
      `${participants} patients: power ${proportion(power)} (${100 * interval.level} % interval of the number: ${interval.lower} to ${upper})`,
    );
    if (smaller) lines.push(`probability that ${smaller.participants} patients would do: ${smaller.probability.toFixed(3)}`);
  }
  const shown = answer === undefined ? curve : curve.filter(({ participants }) => Math.abs(participants - answer.participants) <= 20);
  lines.push(
    '',
    powerBars(shown, target, unicode),
    '',
    `${replicates} simulated trials, nested: each is analysed at every size${study.interim === undefined ? '' : ', with interim analyses at the same fractions of the participants'}`,
  );
  return lines.join('\n');
}
