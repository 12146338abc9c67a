import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossover-sim-sequences-'));
afterAll(() => rmSync(folder, { recursive: true }));
const reference = (name: string): string => fileURLToPath(new URL(`../../reference/labels/${name}`, import.meta.url));

interface Document {
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
  readonly pValue: number;
  readonly n: { readonly perSequence: Readonly<Record<string, number>> };
  readonly details: Readonly<Record<string, unknown>>;
  readonly warnings?: readonly string[];
}

async function mixedModel(file: string, ...words: string[]): Promise<Document & { stderr: string }> {
  const { stdout, stderr } = await run('analyze', file, '--method', 'mixed-model', ...words, '--json');
  return { ...(JSON.parse(stdout) as Document), stderr };
}

let copies = 0;

/** Writes a copy of a reference file with every line changed. */
function changed(name: string, change: (line: string, place: number) => string): string {
  const path = join(folder, `${name}-${copies++}.csv`);
  writeFileSync(
    path,
    readFileSync(reference(`${name}.csv`), 'utf8')
      .trimEnd()
      .split('\n')
      .map(change)
      .join('\n'),
  );
  return path;
}

const expected = JSON.parse(readFileSync(reference('results.json'), 'utf8')) as Record<string, Readonly<Record<string, number>>>;

function expectFigures(found: Document, name: string): void {
  for (const figure of ['estimate', 'standardError', 'df', 'pValue'] as const) {
    expect(Math.abs(found[figure] / expected[name][figure] - 1), `${name} ${figure}`).toBeLessThan(1e-7);
  }
  expect(found.details.observations).toBe(expected[name].observations);
}

describe('a mixed model gives R’s figures', () => {
  it.each(['beta-blocker', 'betablocker', 'placebo-placebo', 'placebo-', '-', 'a, "b" - c'])(
    'a mixed model gives R’s figures whatever a treatment is called: %s',
    async (name) => {
      const file = changed('hyphen', (line) => line.replace('beta-blocker', `"${name.replaceAll('"', '""')}"`));
      const found = await mixedModel(file);
      expectFigures(found, 'hyphen');
      expect([found.warnings, found.stderr]).toEqual([undefined, '']);
      expect(Object.values(found.n.perSequence)).toEqual([3, 3]);
    },
  );

  it('a mixed model with one participant misdosed has sequences as recorded and treatments as given, and says so in JSON, on stderr and in R code', async () => {
    const found = await mixedModel(reference('misdosed.csv'));
    expectFigures(found, 'misdosed');
    expect(found.n.perSequence).toEqual({ 1: 4, 2: 4 });
    const notice =
      'the treatments given differ from the recorded sequence for S7 (sequence 1, placebo then beta-blocker; given beta-blocker then placebo): ' +
      'every value is analysed under the treatment given, and in models and counts the sequence stays as recorded';
    expect(found.warnings).toEqual([notice]);
    expect(found.stderr).toBe(`warning: ${reference('misdosed.csv')}: ${notice}\n`);
    expect((await run('analyze', reference('misdosed.csv'), '--method', 'mixed-model', '--r')).stdout.split('\n')[0]).toBe(`# ${notice}`);
  });

  it.each([0, 2])('a mixed model gives R’s figures with periods numbered from %d', async (first) => {
    const file = changed('misdosed', (line) =>
      line.replace(/^(S\d,\d),(\d)/, (_, start: string, period: string) => `${start},${Number(period) - 1 + first}`),
    );
    const found = await mixedModel(file);
    expectFigures(found, 'misdosed');
    expect(Object.keys(found.details.fixedEffects as object)).toEqual(['sequence 2', `period ${first + 1}`, 'treatment beta-blocker']);
    expect(found.warnings?.[0]).toBe(`periods are numbered from ${first}: period ${first} is analysed as the first`);
  });

  it('a mixed model with carry-over leaves out values that follow an unknown treatment: it is not the reference', async () => {
    const found = await mixedModel(reference('carryover.csv'), '--reference', 'A', '--carryover', 'first-order');
    expectFigures(found, 'carryover');
    expect(found.details.unknownCarryover).toBe(2);
  });

  it('a recorded sequence makes unknown treatments before carry-over known', async () => {
    const sequence = (line: string): string => (/^S[1358],/.test(line) ? 'A-B-B' : 'B-A-A');
    const file = changed('carryover', (line, place) => `${line},${place === 0 ? 'sequence' : sequence(line)}`);
    const found = await mixedModel(file, '--reference', 'A', '--carryover', 'first-order');
    expect(found.details).toMatchObject({ unknownCarryover: 0, observations: 22 });
  });

  it('a mixed model with carry-over cannot use the first period of a file that begins with a later one', async () => {
    const later = (line: string): string =>
      line.replace(/^(S\d),(\d)/, (_, subject: string, period: string) => `${subject},${Number(period) + 1}`);
    const words = ['analyze', changed('carryover', later), '--method', 'mixed-model', '--reference', 'A', '--json'];
    // Without it the comparator is given to one sequence only.
    const { exitCode, stdout } = await run(...words, '--carryover', 'first-order');
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([
      4,
      { notEstimable: expect.stringContaining('cannot be separated from the effects of sequence') as string },
    ]);
    expect(JSON.parse((await run(...words)).stdout)).toMatchObject({ details: { observations: 22 } });
  });
});

