import type { Study } from '../../study/study.ts';
import type { AssuranceAnswer } from '../../power/uncertainty/assurance.ts';
import { FALSE_CLAIM, proportion } from './power-text.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { textTable } from '../../text/text-table.ts';

/**
 * Assurance as text: the answer in words, then the spread of power over the prior.
 *
 * @example
 * ```ts
 * import { runAssurance } from 'crossover-sim/power';
 * import { assuranceText } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const study = readStudy(text, { replicates: 1000 });
 * const drawn = [2, 4].map((difference) => ({
 *   draw: { weight: 0.5, set: { 'gaussian.difference': difference } },
 *   study: readStudy(text, { set: [`gaussian.difference=${difference}`] }),
 * }));
 * const outcome = await runAssurance(study, drawn, { exhaustive: true });
 * if (outcome.status === 'answered') assuranceText(study, outcome.answer); // → 'My crossover trial…'
 * ```
 */
export function assuranceText(study: Study, answer: AssuranceAnswer): string {
  const { sd, quantiles, trialsPerDraw, draws } = answer;
  return [
    studyTitle(study),
    `${study.trial.design.participants} patients randomised · ${draws.length} draws from the prior, ${trialsPerDraw} simulated trials at each · seed ${study.seed}`,
    '',
    `claim: ${answer.of}`,
    ...assuranceSentences(answer),
    '',
    textTable([
      ['power over the prior', ...quantiles.map(({ p }) => `${100 * p} %`), 'SD'],
      ['quantile', ...quantiles.map(({ power }) => power.toFixed(3)), sd.toFixed(3)],
    ]),
    '',
    '±: Monte-Carlo standard error, of the draws and of the trials at each · the spread is that of power itself: the noise of the trials at each draw is taken out',
  ].join('\n');
}

/** What assurance says in words. */
export function assuranceSentences({ assurance, asAssumed, reachesTarget, target, notEstimable, falseClaim }: AssuranceAnswer): string[] {
  return [
    `Averaged over what is not known it is made in ${error(assurance)} of trials (assurance); at the scenario's own values in ${proportion(asAssumed)}.`,
    falseClaim === true ? `${FALSE_CLAIM}.` : `Power reaches the target of ${target} with probability ${error(reachesTarget)}.`,
    ...(notEstimable > 0
      ? [`In ${(100 * notEstimable).toFixed(2)} % of trials an analysis could not be estimated; they count as trials without the claim.`]
      : []),
  ];
}

function error({ value, mcse }: { readonly value: number; readonly mcse: number }): string {
  return `${value.toFixed(3)} ± ${mcse.toFixed(mcse < 0.0005 ? 4 : 3)}`;
}
