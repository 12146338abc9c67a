import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { betweenMarks } from '../../docs/generators/between-marks.ts';
import { constantTables } from '../../docs/generators/model-tables.ts';
import { withRooms } from '../../docs/generators/rooms-table.ts';
import { currentThirdPartyPage } from '../../docs/generators/third-party.ts';

const pages = ['README.md', 'CONTRIBUTING.md', '.github/SECURITY.md', 'scenarios/README.md', ...markdownIn('docs')];

function markdownIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'api' ? [] : markdownIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Links of a page to files of the repository, and to headings within pages. */
function linksOf(page: string): { target: string; heading: string | undefined }[] {
  const text = readFileSync(page, 'utf8').replaceAll(/```[\s\S]*?```/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [file, heading] = link.split('#');
      return { target: file === '' ? page : normalize(join(dirname(page), file)), heading };
    });
}

const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

it.each(pages)('every link of %s leads somewhere', (page) => {
  const dead = linksOf(page).filter(({ target, heading }) => {
    if (!existsSync(target)) return true;
    if (heading === undefined) return false;
    const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, words]) => anchor(words));
    return !headings.includes(heading);
  });
  expect(dead).toEqual([]);
});

/** Files and folders of the repository that a text names between backticks; those with a gap to fill (`<name>`, `*`) are no names. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`((?:src|tests|docs|scenarios|\.ci)\/[\w./-]*)`/g)].map(([, path]) => path);
}

/** What pages name although a checkout does not have it: made on demand, or by the reader of a how-to. */
const made = ['docs/api/', 'docs/validation.html', 'src/outcomes/scales/qids.ts'];

it.each(pages)('every file that %s names is there', (page) => {
  const named = pathsIn(readFileSync(page, 'utf8').replaceAll(/```[\s\S]*?```/g, ''));
  expect(named.filter((path) => !made.includes(path) && !existsSync(path))).toEqual([]);
});

it('every test that a docstring of src names is there', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const named = sources.flatMap((path) => pathsIn(readFileSync(join('src', path), 'utf8')).filter((each) => each.startsWith('tests/')));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

it('every page of the documentation is in its index', () => {
  const linked = linksOf('docs/README.md').map(({ target }) => target);
  expect(markdownIn('docs').filter((page) => page !== normalize('docs/README.md') && !linked.includes(page))).toEqual([]);
});

/** A page without what prettier makes of it: the padding of tables. */
const plain = (markdown: string): string => markdown.replaceAll(/[ -]+/g, ' ').replaceAll(/\n+/g, '\n');

it('the constants of docs/model.md are those of the program: npm run docs:model', () => {
  const text = readFileSync('docs/model.md', 'utf8');
  const marks = ['<!-- constants: made by npm run docs:model -->', '<!-- end of constants -->'] as const;
  expect(plain(betweenMarks(text, marks, constantTables()))).toBe(plain(text));
});

it('the rooms of CONTRIBUTING.md are those of src, with what they import: npm run docs:rooms', () => {
  const text = readFileSync('CONTRIBUTING.md', 'utf8');
  expect(plain(withRooms(text))).toBe(plain(text));
});

it('docs/third-party.md lists the packages of package-lock.json: npm run docs:licences', () => {
  expect(plain(readFileSync('docs/third-party.md', 'utf8')).trim()).toBe(plain(currentThirdPartyPage()).trim());
});

it('the index of the pages names those that the package leaves out', () => {
  const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: readonly string[] };
  const left = files.filter((file) => file.startsWith('!docs/')).map((file) => file.slice('!docs/'.length));
  const [, named] = /every page but 23[^:]*: ([^.]*\.md`[\s\S]*?)\.\n/.exec(readFileSync('docs/README.md', 'utf8')) ?? [];
  expect([...(named ?? '').matchAll(/`([^`]+)`/g)].map(([, page]) => page)).toEqual(left);
  expect(left.length).toBe(23);
});
