import fc from 'fast-check';
import { marked, type Token } from 'marked';
import { describe, expect, it } from 'vitest';
import { markdownText } from '../../src/text/markdown-text.ts';

/** Pieces that mean something in Markdown, in GitHub's, or in HTML. */
const pieces = [
  ...'\\`*_[]()|~#!<>&"\'$:=+-.@/{}^',
  ...['https://evil.example/x', 'http://a.b', 'www.evil.example', 'WWW.evil.example', 'ftp://a.b', 'a@b.example', '@octocat', '@org/team'],
  ...[
    '#12',
    'owner/repo#3',
    'GH-7',
    '![p](http://a.b)',
    '[l](//a.b)',
    '[r]: http://a.b',
    '<http://a.b>',
    '<b onclick=x>',
    '<!--',
    '-->',
    '</td>',
  ],
  ...['```', '~~~', '---', '1. ', '- ', '+ ', '> ', '    ', '\n', '\n\n', '\t', '&lt;', '&#x40;', '$x$', '| --- |', 'x', 'ä', '7', ' '],
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 12 })
  .map((parts) => parts.join(''));

/** Every token of a document of Markdown, those within others too. */
function tokensOf(markdown: string): Token[] {
  const found: Token[] = [];
  void marked.walkTokens(marked.lexer(markdown), (token) => void found.push(token));
  return found;
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const rendered = (markdown: string): string =>
  (marked.parse(markdown, { async: false }) as string)
    .replaceAll('<!-- -->', '')
    .replaceAll(/<\/?(h2|p|table|thead|tbody|tr|th|td)>/g, '')
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity])
    .trim();
const shown = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
    .trim();

describe.each([
  ['a heading', '', (text: string) => `## ${text}`],
  ['a paragraph', '', (text: string) => text],
  ['a cell of a table', 'head', (text: string) => `| head |\n| --- |\n| ${text} |`],
])('text in %s of Markdown', (_, before, within) => {
  it('text that is written into Markdown is read back as it is, and is neither link, picture, code nor HTML', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = within(markdownText(text));
        const kinds = new Set(tokensOf(markdown).map(({ type, raw }) => (raw.trim() === '<!-- -->' ? 'text' : type)));
        expect([...kinds].filter((kind) => !['heading', 'paragraph', 'table', 'text', 'escape', 'space'].includes(kind))).toEqual([]);
        const read = rendered(markdown);
        expect(read.startsWith(before)).toBe(true);
        expect(read.slice(before.length).trim()).toBe(shown(text));
      }),
      { numRuns: 800 },
    );
  });
});

it('no mention, number of an issue, or address of a text stays whole', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(markdownText(text)).not.toMatch(/[@#]\w|:\/\/|www\.|GH-\d|[\u0000-\u001f\u202e]/i);
    }),
    { numRuns: 800 },
  );
});