describe('R code', () => {
  const code = async (file: string, ...words: string[]): Promise<string> => (await run('analyze', file, ...words, '--r')).stdout;

  it('R code takes the sequence from the column, from the treatments, or lists it', async () => {
    const words = ['--method', 'mixed-model'];
    expect(await code(reference('misdosed.csv'), ...words)).toContain('cells$sequence <- labelled$sequence[match(');
    expect(await code(reference('hyphen.csv'), ...words)).toContain('orders <- tapply(given$treatment');
    const blank = changed('misdosed', (line) => line.replace(/^S2,2/, 'S2,'));
    expect(await code(blank, ...words)).toMatch(/participants <- c\("S1", "S2",.*\ncells\$sequence <- c\("1", "2",/);
  });

  it('R code adds the treatments of periods without rows for carry-over', async () => {
    expect(await code(reference('misdosed.csv'), '--method', 'mixed-model', '--carryover', 'first-order')).toContain(
      'data.frame(subject = c("S5", "S6", "S8"),\n  period = c(2, 2, 1),\n  treatment = c("beta-blocker", "placebo", "beta-blocker")))',
    );
  });

  it.each([
    [
      ['--method', 'mmrm', '--covariance', 'unstructured'],
      /# without the package mmrm\n.*as the package mmrm is not installed: no Kenward-Roger adjustment of the standard error, no degrees of freedom and no p/,
    ],
    [
      ['--method', 'mmrm', '--covariance', 'unstructured', '--df', 'satterthwaite'],
      /the package mmrm is not installed: no degrees of freedom and no p/,
    ],
    [
      ['--method', 'mixed-model', '--covariance', 'compound-symmetry'],
      /# nlme gives no Satterthwaite.*\n.*cat\("note: fitted by nlme's gls: no Kenward-Roger/,
    ],
  ])('R code says where it falls back: %j', async (words, message) => {
    expect(await code(reference('hyphen.csv'), ...words)).toMatch(message);
  });

  it('fits the period differences of one visit, in a column or not, by a linear model', async () => {
    for (const file of [reference('hyphen.csv'), reference('misdosed.csv')]) {
      const text = await code(file, '--method', 'mmrm');
      const [, named] = /visit = rep\("(.*)", nrow\(file\)\)/.exec(text) ?? [];
      expect(text).toContain(`visits <- c("${named}")`);
      expect(text).toContain('fit <- lm(reformulate(means, "y"), data = rows)');
      expect(text).not.toContain('gls(');
    }
  });

  it('R code holds names of any letters in ASCII, and no name ends a comment', async () => {
    const file = join(folder, 'names.csv');
    writeFileSync(file, 'subject,period,treatment,value\n1,1,"µ ""x""\n安",1\n1,2,back\\slash,2\n2,1,back\\slash,3\n2,2,"µ ""x""\n安",5\n');
    const text = await code(file, '--reference', 'back\\slash');
    expect(text).toContain('comparator <- "\\u00b5 \\"x\\"\\u000a\\u5b89"');
    expect(text).toContain('reference <- "back\\\\slash"');
    expect(text.split('\n')[0]).toBe('# crossover-t: value, value, µ "x" 安 minus back\\slash');
  });
});
