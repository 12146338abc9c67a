// Writes docs/validation.md and, for reading, docs/validation.html, which is not kept: npm run docs:validation (a minute). Exits 1 when a row fails.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { marked } from 'marked';
import { methods, type MethodName } from '../../src/analysis/index.ts';
import { compareWithFormula, TRIALS } from '../../tests/long/exact-power.ts';
import { gaussianSettings } from '../../tests/long/gaussian-settings.ts';
import { agreements } from './validation/agreements.ts';
import { agreementRows, dataOf, markdownTable, tableHead } from './validation/agreement-table.ts';
import type { Agreement } from './validation/agreement-row.ts';
import { formulas } from './validation/formulas.ts';
import { htmlBook } from './validation/html-book.ts';
import { docstringOf } from './validation/method-words.ts';

/** The identifier of a method's declaration: `paired-t` → `pairedT`. */
const identifier = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

interface Section {
  readonly text: string;
  readonly passes: boolean;
}

function methodSection(name: MethodName, rows: readonly Agreement[]): Section {
  const words = docstringOf(`src/analysis/methods/${name}.ts`, `const ${identifier(name)}`);
  const compared = agreementRows(rows.filter(({ subject }) => subject === name));
  const table = markdownTable(
    tableHead,
    compared.map(({ cells }) => cells),
  );
  return {
    text: `### ${name}: ${methods[name].label}\n\n${words}\n\n${table}\n`,
    passes: compared.length > 0 && compared.every(({ passes }) => passes),
  };
}

function formulaSection({ title, subjects, file, declaration }: (typeof formulas)[number], rows: readonly Agreement[]): Section {
  const compared = agreementRows(rows.filter(({ subject }) => subjects.some((each) => subject.startsWith(each))));
  const table = markdownTable(
    tableHead,
    compared.map(({ cells }) => cells),
  );
  return {
    text: `### ${title}\n\n${docstringOf(file, declaration)}\n\n${table}\n`,
    passes: compared.length > 0 && compared.every(({ passes }) => passes),
  };
}

function simulationSection(): Section {
  const compared = gaussianSettings.map((setting) => ({ setting, ...compareWithFormula(setting) }));
  const rows = compared.map(({ setting: { name }, simulated, exact, distance }) => [
    name,
    `${simulated.toFixed(5)} ± ${Math.sqrt((simulated * (1 - simulated)) / TRIALS).toFixed(5)}`,
    exact.toFixed(5),
    distance.toFixed(2),
    Math.abs(distance) < 3 ? 'yes' : '**NO**',
  ]);
  const head = ['setting', 'simulated ± MCSE', 'formula', 'distance (MCSE)', 'within 3'];
  return {
    text: `## Simulated power against formulas\n\n${compared.length} statistical scenarios, ${TRIALS.toLocaleString('en-US').replaceAll(',', ' ')} trials each (test: \`tests/long/exact-power.check.ts\`).\n\n${markdownTable(head, rows)}\n`,
    passes: compared.every(({ distance }) => Math.abs(distance) < 3),
  };
}

/** Data sets of a folder of tests/reference, each with its source, and the methods that were compared on it. */
function dataSetsTable(set: 'published' | 'from-memory', rows: readonly Agreement[]): Section {
  const files = readdirSync(`tests/reference/${set}`).filter((file) => file.endsWith('.json'));
  const lines = files.map((file) => {
    const name = file.replace('.json', '');
    const { citation } = JSON.parse(readFileSync(`tests/reference/${set}/${file}`, 'utf8')) as { citation: string };
    const mine = rows.filter((row) => dataOf(row) === `${set} ${name}`);
    const compared = [...new Set(mine.map(({ subject }) => subject))].sort();
    return { cells: [name, citation.replaceAll('|', '/'), String(mine.length), compared.join(', ')], passes: mine.length > 0 };
  });
  const table = markdownTable(
    ['data set', set === 'published' ? 'published in' : 'origin', 'figures compared', 'methods'],
    lines.map(({ cells }) => cells),
  );
  return { text: table, passes: lines.every(({ passes }) => passes) };
}

function dataSection(rows: readonly Agreement[]): Section {
  const [published, remembered] = [dataSetsTable('published', rows), dataSetsTable('from-memory', rows)];
  return {
    text: `## Published data sets

${published.text}

## Data sets entered from memory

R and this program agree on these data sets. The data have not been compared with the publication,
so that the agreement does not extend to it.

${remembered.text}
`,
    passes: published.passes && remembered.passes,
  };
}

/** The whole book as Markdown, and whether every row passes. */
export function validationBook(): { text: string; passes: boolean } {
  const rows = agreements();
  const names = Object.keys(methods) as MethodName[];
  const perMethod = names.map((name) => methodSection(name, rows));
  const perFormula = formulas.map((each) => formulaSection(each, rows));
  const [data, simulation] = [dataSection(rows), simulationSection()];
  const all = [...perMethod, ...perFormula, data, simulation];
  const passes = all.every((section) => section.passes);
  const text = `# Validation book

Made by \`npm run docs:validation\` from the reference tests. Every comparison that the tests make is
recorded; for each method and data set the table shows the one that came closest to its tolerance.
The same command writes the book as \`docs/validation.html\`, which is not kept in the repository. CI
generates the book again and fails if it differs from this one, or if a row does not pass. The
reference figures come from R and other programs; \`tests/reference/\` documents how each was made.
Formulas and assumptions are those of the program's docstrings.

${rows.length.toLocaleString('en-US').replaceAll(',', ' ')} figures compared; ${passes ? 'all pass' : '**some fail**'}.

${data.text}
## Methods of analysis

${perMethod.map((section) => section.text).join('\n')}
## Closed forms, distributions and procedures

${perFormula.map((section) => section.text).join('\n')}
${simulation.text}`;
  return { text, passes };
}

/** The same book as one self-contained HTML page. */
export async function validationPage(text: string): Promise<string> {
  return htmlBook(await marked.parse(text));
}

if (process.argv[1].endsWith('validation-book.ts')) {
  const { text, passes } = validationBook();
  writeFileSync('docs/validation.md', text);
  writeFileSync('docs/validation.html', await validationPage(text));
  if (!passes) {
    process.stderr.write('docs:validation: a row does not pass; see docs/validation.md\n');
    process.exitCode = 1;
  }
}
