import type { DescribedValue } from '../scenario/index.ts';
import type { Design } from '../design/design.ts';
import type { PlannedAnalysis, Study } from '../power/study.ts';
import type { ConditionFigures } from '../trial/derived-figures.ts';
import { coursePlot } from './course-plot.ts';
import { sourceCountText } from './source-counts.ts';
import { textTable } from './text-table.ts';

/**
 * A resolved scenario as text: the design in words, every value with unit, source and origin, the analyses, and derived figures.
 * @param unread  values that somebody set and nothing reads
 */
export function describeText(
  study: Study,
  hash: string,
  values: readonly DescribedValue[],
  unread: readonly DescribedValue[],
  figures: readonly ConditionFigures[] | undefined,
): string {
  const rows = values.map(({ path, value, parameter, source, origin }) => [
    path,
    String(value),
    'unit' in parameter ? parameter.unit : '',
    source,
    origin,
    parameter.about,
  ]);
  return [
    `${study.name}: ${study.title}`,
    `hash ${hash} · seed ${study.seed}`,
    '',
    designWords(study),
    '',
    textTable([['parameter', 'value', 'unit', 'source', 'origin', 'meaning'], ...rows]),
    sourceCountText(values),
    ...(unread.length === 0
      ? []
      : [`set, but read by nothing in this study: ${unread.map(({ path, origin }) => `${path} (${origin})`).join(', ')}`]),
    '',
    ...Object.entries(study.analyses).map(
      ([name, each]) =>
        `analysis ${name}: ${each.method} of ${each.measure} of ${each.endpoint} at ${each.visit || each.visits?.join(', ')}, ${each.comparator} against ${each.reference}, population ${each.population}, ${testWords(each)}`,
    ),
    ...(study.claim ? [`claim "${study.claim.name}": all of ${study.claim.all.join(', ')}`] : []),
    ...(study.interim
      ? [
          `interim analyses of ${study.interim.analysis} after ${study.interim.looks.join(', ')} of ${study.trial.design.participants} patients, ${study.interim.spending} spending${study.interim.futility ? `, futility ${study.interim.futility.binding ? 'binding' : 'non-binding'}` : ''}`,
        ]
      : []),
    ...(study.multiplicity
      ? [`judged together by ${study.multiplicity.procedure} at ${study.multiplicity.alpha}: ${study.multiplicity.analyses.join(', ')}`]
      : []),
    ...(figures === undefined ? [] : ['', ...figures.map(figureText)]),
  ].join('\n');
}

/** Level, sides and direction of an analysis: what it takes for it to succeed. */
export function testWords({ method, alpha, alternative, direction, options, comparator, reference }: PlannedAnalysis): string {
  const margin = Number(options.margin);
  const within = margin !== 0 ? `margin ${margin}` : `margins ${Number(options.lower)} and ${Number(options.upper)}`;
  const only = `success only if ${comparator} minus ${reference} is`;
  const towards = direction === 'either' ? '' : `, ${only} ${direction === 'greater' ? 'above' : 'below'} 0`;
  if (method === 'tost')
    return `two one-sided tests of equivalence, alpha ${alpha} each, ${marginless(options) ? 'margins 0.8 and 1.25' : within}${towards}`;
  if (method === 'non-inferiority')
    return `one-sided alpha ${alpha}, margin ${margin}, ${alternative === 'less' ? 'lower' : 'higher'} is better${towards}`;
  if (alternative === 'two-sided') return `two-sided alpha ${alpha}${towards}`;
  return `one-sided alpha ${alpha}, ${only} ${alternative === 'greater' ? 'above' : 'below'} 0`;
}

/** Whether an equivalence test on a ratio scale names no margins and takes those of bioequivalence. */
function marginless({ scale, margin, lower, upper }: PlannedAnalysis['options']): boolean {
  return scale !== 'difference' && Number(margin) === 0 && Number(lower) === 0 && Number(upper) === 0;
}

/** The design in a sentence. */
export function designWords({ trial: { design } }: Study): string {
  const { sequences, participants, weights, washoutDays, leadMinutes, infusionDays } = design;
  const names = sequences.map((sequence) => sequence.join(' → ')).join(' | ');
  const order =
    sequences.length === 1
      ? 'in a fixed order, not randomised'
      : `randomised ${allocationWords(design)}${new Set(weights).size > 1 ? `, weighted ${weights.join(':')}` : ''}`;
  const times = infusionDays
    ? `infusions on days ${infusionDays.join(', ')}`
    : sequences[0].length > 1
      ? `${washoutDays} days between infusions`
      : 'one period';
  const { enrichment } = design;
  const chosen =
    enrichment === undefined
      ? ''
      : ` whose ${enrichment.endpoint} fell by ${100 * enrichment.fall} % at ${enrichment.visit} after an open infusion (${enrichment.condition}) ${enrichment.washoutDays} days before`;
  return `design: ${participants} patients${chosen}, ${order}: ${names}; ${times}; pretreatment ${leadMinutes} min before the infusion`;
}

function allocationWords({ allocation = { kind: 'permuted-blocks' }, blockSize }: Design): string {
  const by = 'factors' in allocation ? allocation.factors.map(({ covariate }) => covariate).join(', ') : '';
  switch (allocation.kind) {
    case 'permuted-blocks':
      return `in permuted blocks of ${blockSize}`;
    case 'random-blocks':
      return `in permuted blocks of random size (${allocation.blockSizes.join(', ')})`;
    case 'simple':
      return 'one by one, without blocks';
    case 'stratified-blocks':
      return `in permuted blocks of ${blockSize}, stratified by ${by}`;
    case 'minimisation':
      return `by minimisation over ${by} (probability ${allocation.probability})`;
  }
}

function figureText(figures: ConditionFigures): string {
  const { condition, peakConcentration, peakHours, areaUnderCurve, blockadeAtVisits, blockadeAtNextPeriod, benefitAtNextPeriod } = figures;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const blocked = Object.values(blockadeAtVisits).some((share) => share > 0);
  const lines = [`condition ${condition} (typical patient, 70 kg)`];
  if (peakConcentration > 0) {
    lines.push(
      `  ketamine in plasma: peak ${peakConcentration.toFixed(0)} ng/mL at ${(60 * peakHours).toFixed(0)} min, AUC ${areaUnderCurve.toFixed(0)} ng·h/mL`,
      coursePlot(figures.concentration.hours, figures.concentration.values, '  ketamine in plasma', 'ng/mL'),
    );
  }
  if (blocked) {
    lines.push(
      `  opioid blockade: ${Object.entries(blockadeAtVisits)
        .map(([visit, share]) => `${visit} ${percent(share)}`)
        .join(', ')}`,
      coursePlot(figures.blockade.hours, figures.blockade.values, '  opioid blockade', 'fraction'),
    );
  }
  if (blockadeAtNextPeriod !== undefined && benefitAtNextPeriod !== undefined) {
    lines.push(
      `  left when period 2 starts: ${percent(blockadeAtNextPeriod)} blockade, ${percent(benefitAtNextPeriod)} of the first infusion's full benefit`,
    );
  }
  return lines.join('\n');
}
