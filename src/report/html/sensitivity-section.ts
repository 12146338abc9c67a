import type { DescribedValue } from '../../scenario/index.ts';
import { sortedBars, type TornadoBar } from '../../power/uncertainty/tornado.ts';
import { tornadoFigure } from '../figures/tornado-figure.ts';
import type { ReportMaterial } from '../report-material.ts';
import { effectUnit, responseWords, signedNumber } from '../sentences/analysis-sentence.ts';
import { givenNumber, optionalWords, powerWords, trueEffectFigure } from '../sentences/figure-words.ts';
import { unsupported } from '../sentences/source-counts.ts';
import { marked, type Filling, type Markup } from './markup.ts';
import type { ReportSection } from './report-section.ts';

/** Assumptions that the first page names. */
const NAMED = 3;

/** The assumptions that a reader should question first: ranked by a tornado where the result holds one, else the values that enter power, unranked. */
export function sensitivitySection(material: ReportMaterial): ReportSection {
  const { tornado } = material;
  const id = 'sensitivity';
  if (tornado !== undefined && tornado.bars.length > 0) {
    const ranked = sortedBars(tornado.bars).slice(0, NAMED);
    const words = marked`<ol>${ranked.map((bar) => marked`<li>${barWords(bar, material.values)}</li>`)}</ol>`;
    return { id, title: 'Assumptions that move power most', parts: [words] };
  }
  return { id, title: 'What power rests on', parts: [restsOn(material)] };
}

/** Power at the ends of every range, where the result holds a tornado. */
export function tornadoSections({ tornado, values }: ReportMaterial): ReportSection[] {
  const figure = tornado === undefined ? undefined : tornadoFigure(tornado, pathLabels(values));
  return figure === undefined ? [] : [{ id: 'tornado', title: 'Sensitivity to each assumption', parts: [figure] }];
}

/** What each path means, in the words of the tables of parameters. */
export function pathLabels(values: readonly DescribedValue[]): Record<string, string> {
  return Object.fromEntries(values.filter(({ parameter }) => parameter.about !== '').map(({ path, parameter }) => [path, parameter.about]));
}

function barWords({ path, unit, low, high }: TornadoBar, values: readonly DescribedValue[]): Markup {
  const about = pathLabels(values)[path];
  const name: Filling = about === undefined ? marked`<code>${path}</code>` : marked`${about} (<code>${path}</code>)`;
  return marked`${name}: power ${powerWords(low.power)} at ${signedNumber(low.value)}, ${powerWords(high.power)} at ${signedNumber(high.value)} ${unit}.`;
}

function restsOn(material: ReportMaterial): Markup {
  const { values, result, study, commands } = material;
  const entries = study.trial.kind === 'gaussian' ? normalEntries(values) : effectEntries(material);
  const { completed, randomised } = result.flow;
  const lost = 100 * (1 - completed / randomised);
  const dropout =
    lost > 0
      ? marked`On average ${lost.toFixed(1)} % of participants do not complete all periods.`
      : marked`Every participant completes all periods.`;
  const simulate = commands.find((command) => command.includes(' simulate '));
  const rank =
    simulate === undefined ? marked`power --tornado` : marked`<code>${simulate.replace(' simulate ', ' power ')} --tornado</code>`;
  return marked`<ul>${[...entries, dropout].map((entry) => marked`<li>${entry}</li>`)}</ul>
    <p>${unsupported(values)} of ${values.length} values have no source of their own. This run does not rank them; ${rank} does.</p>`;
}

const SAID = ['gaussian.difference', 'gaussian.effects', 'gaussian.sdWithin'];

/** The effects and the SD of the normal model with their sources. */
function normalEntries(values: readonly DescribedValue[]): Markup[] {
  return values
    .filter(({ path }) => SAID.some((each) => path === each || path.startsWith(`${each}.`)))
    .map(
      ({ path, value, parameter, source }) =>
        marked`${parameter.about.replace(/^[a-z]/, (first) => first.toUpperCase())}: <strong>${typeof value === 'number' ? givenNumber(value) : String(value)}</strong> (<code>${path}</code>; ${source}).`,
    );
}

/** The effect of each analysis of the claim and its standard error, whose ratio decides its power. */
function effectEntries({ study, result }: ReportMaterial): Markup[] {
  const names = study.claim?.all ?? [Object.keys(study.analyses)[0]];
  return names.slice(0, NAMED).flatMap((name) => {
    const { trueEffect, empiricalSe } = result.analyses[name];
    if (trueEffect === null) return [];
    const planned = study.analyses[name];
    const effect = trueEffectFigure(result.analyses[name]);
    const error = empiricalSe === null ? '' : `; its estimate has a standard error of ${optionalWords(empiricalSe, 2)}`;
    return marked`True effect on ${responseWords(planned, study.trial)}: <strong>${effect}</strong> ${effectUnit(planned)} (${planned.comparator} minus ${planned.reference})${error}.`;
  });
}
