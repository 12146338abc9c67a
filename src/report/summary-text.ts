import { failureText, tooManyFailures } from './failure-text.ts';
import type { GatedRun } from './junit-text.ts';
import { proportion } from './power-text.ts';

const signs = { met: '✅ met', missed: '❌ missed', undecided: '❓ undecided' } as const;

/** A run as Markdown for the summary page of a pipeline: the answer, what was required, every analysis, and how to have it again. */
export function summaryText(runs: readonly GatedRun[], version: string): string {
  return `${runs.map((run) => sectionOf(run, version)).join('\n\n')}\n`;
}

function sectionOf(run: GatedRun, version: string): string {
  const { study, hash, result, decided } = run;
  const failed = tooManyFailures(study, result);
  const unsound = study.claim?.all.some((name) => failed.includes(name)) === true;
  const answer =
    result.claim === undefined || unsound
      ? []
      : [
          `The claim “${cell(result.claim.name)}” is made in **${proportion(result.claim.power)}** of ${result.replicates} simulated trials of ${result.participants} patients.`,
          '',
        ];
  const failure = failureText(study, result);
  return [
    `## ${cell(study.title)}`,
    '',
    ...answer,
    ...(failure === undefined ? [] : [`**No power is given:** ${failure.split('\n').slice(1).map(cell).join('; ')}`, '']),
    ...(decided === undefined
      ? []
      : [
          ...table(
            ['required of', 'at least', 'decision', 'confidence sequence'],
            decided.requirements.map(({ of, power, decision, level, lower, upper }) => [
              of,
              String(power),
              signs[decision],
              `${lower.toFixed(4)}–${upper.toFixed(4)} (${Number((100 * level).toFixed(2))} %)`,
            ]),
          ),
          '',
        ]),
    ...table(
      ['analysis', 'method', 'power ± Monte-Carlo SE', '95 % interval', 'true effect', 'not estimable'],
      Object.entries(result.analyses).map(([name, { power, trueEffect, notEstimable }]) => [
        name,
        study.analyses[name].method,
        failed.includes(name) ? '–' : proportion(power),
        failed.includes(name) ? '–' : `${power.lower.toFixed(3)}–${power.upper.toFixed(3)}`,
        trueEffect.toFixed(2),
        `${(100 * notEstimable.share).toFixed(2)} %`,
      ]),
    ),
    '',
    `Scenario \`${study.name}\`, hash \`${hash.slice(0, 12)}\`, seed \`${cell(study.seed)}\`, crossover-sim ${version}. Each ± is a Monte-Carlo standard error.`,
  ].join('\n');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)];
}

/** Text that cannot break out of a cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').replaceAll('<', '&lt;');
}
