import { checkRuns } from '../check-arguments.ts';
import { check } from '../../arguments/shape.ts';
import type { PowerResult } from '../../power/characteristics/power-result.ts';
import { primaryOutcome } from '../../power/common-random-numbers/trial-successes.ts';
import type { Study } from '../../study/study.ts';
import { failureText } from '../text/failure-text.ts';
import { tooManyFailures } from '../../power/characteristics/too-many-failures.ts';
import { boundWords } from '../../power/stopping/requirement.ts';
import type { GatedRun } from './junit-text.ts';
import { FALSE_CLAIM, powerSentence } from '../sentences/power-sentence.ts';
import { asRunWords, notesText } from '../sentences/run-notes.ts';
import { countWords, effectWords, percentWords } from '../sentences/figure-words.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { markdownText } from '../../text/markdown-text.ts';

const signs = { met: '✅ met', missed: '❌ missed', undecided: '❓ undecided' } as const;

/** A run with the command that gives its numbers again. */
export interface SummarisedRun extends GatedRun {
  readonly command: string;
}

/**
 * A run as Markdown for the summary page of a pipeline: the answer, what was required and how it was decided, every analysis, and how to reproduce it.
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
  checkRuns('runs', runs);
  runs.forEach(({ command }, place) => check(`runs[${place}].command`, command, 'text'));
  check('version', version, 'text');
  return `${runs.map((run) => sectionOf(run, version)).join('\n\n')}\n`;
}

function sectionOf({ study, hash, result, decided, command }: SummarisedRun, version: string): string {
  const failed = tooManyFailures(study, result);
  const failure = failureText(study, result);
  const paragraphs = [
    `## ${markdownText(studyTitle(study))}`,
    ...(failure === undefined ? [] : [`**No power is given:** ${failure.split('\n').slice(1).map(markdownText).join('; ')}`]),
    ...answerText(study, result, failed),
    ...(decided === undefined ? [] : [`**Requirements:** ${signs[decided.decision]}`, requirementTable(decided.requirements)]),
    analysisTable(study, result, failed),
    ...(study.interim === undefined && study.multiplicity === undefined
      ? []
      : [markdownText(`${asRunWords(study)}; the true effect is of the analysis at its own alpha on all participants.`)]),
    ...notesText(result).map((note) => markdownText(`${note}.`)),
    `To reproduce (scenario hash \`${hash.slice(0, 12)}\`, seed ${markdownText(study.seed)}, crossover-sim ${version}):`,
    fenced(command),
    `${countWords(result.replicates)} simulated trials; intervals of power are 95 % Monte-Carlo intervals.`,
  ];
  return paragraphs.join('\n\n');
}

/** The answer as on a terminal, and of a claim that is false what its rate is; nothing where too many of its analyses failed. */
function answerText(study: Study, result: PowerResult, failed: readonly string[]): string[] {
  const decisive = study.claim?.all ?? [primaryOutcome(study).name];
  if (decisive.some((name) => failed.includes(name))) return [];
  const rate = study.claim?.holds === false ? ` ${FALSE_CLAIM}.` : '';
  return [`**Answer:** ${markdownText(powerSentence(study, result))}${rate}`];
}

function requirementTable(requirements: NonNullable<GatedRun['decided']>['requirements']): string {
  return table(
    ['required of', 'rate of success', 'decision', 'confidence sequence'],
    requirements.map(({ of, power, bound, decision, level, lower, upper }) => [
      of,
      boundWords({ power, bound }),
      signs[decision],
      `${lower.toFixed(4)}–${upper.toFixed(4)} (${Number((100 * level).toFixed(2))} %)`,
    ]),
  );
}

function analysisTable(study: Study, { analyses }: PowerResult, failed: readonly string[]): string {
  return table(
    ['analysis', 'method', 'power', '95 % interval', 'true effect', 'not estimable'],
    Object.entries(analyses).map(([name, { power, trueEffect, empiricalSe, notEstimable }]) => [
      name,
      study.analyses[name].method,
      failed.includes(name) ? '–' : `${percentWords(power).value} %`,
      failed.includes(name) ? '–' : `${percentWords(power).interval} %`,
      effectWords(trueEffect, empiricalSe),
      `${(100 * notEstimable.share).toFixed(2)} %`,
    ]),
  );
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map((row) => line(row.map(markdownText)))].join('\n');
}

/** A block of code, fenced longer than any fence within. */
function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${code}\n${fence}`;
}
