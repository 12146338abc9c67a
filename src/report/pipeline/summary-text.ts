import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { Study } from '../../study/study.ts';
import { failureText } from '../text/failure-text.ts';
import { tooManyFailures } from '../../power/characteristics/too-many-failures.ts';
import { boundWords, type GateResult } from '../../power/stopping/requirement.ts';
import type { GatedRun } from './junit-text.ts';
import { asRunWords, FALSE_CLAIM, notesText, proportion } from '../text/power-text.ts';
import { effectWords } from '../sentences/figure-words.ts';
import { studyTitle } from '../sentences/study-title.ts';

const signs = { met: '✅ met', missed: '❌ missed', undecided: '❓ undecided' } as const;

/** A run with the command that gives its numbers again. */
export interface SummarisedRun extends GatedRun {
  readonly command: string;
}

/**
 * A run as Markdown for the summary page of a pipeline: the question, the answer, what was required, every analysis, and how to reproduce it.
 *
 * @example
 * ```ts
 * import { estimatePower } from 'crossover-sim/power';
 * import { summaryText } from 'crossover-sim/report';
 * import { readStudy, scenarioHash, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 200 });
 * const run = { file: 'trial.yaml', study, hash: scenarioHash(study), result: estimatePower(study) };
 * summaryText([{ ...run, command: 'crossover-sim power trial.yaml' }], '0.1.0'); // → '## My crossover trial…'
 * ```
 */
export function summaryText(runs: readonly SummarisedRun[], version: string): string {
  return `${runs.map((run) => sectionOf(run, version)).join('\n\n')}\n`;
}

function sectionOf({ study, hash, result, decided, command }: SummarisedRun, version: string): string {
  const failed = tooManyFailures(study, result);
  const failure = failureText(study, result);
  const paragraphs = [
    `## ${plain(studyTitle(study))}`,
    describeQuestion(study, result, decided?.requirements),
    ...(failure === undefined ? [] : [`**No power is given:** ${failure.split('\n').slice(1).map(plain).join('; ')}`]),
    ...answerText(study, result, failed, decided?.decision),
    ...(decided === undefined ? [] : [requirementTable(decided.requirements)]),
    analysisTable(study, result, failed),
    ...(study.interim === undefined && study.multiplicity === undefined
      ? []
      : [plain(`${asRunWords(study)}; the true effect is of the analysis at its own alpha on all participants.`)]),
    ...notesText(result).map((note) => plain(`${note}.`)),
    `To reproduce (scenario hash \`${hash.slice(0, 12)}\`, seed ${plain(study.seed)}, crossover-sim ${version}):`,
    fenced(command),
    'Each ± is a Monte-Carlo standard error.',
  ];
  return paragraphs.join('\n\n');
}

function describeQuestion(
  { claim, analyses }: Study,
  { participants }: PowerResult,
  required: GateResult['requirements'] | undefined,
): string {
  const goal =
    claim === undefined ? `find what its ${Object.keys(analyses).length} analyses look for` : `support the claim “${plain(claim.name)}”`;
  const upper = required?.some(({ bound }) => bound !== undefined) === true;
  const held = required === undefined ? '' : upper ? ', and is that what is required' : ', and is that as much as is required';
  return `**Question:** how likely is a trial of ${participants} patients to ${goal}${held}?`;
}

function answerText(
  study: Study,
  { claim, replicates }: PowerResult,
  failed: readonly string[],
  decision: keyof typeof signs | undefined,
): string[] {
  const verdict = decision === undefined ? '' : `; what is required is **${signs[decision]}**`;
  if (claim === undefined)
    return decision === undefined ? [] : [`**Answer:** what is required is **${signs[decision]}** after ${replicates} simulated trials.`];
  if (study.claim?.all.some((name) => failed.includes(name)) === true) return [];
  const rate = study.claim?.holds === false ? ` (${FALSE_CLAIM})` : '';
  return [`**Answer:** in **${proportion(claim.power)}** of ${replicates} simulated trials${rate}${verdict}.`];
}

function requirementTable(requirements: NonNullable<GatedRun['decided']>['requirements']): string {
  const upper = requirements.some(({ bound }) => bound !== undefined);
  return table(
    ['required of', upper ? 'rate of success' : 'at least', 'decision', 'confidence sequence'],
    requirements.map(({ of, power, bound, decision, level, lower, upper: end }) => [
      of,
      upper ? boundWords({ power, bound }) : String(power),
      signs[decision],
      `${lower.toFixed(4)}–${end.toFixed(4)} (${Number((100 * level).toFixed(2))} %)`,
    ]),
  );
}

function analysisTable(study: Study, { analyses }: PowerResult, failed: readonly string[]): string {
  return table(
    ['analysis', 'method', 'power ± Monte-Carlo SE', '95 % interval', 'true effect', 'not estimable'],
    Object.entries(analyses).map(([name, { power, trueEffect, empiricalSe, notEstimable }]) => [
      name,
      study.analyses[name].method,
      failed.includes(name) ? '–' : proportion(power),
      failed.includes(name) ? '–' : `${power.lower.toFixed(3)}–${power.upper.toFixed(3)}`,
      effectWords(trueEffect, empiricalSe),
      `${(100 * notEstimable.share).toFixed(2)} %`,
    ]),
  );
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map((row) => line(row.map(plain)))].join('\n');
}

/** Text that stays text: on one line, and no character of it is taken for Markdown or HTML. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|~#!]/g, '\\$&');
}

/** A block of code, fenced longer than any fence within. */
function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${code}\n${fence}`;
}
