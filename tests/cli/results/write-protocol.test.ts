import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const lean = ['--replicates', '60', '--set', 'power.truthPatients=100', '--set', 'power.maxFailures=1', '--workers', '1', '--quiet'];

/** What is used of the reader of zip files that the writer of Word files brings along. */
interface ZipReader {
  loadAsync(bytes: Uint8Array): Promise<{ file(name: string): { async(kind: 'string'): Promise<string> } | null }>;
}
const require = createRequire(import.meta.url);
const zip = createRequire(require.resolve('docx'))('jszip') as ZipReader;

/** The texts of a Word file, a line a paragraph. */
async function wordText(path: string): Promise<string> {
  const document = await (await zip.loadAsync(readFileSync(path))).file('word/document.xml')?.async('string');
  return (document ?? '').replaceAll('</w:p>', '\n').replaceAll(/<[^>]*>/g, '');
}

beforeAll(async () => {
  const words = ['power', shipped('williams-2018.yaml'), ...lean, '--out', at('run'), '--protocol', at('text.md')];
  const { exitCode, stderr } = await run(...words);
  expect([exitCode, stderr]).toEqual([0, '']);
});

it('power writes the text for a protocol as Markdown, without a page', () => {
  const text = readFileSync(at('text.md'), 'utf8');
  expect([...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading)).toEqual([
    'Ketamine after naltrexone or placebo, randomised crossover (Williams et al. 2018)',
    'Sample size',
    'Statistical analysis',
    'Estimands',
    'Assumptions of the calculation',
  ]);
  for (const attribute of ['Treatment', 'Population', 'Variable', 'Intercurrent events', 'Population-level summary'])
    expect(text.match(new RegExp(`^\\| ${attribute} \\| \\S.* \\|$`, 'gm'))).toHaveLength(2);
  expect(text).toMatch(/corresponds to a standard deviation of about \d+(\.\d)? for the difference within a participant/);
  expect(text).toContain(
    'Missing values are not imputed: in the analysis of the HAM-D17 on day 1 and the peak CADSS participants without a value',
  );
  expect(text).toContain('| Intercurrent events | Withdrawal between periods: hypothetical strategy');
  expect(existsSync(at('text.html'))).toBe(false);
});

it('report writes the same text from a stored result as a Word file', async () => {
  const { exitCode } = await run(
    'report',
    at('run/power.json'),
    '--out',
    at('page.html'),
    '--protocol',
    at('text.docx'),
    '--workers',
    '1',
    '--quiet',
  );
  expect(exitCode).toBe(0);
  const words = (text: string): string[] =>
    text
      .replaceAll(/[|#\\\n]|---|Attribute|Description/g, ' ')
      .split(/\s+/)
      .filter((word) => word !== '');
  expect(words(await wordText(at('text.docx')))).toEqual(words(readFileSync(at('text.md'), 'utf8')));
});

it('a name that does not say which file is wanted, and a question about many powers, are refused', async () => {
  const other = await run('power', shipped('williams-2018.yaml'), ...lean, '--protocol', at('text.pdf'));
  expect([other.exitCode, other.stderr]).toEqual([2, `--protocol: expected a file that ends in .md or .docx, got ${at('text.pdf')}\n`]);
  const swept = await run('power', shipped('williams-2018.yaml'), ...lean, '--tornado', '--protocol', at('tornado.md'));
  expect([swept.exitCode, swept.stderr]).toEqual([2, expect.stringContaining('--protocol: speaks of one power')]);
  writeFileSync(at('mine.yaml'), readFileSync(shipped('gaussian-textbook.yaml'), 'utf8'));
  await run(
    'power',
    at('mine.yaml'),
    '--replicates',
    '60',
    '--vary',
    'gaussian.difference=3,4',
    '--out',
    at('sweep'),
    '--workers',
    '1',
    '--quiet',
  );
  const stored = await run('report', at('sweep/power.json'), '--protocol', at('sweep.md'));
  expect([stored.exitCode, stored.stderr]).toEqual([2, expect.stringContaining('--protocol: speaks of one power')]);
});
