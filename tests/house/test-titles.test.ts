import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const files = readdirSync('tests', { recursive: true, encoding: 'utf8' }).filter((path) => /\.(test|check)\.ts$/.test(path));

/** A title: a literal in quotes or backticks. */
const literal = "(?:'((?:[^'\\\\\\n]|\\\\.)*)'|`([^`\\n]*)`)";
const direct = new RegExp(`^\\s*it(?:\\.\\w+)?\\(${literal}`, 'gm');
/** it.each([…])(title, …) and it.skipIf(…)(title, …), also with the title on a line of its own. */
const called = new RegExp(`^(?!\\s*describe)\\s*(?:it\\.\\w+.*|.*\\](?: as const)?)\\)\\(\\s*${literal},`, 'gm');

/** Titles of the tests in a file, as they are written. */
function titlesIn(text: string): string[] {
  return [...text.matchAll(direct), ...text.matchAll(called)].map(([, quoted, ticked]) => quoted ?? ticked);
}

/** What a title would begin with that leaves its subject to the block around it. */
const verbs =
  /^(adds|adjusts|agrees|allocates|answers|are|asks|averages|brings|by|can|cannot|changes|chooses|compares|conserves|corrects|covers|decides|derives|does|drops|ends|equals?|exaggerates|fills|finds|gives?|goes|grows|has|have|holds|ignores|integrates|is|joins|keeps?|knows|leaves|lets|lies?|lists|loses|makes|maps|meets|merges|mirrors?|moves|names?|needs?|never|number|offers|passes|postpones|prints|quotes|reads?|refuses?|rejects|reports|reverses|rises?|samples|satisfies|says?|scales|sends|share|shows?|sits|spends?|starts?|stays?|stops|takes?|tells?|tends|ties?|uses|warns|wins|writes)\b/;

it('every test file has titles that this test can read', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((path) => titlesIn(readFileSync(`tests/${path}`, 'utf8')).length === 0)).toEqual([]);
});

it('titles of tests are sentences with a subject of their own, which read alone', () => {
  const weak = files.flatMap((path) =>
    titlesIn(readFileSync(`tests/${path}`, 'utf8'))
      .filter((title) => verbs.test(title) || !/[a-zà-ÿΑ-ω]{2,}[^%$]* \S/i.test(title.replaceAll(/[%$]\w+/g, '%')))
      .map((title) => `${path}: ${title}`),
  );
  expect(weak).toEqual([]);
});
