import type { Study } from '../../study/study.ts';
import type { TornadoAnswer } from '../../power/uncertainty/tornado.ts';
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
export function tornadoText(study: Study, answer: TornadoAnswer, { columns = DEFAULT_COLUMNS, details = false }: TextLayout = {}): string {
  const { base, bars, refused, from } = answer;
  const shown = bars.slice(0, details ? MAX_ROWS : FEW_ROWS);
  const { value, interval } = percentWords(base);
  const prose = (lines: readonly string[]): string[] => lines.map((line) => folded(line, Math.min(columns, DEFAULT_COLUMNS)));
  const rest = bars.length - shown.length;
  return [
    ...prose([
      studyTitle(study),
      '',
      tornadoSentence(answer),
      `At the scenario's own values it is ${value} % (95 % Monte-Carlo interval ${interval} %) with ${study.trial.design.participants} participants.`,
      `power of: ${answer.of}`,
      '',
    ]),
    foldedTable(
      [
        ['parameter', ...(details ? ['assumed', 'unit'] : []), 'low', 'power', 'high', 'power', 'swing'],
        ...shown.map(({ path, unit, assumed, low, high, swing }) => [
          path,
          ...(details ? [Number.isFinite(assumed) ? number(assumed) : '–', unit] : []),
          ...[number(low.value), shareWords(low.power.value), number(high.value), shareWords(high.power.value), signedPointsWords(swing)],
        ]),
      ],
      columns,
    ),
    '',
    ...prose([
      ...(rest > 0 ? [`${rest} more parameters move power less (${details ? '--json or --out' : '--details'})`] : []),
      `ranges: ${from}`,
      ...refused.map((text) => `not varied: ${text}`),
      `common random numbers, seed ${study.seed}; swing: percentage points; ±: Monte-Carlo standard error`,
    ]),
  ].join('\n');
}

/** Names the parameter that power depends on most, and the value at which power falls below the target. */
export function tornadoSentence({ bars, target, threshold, base, falseClaim }: TornadoAnswer): string {
  const [{ path, low, high, swing, unit }] = bars;
  if (Math.abs(swing.value) <= 2 * swing.mcse)
    return `Power depends on none of these beyond Monte-Carlo error: the largest swing is ${pointsWords(swing)} (${path}).`;
  const most = `Power depends most on ${path}: ${shareWords(low.power.value)} at ${number(low.value)}, ${shareWords(high.power.value)} at ${number(high.value)} (${unit}).`;
  if (falseClaim === true) return `${most} ${FALSE_CLAIM}.`;
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
