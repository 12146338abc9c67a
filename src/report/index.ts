/**
 * Results and trials as documents: console text, HTML reports, pictures as SVG, JUnit XML and Markdown for pipelines,
 * the paragraph of a protocol, and R code that gives an analysis again.
 *
 * @module report
 */
export { analysisDocument } from './text/analysis-document.ts';
export { analysisTable } from './text/analysis-text.ts';
export { assuranceText } from './text/assurance-text.ts';
export { assuranceSizeText } from './text/assurance-size-text.ts';
export type { Meaning, Paint, TextLayout } from './text/fold.ts';
export { blindingText } from './text/blinding-text.ts';
export { comparisonText } from './text/comparison-text.ts';
export { decidedText } from './text/decision-text.ts';
export { describeText } from './text/describe-text.ts';
export { powerBars, type PowerAtSize } from './text/power-bars.ts';
export { powerText } from './text/power-text.ts';
export { sampleSizeText } from './text/sample-size-text.ts';
export { sweepText } from './text/sweep-text.ts';
export { tornadoText } from './text/tornado-text.ts';
export { htmlReport, type HtmlReport } from './html/html-report.ts';
export type { AnsweredQuestion } from './html/question-answer.ts';
export type { WorldWeights } from '../power/uncertainty/world-weights.ts';
export { questionReport, type QuestionMaterial } from './html/question-report.ts';
export { trialReport } from './html/trial-report.ts';
export { reportMaterial, type ReportWords } from './assembled-material.ts';
export type { ReportMaterial } from './report-material.ts';
export { protocolMarkdown, protocolText } from './protocol/protocol-text.ts';
export type { ResponseRule } from '../outcomes/derived-visits.ts';
export { rCode, type RSequences, type RSource, type RSummary } from './r-code/index.ts';
export { powerDocument, type PowerDocumentParts } from './power-document.ts';
export type { Section } from './further-part.ts';
export { junitText, type GatedRun } from './pipeline/junit-text.ts';
export { summaryText, type SummarisedRun } from './pipeline/summary-text.ts';
export { comparedValues, type ComparedValues } from './sentences/compared-values.ts';
export { worldChanges, type DesignInWorld, type WorldChange } from './sentences/world-changes.ts';
export { assuranceFigure } from './figures/assurance-figure.ts';
export { designFigure } from './figures/design-figure.ts';
export { drawFigure, withPageColours } from './figures/draw-figure.ts';
export { estimatesFigure } from './figures/estimates-figure.ts';
export type { Figure, FigureTable, LegendEntry } from './figures/figure.ts';
export { flowFigure } from './figures/flow-figure.ts';
export { darkPalette, palette, type Colour, type SeriesStyle } from './figures/palette.ts';
export { patientFigures } from './figures/participants/patient-figures.ts';
export { powerCurveFigure } from './figures/power-curve-figure.ts';
export { sweepFigure, type SweptPower } from './figures/sweep-figure.ts';
export { swimmerFigure } from './figures/participants/swimmer-figure.ts';
export type { CoursePoint, ScoreCourse } from '../trial/score-courses.ts';
export type { Loss, SequenceFlow, TrialFlow } from '../trial/sequence-flow.ts';
export { tornadoFigure } from './figures/tornado-figure.ts';
