import { checkMaterial } from '../check-arguments.ts';
import { markdownText } from '../../text/markdown-text.ts';
import type { ReportMaterial } from '../report-material.ts';
import { protocolDocument, type ProtocolDocument } from './protocol-document.ts';

/**
 * The sections of a protocol on sample size, analysis, estimands and assumptions as plain text, a paragraph each that begins with its heading.
 *
 * @example
 * ```ts
 * import { estimatePower, replayTrial } from 'crossover-sim/power';
 * import { protocolText } from 'crossover-sim/report';
 * import { describedStudy, readScenario, scenarioHash, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '', replicates: 200 });
 * if ('problems' in read) throw new Error('not a scenario');
 * const { study, origins } = read;
 * const words = protocolText({
 *   study,
 *   hash: scenarioHash(study),
 *   engine: { version: '0.1.0', streamVersion: 1 },
 *   result: estimatePower(study),
 *   trial: replayTrial(study, 0),
 *   samples: [],
 *   curves: undefined,
 *   values: describedStudy(study, origins),
 *   originsKnown: true,
 *   commands: [],
 * });
 * words; // → 'Sample size. 24 participants will be randomised, in permuted…'
 * ```
 */
export function protocolText(material: ReportMaterial): string {
  checkMaterial('material', material);
  return protocolDocument(material)
    .sections.map(({ heading, text, tables }) =>
      [
        `${heading}.`,
        text,
        ...tables.map(({ caption, rows }) => `${caption}: ${rows.map(([name, words]) => `${name.toLowerCase()}: ${words}`).join('; ')}.`),
      ]
        .filter((each) => each !== '')
        .join(' '),
    )
    .join('\n\n');
}

/**
 * The same as Markdown (CommonMark, with GitHub's tables) for pasting: what `power --protocol FILE.md` writes.
 *
 * @example
 * ```ts
 * import { estimatePower, replayTrial } from 'crossover-sim/power';
 * import { protocolMarkdown } from 'crossover-sim/report';
 * import { describedStudy, readScenario, scenarioHash, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '', replicates: 200 });
 * if ('problems' in read) throw new Error('not a scenario');
 * const { study, origins } = read;
 * const words = protocolMarkdown({
 *   study,
 *   hash: scenarioHash(study),
 *   engine: { version: '0.1.0', streamVersion: 1 },
 *   result: estimatePower(study),
 *   trial: replayTrial(study, 0),
 *   samples: [],
 *   curves: undefined,
 *   values: describedStudy(study, origins),
 *   originsKnown: true,
 *   commands: [],
 * });
 * words; // → '# My crossover trial…'
 * ```
 */
export function protocolMarkdown(material: ReportMaterial): string {
  checkMaterial('material', material);
  return markdownOf(protocolDocument(material));
}

/** A protocol as Markdown. */
export function markdownOf({ title, sections }: ProtocolDocument): string {
  const parts = sections.flatMap(({ heading, text, tables }) => [
    `## ${markdownText(heading)}`,
    ...(text === '' ? [] : [markdownText(text)]),
    ...tables.map(({ caption, rows }) =>
      [
        markdownText(caption),
        '',
        '| Attribute | Description |',
        '| --- | --- |',
        ...rows.map(([name, words]) => `| ${markdownText(name)} | ${markdownText(words)} |`),
      ].join('\n'),
    ),
  ]);
  return `${[`# ${markdownText(title)}`, ...parts].join('\n\n')}\n`;
}
