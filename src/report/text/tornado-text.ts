import type { Study } from '../../study/study.ts';
import type { TornadoAnswer } from '../../power/uncertainty/tornado.ts';
import { FALSE_CLAIM, proportion } from './power-text.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { textTable } from '../../text/text-table.ts';

const MAX_ROWS = 20;

/**
 * A tornado as text: what power hangs on most in words, then one row a parameter.
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
export function tornadoText(study: Study, answer: TornadoAnswer): string {
  const { base, bars, refused, from } = answer;
  const shown = bars.slice(0, MAX_ROWS);
  return [
    studyTitle(study),
    `${study.trial.design.participants} patients randomised · power as assumed ${proportion(base)} · seed ${study.seed}`,
    `power: ${answer.of}`,
    `ranges: ${from}`,
    '',
    tornadoSentence(answer),
    '',
    textTable([
      ['parameter', 'assumed', 'low', 'power ± MCSE', 'high', 'power ± MCSE', 'swing ± MCSE', 'unit'],
      ...shown.map(({ path, unit, assumed, low, high, swing }) => [
        path,
        Number.isFinite(assumed) ? number(assumed) : '–',
        number(low.value),
        proportion(low.power),
        number(high.value),
        proportion(high.power),
        `${swing.value < 0 ? '−' : '+'}${Math.abs(swing.value).toFixed(3)} ± ${swing.mcse.toFixed(3)}`,
        unit,
      ]),
    ]),
    ...(bars.length > MAX_ROWS ? [`${bars.length - MAX_ROWS} more parameters move power less (all with --json or --out)`] : []),
    ...refused.map((text) => `not varied: ${text}`),
  ].join('\n');
}

/** Names the parameter that power hangs on most, and the value at which power falls below the target. */
export function tornadoSentence({ bars, target, threshold, base, falseClaim }: TornadoAnswer): string {
  const [{ path, low, high, swing, unit }] = bars;
  if (Math.abs(swing.value) <= 2 * swing.mcse)
    return `Power hangs on none of these beyond Monte-Carlo error: the largest swing is ${Math.abs(swing.value).toFixed(3)} ± ${swing.mcse.toFixed(3)} (${path}).`;
  const most = `Power hangs most on ${path}: ${proportion(low.power)} at ${number(low.value)}, ${proportion(high.power)} at ${number(high.value)} (${unit}).`;
  if (falseClaim === true) return `${most} ${FALSE_CLAIM}.`;
  if (threshold === undefined) {
    const side = base.value >= target ? 'stays above' : 'stays below';
    return `${most} It ${side} the target of ${target} over the whole range.`;
  }
  const { value, mcse, risesThrough } = threshold;
  return `${most} It falls below the target of ${target} where ${path} is ${risesThrough ? 'below' : 'above'} ${number(value)} ± ${number(mcse, 2)} ${unit}.`;
}

function number(value: number, digits = 4): string {
  return String(Number(value.toPrecision(digits)));
}
