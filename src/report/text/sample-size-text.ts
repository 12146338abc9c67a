import { layoutShape, sampleSizeShape } from '../answer-shapes.ts';
import { check } from '../../arguments/shape.ts';
import { checkStudy } from '../../study/check-study.ts';
import type { SampleSizeAnswer } from '../../power/sample-size/sample-size.ts';
import type { Study } from '../../study/study.ts';
import { countWords, percentWords, shareWords } from '../sentences/figure-words.ts';
import { FALSE_CLAIM } from '../sentences/power-sentence.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { DEFAULT_COLUMNS, folded, type TextLayout } from './fold.ts';
import { powerBars } from './power-bars.ts';

/** How far from the answer the curve is drawn, in participants: without details, and with them. */
const NEAR = 10;
const FAR = 20;

/**
 * The smallest trial that reaches a power, as text for a terminal: the answer in a sentence, and the curve around it.
 *
 * @example
 * ```ts
 * import { searchSampleSize } from 'crossover-sim/power';
 * import { sampleSizeText } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 1000 });
 * sampleSizeText(study, await searchSampleSize(study, { max: 200 })); // → 'My crossover trial…'
 * ```
 */
export function sampleSizeText(study: Study, found: SampleSizeAnswer, layout: TextLayout = {}): string {
  checkStudy('study', study);
  check('found', found, sampleSizeShape);
  check('layout', layout, layoutShape);
  const { columns = DEFAULT_COLUMNS, details = false } = layout;
  const { target, replicates, answer, curve } = found;
  const shown =
    answer === undefined
      ? curve
      : curve.filter(({ participants }) => Math.abs(participants - answer.participants) <= (details ? FAR : NEAR));
  const interim = study.interim === undefined ? '' : ', with interim analyses at the same fractions of the participants';
  const prose = (lines: readonly string[]): string[] => lines.map((line) => folded(line, Math.min(columns, DEFAULT_COLUMNS)));
  const falseClaim = study.claim?.holds === false;
  const rateOfClaim = falseClaim && found.of === study.claim?.name;
  const sentences = rateOfClaim ? falseClaimSentences(found) : [...sizeSentences(found), ...(falseClaim ? [`${FALSE_CLAIM}.`] : [])];
  return [
    ...prose([studyTitle(study), '', ...sentences, '']),
    rateOfClaim ? powerBars(shown, undefined, { ...layout, rate: 'rate' }) : powerBars(shown, target, layout),
    '',
    ...prose([`${countWords(replicates)} simulated trials, seed ${study.seed}; nested: each is analysed at every size${interim}`]),
  ].join('\n');
}

/** Of a claim that is false in the scenario no size is enough: its rate at the answered size, else at the largest one. */
function falseClaimSentences({ of, answer, curve, failures }: SampleSizeAnswer): string[] {
  const point = answer ?? curve.at(-1);
  const at = point === undefined ? undefined : { participants: point.participants, ...percentWords(point.power) };
  return [
    `${FALSE_CLAIM}, and no number of participants is enough for it.`,
    ...(at === undefined ? [] : [`With ${at.participants} participants it is ${at.value} % (95 % Monte-Carlo interval ${at.interval} %).`]),
    ...(failures === undefined ? [] : [failures]),
    `false-positive rate of: ${of}`,
  ];
}

/** The answer in sentences, or why there is none. */
function sizeSentences({ target, of, answer, notReached, failures, notes = [] }: SampleSizeAnswer): string[] {
  const aim = `a power of ${shareWords(target, Number.isInteger(Number((100 * target).toPrecision(12))) ? 0 : 1)}`;
  if (answer === undefined) return [`No trial with ${aim} was found:`, failures ?? notReached ?? '', `power of: ${of}`, ...notes];
  const { participants, interval, power, smaller } = answer;
  const numbers = interval.upper === undefined ? `at least ${interval.lower}` : `${interval.lower} to ${interval.upper}`;
  const { value, interval: around } = percentWords(power);
  return [
    `The smallest trial with ${aim} has ${participants} participants (${100 * interval.level} % interval of the number ${numbers}); its simulated power is ${value} % (95 % Monte-Carlo interval ${around} %).`,
    ...(smaller === undefined
      ? []
      : [`The probability that ${smaller.participants} participants are enough is ${shareWords(smaller.probability)}.`]),
    `power of: ${of}`,
  ];
}
