import { layoutShape, tornadoAnswerShape } from '../answer-shapes.ts';
import { check } from '../../arguments/shape.ts';
import { checkStudy } from '../../study/check-study.ts';
import type { Study } from '../../study/study.ts';
import type { TornadoAnswer, TornadoBar } from '../../power/uncertainty/tornado.ts';
import { percentWords, pointsWords, shareWords, signedPointsWords } from '../sentences/figure-words.ts';
import { FALSE_CLAIM } from '../sentences/power-sentence.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { DEFAULT_COLUMNS, folded, foldedTable, type TextLayout } from './fold.ts';

/** Parameters that are shown: without details, and with them. */
const FEW_ROWS = 10;
const MAX_ROWS = 40;

/**
 * A tornado as text: what power depends on most in words, then one row per parameter.
 *
 * @example
 * ```ts
 * import { rangesByShare, runTornado } from 'crossover-sim/power';
 * import { tornadoText } from 'crossover-sim/report';
 * import { readScenario, readStudy, starterScenario, uncertainValues } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const options = { readFile: () => '', replicates: 500 };
 * const read = readScenario({ path: 'trial.yaml', text }, options);
 * if ('problems' in read) throw new Error('not a scenario');
 * const outcome = await runTornado(read.study, rangesByShare(uncertainValues(read.scenario)), (path, value) =>
 *   readStudy(text, { ...options, set: [`${path}=${value}`] }),
 * );
 * if (outcome.status === 'answered') tornadoText(read.study, outcome.answer); // → 'My crossover trial…'
 * ```
 */
export function tornadoText(study: Study, answer: TornadoAnswer, layout: TextLayout = {}): string {
  checkStudy('study', study);
  check('answer', answer, tornadoAnswerShape);
  check('layout', layout, layoutShape);
  const { columns = DEFAULT_COLUMNS, details = false } = layout;
  const { base, bars, refused, from, falseClaim = false } = answer;
  const shown = !details && noneMatters(answer) ? [] : bars.slice(0, details ? MAX_ROWS : FEW_ROWS);
  const { value, interval } = percentWords(base);
  const prose = (lines: readonly string[]): string[] => lines.map((line) => folded(line, Math.min(columns, DEFAULT_COLUMNS)));
  const rate = falseClaim ? 'rate' : 'power';
  return [
    ...prose([
      studyTitle(study),
      '',
      tornadoSentence(answer),
      `At the scenario's own values it is ${value} % (95 % Monte-Carlo interval ${interval} %) with ${study.trial.design.participants} participants.`,
      `${falseClaim ? 'false-positive rate' : 'power'} of: ${answer.of}`,
      '',
    ]),
    ...(shown.length === 0
      ? []
      : [
          foldedTable(
            [
              ['parameter', ...(details ? ['assumed', 'unit'] : []), 'low', rate, 'high', rate, 'swing'],
              ...shown.map(({ path, unit, assumed, low, high, swing }) => [
                path,
                ...(details ? [Number.isFinite(assumed) ? number(assumed) : '–', unit] : []),
                ...[
                  number(low.value),
                  shareWords(low.power.value),
                  number(high.value),
                  shareWords(high.power.value),
                  signedPointsWords(swing),
                ],
              ]),
            ],
            columns,
          ),
          '',
        ]),
    ...prose([
      ...restLines(answer, shown, details),
      `ranges: ${from}`,
      ...refused.map((text) => `not varied: ${text}`),
      `common random numbers, seed ${study.seed}; swing: percentage points; ±: Monte-Carlo standard error`,
    ]),
  ].join('\n');
}

/** Whether no parameter moves the rate beyond two Monte-Carlo standard errors: an order of swings would then be one of chance. */
function noneMatters({ bars }: TornadoAnswer): boolean {
  return bars.every(({ swing }) => Math.abs(swing.value) <= 2 * swing.mcse);
}

/** How many parameters are not shown: their swings are smaller than the last one shown, or as large. */
function restLines({ bars, falseClaim }: TornadoAnswer, shown: readonly TornadoBar[], details: boolean): string[] {
  const rest = bars.length - shown.length;
  const last = shown.at(-1);
  const where = details ? '--json or --out' : '--details';
  if (rest === 0) return [];
  if (last === undefined) return [`${rest} ${rest === 1 ? 'parameter was' : 'parameters were'} varied (${where})`];
  const tied = Math.abs(bars[shown.length].swing.value) >= Math.abs(last.swing.value);
  return [
    `${rest} more ${rest === 1 ? 'parameter moves' : 'parameters move'} ${falseClaim === true ? 'the rate' : 'power'} ${tied ? 'no more' : 'less'} (${where})`,
  ];
}

/** Names the parameter that power depends on most, and the value at which power falls below the target. */
export function tornadoSentence(answer: TornadoAnswer): string {
  const { bars, target, threshold, base, falseClaim } = answer;
  const [{ path, low, high, swing, unit }] = bars;
  const rate = falseClaim === true ? 'The false-positive rate' : 'Power';
  const said = falseClaim === true ? ` ${FALSE_CLAIM}.` : '';
  if (noneMatters(answer))
    return `${rate} depends on none of these beyond Monte-Carlo error: the largest swing is ${pointsWords(swing)} (${path}).${said}`;
  const most = `${rate} depends most on ${path}: ${shareWords(low.power.value)} at ${number(low.value)}, ${shareWords(high.power.value)} at ${number(high.value)} (${unit}).`;
  if (falseClaim === true) return `${most}${said}`;
  const aim = `the target of ${shareWords(target, 0)}`;
  if (threshold === undefined) {
    const side = base.value >= target ? 'stays above' : 'stays below';
    return `${most} It ${side} ${aim} over the whole range.`;
  }
  const { value, mcse, risesThrough } = threshold;
  return `${most} It falls below ${aim} where ${path} is ${risesThrough ? 'below' : 'above'} ${number(value)} ± ${number(mcse, 2)} ${unit}.`;
}

function number(value: number, digits = 4): string {
  return String(Number(value.toPrecision(digits)));
}
