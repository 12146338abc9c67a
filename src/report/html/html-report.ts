import type { Figure } from '../figures/figure.ts';
import { tornadoFigure } from '../figures/tornado-figure.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { answerSection, curveSection, designSection } from './answer-section.ts';
import { assumptionsSection } from './assumptions-section.ts';
import { characteristicsSection, estimatesSection } from './characteristics-section.ts';
import { looksSections } from './looks-section.ts';
import { marked, type Markup } from './markup.ts';
import { adempSection, limitsSection, protocolSection, reproductionSection, rSection } from './method-sections.ts';
import { flowSection, patientsSection } from './patients-section.ts';
import type { ReportMaterial } from '../report-material.ts';
import { figuresOf, sectionMarkup, type ReportSection } from './report-section.ts';
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
  const sections = [
    answerSection(material),
    designSection(material),
    flowSection(material),
    patientsSection(material),
    characteristicsSection(material),
    ...looksSections(material),
    curveSection(material),
    estimatesSection(material),
    ...sensitivitySections(material),
    assumptionsSection(material, widestFirst(material)),
    adempSection(material),
    limitsSection(material),
    reproductionSection(material),
    protocolSection(material),
    rSection(material),
  ];
  const { study, hash, engine } = material;
  const head = marked`<p class="muted">crossover-sim ${engine.version} · scenario ${study.name} · hash ${hash.slice(0, 12)} · seed ${study.seed}</p>`;
  return { text: documentText(studyTitle(study), head, sections), figures: figuresOf(sections) };
}

/** What power hangs on, where the result holds a tornado. */
function sensitivitySections({ tornado }: ReportMaterial): ReportSection[] {
  const figure = tornado === undefined ? undefined : tornadoFigure(tornado);
  return figure === undefined ? [] : [{ id: 'sensitivity', title: 'What power hangs on', parts: [figure] }];
}

/** Paths of the tornado, those on which power hangs most first. */
function widestFirst({ tornado }: ReportMaterial): string[] {
  return [...(tornado?.bars ?? [])].sort((a, b) => Math.abs(b.swing.value) - Math.abs(a.swing.value)).map(({ path }) => path);
}

/** A self-contained HTML document: no script, no network. */
export function documentText(title: string, head: Markup, sections: readonly ReportSection[]): string {
  const links = sections.map(({ id, title: words }) => marked`<li><a href="#${id}">${words}</a></li>`);
  const style: Markup = { markup: reportStyle };
  return marked`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,"><title>${title}</title><style>${style}</style></head>
<body><header><h1>${title}</h1>${head}<nav aria-label="Sections"><ol>${links}</ol></nav></header>
<main>${sections.map(sectionMarkup)}</main></body></html>
`.markup;
}
