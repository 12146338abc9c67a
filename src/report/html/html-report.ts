import { checkMaterial } from '../check-arguments.ts';
import type { Figure } from '../figures/figure.ts';
import { sortedBars } from '../../power/uncertainty/tornado.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { answerSection, curveSection, designSection } from './answer-section.ts';
import { assumptionsSection } from './assumptions-section.ts';
import { blindingSections } from './blinding-section.ts';
import { characteristicsSection, estimatesSection, otherEstimatesSections } from './characteristics-section.ts';
import { interimSections } from './interim-section.ts';
import { foldMarkup, marked, type Markup } from './markup.ts';
import { adempSection, limitsSection, reproductionSection, rSection } from './method-sections.ts';
import { flowSection, otherPatientsSections, patientsSection } from './patients-section.ts';
import { protocolSection } from './protocol-section.ts';
import type { ReportMaterial } from '../report-material.ts';
import { figuresOf, frontMarkup, sectionMarkup, type ReportParts } from './report-section.ts';
import { sensitivitySection, tornadoSections } from './sensitivity-section.ts';
import { reportStyle } from './style.ts';

/** A report as one self-contained HTML text, and the pictures in it. */
export interface HtmlReport {
  readonly text: string;
  readonly figures: readonly Figure[];
}

/**
 * The report of a power run: the sections in the order in which a reader of protocols asks.
 *
 * @example
 * ```ts
 * import { estimatePower, replayTrial } from 'crossover-sim/power';
 * import { htmlReport } from 'crossover-sim/report';
 * import { describedStudy, readScenario, scenarioHash, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '', replicates: 200 });
 * if ('problems' in read) throw new Error('not a scenario');
 * const { study, origins } = read;
 * const report = htmlReport({
 *   study,
 *   hash: scenarioHash(study),
 *   engine: { version: '0.1.0', streamVersion: 1 },
 *   result: estimatePower(study),
 *   trial: replayTrial(study, 0),
 *   samples: [],
 *   curves: undefined,
 *   values: describedStudy(study, origins),
 *   originsKnown: true,
 *   commands: ['crossover-sim power trial.yaml --replicates 200'],
 * });
 * report.text; // → '<!doctype html>…'
 * report.figures.map(({ name }) => name); // → ['design', 'flow', 'paired-score']
 * ```
 */
export function htmlReport(material: ReportMaterial): HtmlReport {
  checkMaterial('material', material);
  const parts: ReportParts = {
    front: [
      answerSection(material),
      designSection(material),
      curveSection(material),
      sensitivitySection(material),
      limitsSection(material),
    ],
    body: [
      characteristicsSection(material),
      ...interimSections(material),
      ...tornadoSections(material),
      protocolSection(material),
      ...blindingSections(material),
      flowSection(material),
      estimatesSection(material),
      patientsSection(material),
    ],
    appendix: [
      assumptionsSection(material, widestFirst(material)),
      ...otherEstimatesSections(material),
      ...otherPatientsSections(material),
      adempSection(material),
      reproductionSection(material),
      rSection(material),
    ],
  };
  const { study, hash, engine } = material;
  const head = marked`<p class="muted">crossover-sim ${engine.version} · scenario ${study.name} · hash ${hash.slice(0, 12)} · seed ${study.seed}</p>`;
  return { text: documentText(studyTitle(study), head, parts), figures: figuresOf(parts) };
}

/** Paths of the tornado, those that move power most first. */
function widestFirst({ tornado }: ReportMaterial): string[] {
  return sortedBars(tornado?.bars ?? []).map(({ path }) => path);
}

/** A self-contained HTML document: no script, no network. */
export function documentText(title: string, head: Markup, { front, body, appendix }: ReportParts): string {
  const links = [...body, ...appendix].map(({ id, title: words }) => marked`<li><a href="#${id}">${words}</a></li>`);
  const style: Markup = { markup: reportStyle };
  const notPrinted =
    appendix.length === 0
      ? ''
      : marked`<p class="muted on-paper">The HTML file has an appendix, which is printed only where it is open.</p>`;
  const rest = [
    ...(body.length === 0 ? [] : [marked`<div class="body">${body.map((section) => sectionMarkup(section))}</div>\n`]),
    ...(appendix.length === 0
      ? []
      : [
          foldMarkup(
            'appendix',
            `Appendix: ${appendixWords(appendix)} (printed only where it is open)`,
            appendix.map((section) => sectionMarkup(section)),
          ),
        ]),
  ];
  return marked`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,"><title>${title}</title><style>${style}</style></head>
<body><header><h1>${title}</h1>${head}${notPrinted}<nav aria-label="Sections"><ul>${links}</ul></nav></header>
<main>${frontMarkup(front)}${rest}</main></body></html>
`.markup;
}

/** What an appendix holds, in the words of its headings. */
function appendixWords(sections: ReportParts['appendix']): string {
  return sections
    .map(({ title }, place) => (place === 0 ? title.toLowerCase() : title.charAt(0).toLowerCase() + title.slice(1)))
    .join('; ');
}
