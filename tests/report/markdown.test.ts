import { marked, type Token } from 'marked';
import { expect, it } from 'vitest';
import { estimatePower } from '../../src/power/index.ts';
import { protocolDocument } from '../../src/report/protocol/protocol-document.ts';
import { markdownOf } from '../../src/report/protocol/protocol-text.ts';
import { summaryText } from '../../src/report/pipeline/summary-text.ts';
import { describedStudy, scenarioHash } from '../../src/scenario/index.ts';
import { sourceFiles } from '../house/source-files.ts';
import { shippedStudy } from './shipped-study.ts';

const hostile =
  'https://evil.example www.evil.example @octocat a@b.example #12 GH-7 ![p](//e.x) [l](//e.x) <img src=//e.x> `c` | *e* \u001b[2J';

/** The same with hostile words at the end of every text that has a space: titles, labels, names of claims, units; names without a space are checked. */
function withHostileTexts<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === 'string' && each.includes(' ') ? `${each} ${hostile}` : each,
  ) as T;
}

/** A study with declared drugs and a declared endpoint, simulated as it is and then made hostile. */
function hostileRun() {
  const study = shippedStudy('questions/placebo-analgesia', ['power.replicates=20', 'power.truthPatients=100', 'power.maxFailures=1']);
  return {
    study: withHostileTexts(study),
    result: withHostileTexts(estimatePower(study)),
    hash: scenarioHash(study),
    values: withHostileTexts(describedStudy(study, undefined)),
    engine: { version: '0.1.0', streamVersion: 1 },
  };
}

/** Every token of a document of Markdown, those within others too. */
function tokensOf(markdown: string): Token[] {
  const found: Token[] = [];
  void marked.walkTokens(marked.lexer(markdown), (token) => void found.push(token));
  return found;
}

it('titles, labels and names of a study are dead text in the Markdown of a protocol and of a summary', () => {
  const run = hostileRun();
  const documents = {
    protocol: markdownOf(protocolDocument(run)),
    summary: summaryText([{ ...run, file: 'study.yaml', command: 'crossover-sim power study.yaml' }], '0.1.0'),
  };
  for (const [name, markdown] of Object.entries(documents)) {
    expect(markdown.split('evil.example').length, `${name} has hostile words`).toBeGreaterThan(2);
    const alive = tokensOf(markdown).filter(({ type, raw }) => ['link', 'image', 'html', 'em', 'del'].includes(type) && raw !== '<!-- -->');
    expect(
      alive.map(({ raw }) => raw),
      name,
    ).toEqual([]);
    expect(markdown, name).not.toMatch(/[@#]\w|:\/\/|www\.|GH-\d|\u001b/i);
  }
});

it('what writes Markdown takes its escaping from one file', () => {
  const writers = sourceFiles.filter(({ text: code }) => /`## \$\{|'---'|\| --- /.test(code));
  expect(writers.map(({ path }) => path).sort()).toEqual(['report/pipeline/summary-text.ts', 'report/protocol/protocol-text.ts']);
  for (const { text: code } of writers) expect(code).toContain("from '../../text/markdown-text.ts'");
});
