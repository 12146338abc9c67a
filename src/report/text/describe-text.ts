import { describedShape } from '../answer-shapes.ts';
import { check, checkOptional } from '../../arguments/shape.ts';
import { checkStudy } from '../../study/check-study.ts';
import { givenWord } from '../../trial/drugs.ts';
import type { DescribedValue } from '../../scenario/index.ts';
import { conditionParts } from '../../design/design.ts';
import type { Study } from '../../study/study.ts';
import type { ConditionFigures, TargetBlockade } from '../../trial/mechanistic/derived-figures.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import { analysisSentence } from '../sentences/analysis-sentence.ts';
import { coursePlot } from '../../text/course-plot.ts';
import { designSentence } from '../sentences/design-sentence.ts';
import { eligibilityRules } from '../sentences/eligibility.ts';
import { listWords } from '../sentences/endpoint-words.ts';
import { variabilitySentences } from '../sentences/variability-sentences.ts';
import { sourceCountText } from '../sentences/source-counts.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { textTable } from '../../text/text-table.ts';

/**
 * A resolved scenario as text: the design in words, every value with unit, source and origin, the analyses, and derived figures.
 * @param unread  values that somebody set and nothing reads
 * @param file    the scenario’s own file: of values that it inherits and nothing reads only their number is said
 * @example
 * ```ts
 * import { describeText } from 'crossover-sim/report';
 * import { describedStudy, readScenario, scenarioHash, starterScenario, unreadValues } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '' });
 * if ('problems' in read) throw new Error('not a scenario');
 * const { study, origins } = read;
 * const values = describedStudy(study, origins);
 * describeText(study, scenarioHash(study), values, unreadValues(study, origins), undefined); // → 'trial: My crossover trial…'
 * ```
 */
export function describeText(
  study: Study,
  hash: string,
  values: readonly DescribedValue[],
  unread: readonly DescribedValue[],
  figures: readonly ConditionFigures[] | undefined,
  file = '',
): string {
  checkStudy('study', study);
  check('hash', hash, 'text');
  check('values', values, describedShape);
  check('unread', unread, describedShape);
  checkOptional('figures', figures, { list: 'object' });
  check('file', file, 'text');
  const rows = values.map(({ path, value, unit, parameter, source, origin }) => [
    path,
    String(value),
    unit,
    source,
    origin,
    parameter.about,
  ]);
  const eligible = eligibilityRules(study.trial);
  return [
    `${study.name}: ${studyTitle(study)}`,
    `hash ${hash} · seed ${study.seed}`,
    '',
    `design: ${designSentence(study)}`,
    ...(eligible.length === 0 ? [] : [`eligible at screening: ${listWords(eligible)}`]),
    '',
    textTable([['parameter', 'value', 'unit', 'source', 'origin', 'meaning'], ...rows]),
    sourceCountText(values),
    ...(unread.length === 0 ? [] : [`set, but read by nothing in this study: ${unreadWords(unread, file)}`]),
    ...(study.trial.kind === 'gaussian' ? ['', ...variabilitySentences(study.trial)] : []),
    '',
    ...Object.entries(study.analyses).map(([name, each]) => `analysis ${name} (${each.method}): ${analysisSentence(each, study.trial)}`),
    ...(study.claim ? [`claim "${study.claim.name}": all of ${study.claim.all.join(', ')}`] : []),
    ...(study.interim
      ? [
          `interim analyses of ${study.interim.analysis} after ${study.interim.looks.join(', ')} of ${study.trial.design.participants} participants, ${study.interim.spending} spending${study.interim.futility ? `, futility ${study.interim.futility.binding ? 'binding' : 'non-binding'}` : ''}`,
        ]
      : []),
    ...(study.multiplicity
      ? [`judged together by ${study.multiplicity.procedure} at ${study.multiplicity.alpha}: ${study.multiplicity.analyses.join(', ')}`]
      : []),
    ...(figures === undefined ? [] : ['', ...figures.map((each) => figureText(study.trial, each))]),
  ].join('\n');
}

/** Values that nothing reads: those of the scenario's own file and of options by name, inherited ones by their number. */
function unreadWords(unread: readonly DescribedValue[], file: string): string {
  const isOwn = ({ origin }: DescribedValue): boolean => file === '' || origin.startsWith('--') || origin.startsWith(`${file}:`);
  const own = unread.filter(isOwn).map(({ path, origin }) => `${path} (${origin})`);
  const inherited = unread.length - own.length;
  return [...own, ...(inherited === 0 ? [] : [`${inherited} inherited ${inherited === 1 ? 'value' : 'values'}`])].join(', ');
}

function figureText(trial: TrialModel, figures: ConditionFigures): string {
  const { condition, peakConcentration, peakHours, areaUnderCurve, targets } = figures;
  const lines = [`condition ${condition} (typical patient, 70 kg)`];
  if (peakConcentration > 0 && trial.kind === 'mechanistic') {
    const drug = conditionParts(condition, trial.design.infusion).infusion;
    lines.push(
      `  ${drug} in plasma: peak ${peakConcentration.toFixed(0)} ng/mL at ${(60 * peakHours).toFixed(0)} min, AUC ${areaUnderCurve.toFixed(0)} ng·h/mL`,
      coursePlot(figures.concentration.hours, figures.concentration.values, `  ${drug} in plasma`, 'ng/mL'),
    );
  }
  const blocked = Object.entries(targets).filter(([, { course }]) => course.values.some((share) => share > 0));
  for (const [target, { atVisits, course }] of blocked) {
    const shares = Object.entries(atVisits).map(([visit, share]) => `${visit} ${percentOf(share)}`);
    lines.push(`  ${target} blockade: ${shares.join(', ')}`, coursePlot(course.hours, course.values, `  ${target} blockade`, 'fraction'));
  }
  const left = leftWords(trial, figures, blocked);
  return [...lines, ...(left.length === 0 ? [] : [`  left when the next period starts: ${left.join(', ')}`])].join('\n');
}

/** What is left of a condition when the period starts that follows it. */
function leftWords(
  trial: TrialModel,
  { blockadeAtNextPeriod, benefitAtNextPeriod }: ConditionFigures,
  blocked: readonly (readonly [target: string, TargetBlockade])[],
): string[] {
  if (blockadeAtNextPeriod === undefined) return [];
  const given = trial.kind === 'mechanistic' ? givenWord(trial) : 'infusion';
  return [
    ...blocked.map(([target, { atNextPeriod = 0 }]) => `${percentOf(atNextPeriod)} ${target} blockade`),
    ...(benefitAtNextPeriod === undefined ? [] : [`${percentOf(benefitAtNextPeriod)} of the full benefit of the ${given}`]),
  ];
}

function percentOf(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
