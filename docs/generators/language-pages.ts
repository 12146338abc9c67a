// Runs the code in R and Python on pages, from the top of the checkout and one block after the other, and puts what each block prints into the page:
// npm run docs:languages [-- PAGE…]. A block ```text that follows is replaced. Without R with jsonlite, or Python with pandas, a page is left as it is.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PAGES = ['docs/how-to/from-r.md', 'docs/how-to/from-python.md'];
const BLOCK = /```(r|python)\n([\s\S]*?)```\n(?:\n```text\n[\s\S]*?```\n)?/g;
/** A character that no output has (record separator), on a line of its own between two blocks. */
const SEPARATOR = '\u001e';

/** A language of pages: who runs it, what it must be able to load, and how it prints the separator. */
interface Language {
  readonly programs: readonly string[];
  readonly words: readonly string[];
  readonly needs: readonly string[];
  readonly separate: string;
}

const languages: Readonly<Record<string, Language>> = {
  r: { programs: ['Rscript'], words: ['--vanilla', '-'], needs: ['-e', 'library(jsonlite)'], separate: 'cat("\\u001e\\n")' },
  python: { programs: ['python3', '/usr/bin/python3'], words: ['-'], needs: ['-c', 'import pandas'], separate: 'print("\\u001e")' },
};

/** The program that runs a language with all that its pages need; undefined where there is none. */
export function interpreterOf(language: string): string | undefined {
  const { programs, needs } = languages[language];
  return programs.find((program) => spawnSync(program, needs, { stdio: 'ignore' }).status === 0);
}

/** The environment in which code of pages calls this checkout. */
export const environment = { ...process.env, CROSSOVER_SIM: `${process.execPath} --import tsx src/cli/cli.ts`, NO_COLOR: '1' };

/**
 * A page with what its blocks print.
 * @throws Error if the code ends with another code than 0
 */
export function withOutputs(page: string, text: string): string {
  const blocks = [...text.matchAll(BLOCK)].map(([, language, code]) => ({ language, code }));
  const [{ language }] = blocks;
  const program = interpreterOf(language);
  if (program === undefined) return text;
  const { words, separate } = languages[language];
  const input = blocks.map(({ code }) => `${code}${separate}\n`).join('');
  const { status, stdout, stderr } = spawnSync(program, words, { input, encoding: 'utf8', env: environment });
  if (status !== 0) throw new Error(`${page}: ${program} ended with code ${String(status)}\n${stderr}`);
  const printed = stdout.split(SEPARATOR).map((each) =>
    each
      .replace(/^\n/, '')
      .replaceAll(/[ \t]+$/gm, '')
      .trimEnd(),
  );
  let i = 0;
  return text.replaceAll(BLOCK, (_, name: string, code: string) => {
    const output = printed[i++];
    return `\`\`\`${name}\n${code}\`\`\`\n${output === '' ? '' : `\n\`\`\`text\n${output}\n\`\`\`\n`}`;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const page of process.argv.length > 2 ? process.argv.slice(2) : PAGES) {
    const text = readFileSync(page, 'utf8');
    writeFileSync(page, withOutputs(page, text));
  }
}
