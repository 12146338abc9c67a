import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMap, isPair, isScalar, isSeq, parse, parseDocument, visit } from 'yaml';
import { baseScenario } from '../../../src/scenario/templates/base-scenario.ts';
import { readScenario, scenarioHash } from '../../../src/scenario/index.ts';

const folder = new URL('../../../scenarios/', import.meta.url).pathname;
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.yaml') && !/^(drugs|endpoints|evidence)\//.test(name),
);
const texts = new Map(names.map((name) => [name, readFileSync(`${folder}${name}`, 'utf8')]));

/** The same study, what is claimed of it, and where its numbers come from; or that there are problems. */
function readingOf(name: string, text: string): string {
  const result = readScenario({ path: `${folder}${name}`, text }, { readFile: (path) => readFileSync(path, 'utf8') });
  if (!('problems' in result)) return JSON.stringify([scenarioHash(result.study), result.scenario]);
  expect(result.problems.length).toBeGreaterThan(0);
  return 'refused';
}

/** A place in a text where something can be written instead. */
interface Site {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Names that lead to it. */
  readonly path: readonly string[];
}

/** Every value of every shipped file, and every blank between a name and its value. */
function sites(what: 'values' | 'blanks'): Site[] {
  return [...texts].flatMap(([name, text]) => {
    const found: Site[] = [];
    visit(parseDocument(text, { keepSourceTokens: true }), {
      Pair(_, { key, value }, ancestors) {
        if (!isScalar(key) || !(isScalar(value) || isMap(value) || isSeq(value)) || !key.range || !value.range) return;
        const path = [...ancestors.filter(isPair).map((pair) => String(pair.key)), String(key)];
        const colon = text.indexOf(':', key.range[1]);
        if (what === 'values') found.push({ name, path, from: value.range[0], to: value.range[1] });
        else if (text[colon + 1] === ' ') found.push({ name, path, from: colon + 1, to: colon + 2 });
      },
    });
    return found;
  });
}

/** What the files say that a file extends, and those that they extend. */
function basesOf(file: string): unknown[] {
  const { extends: named = [] } = parse(readFileSync(file, 'utf8')) as { extends?: string | readonly string[] };
  return [named].flat().flatMap((base) => {
    const path = join(dirname(file), base);
    return [parse(readFileSync(path, 'utf8')) as unknown, ...basesOf(path)];
  });
}

/** Whether the files below a variant, or what every mechanistic scenario begins with, hold a value where the variant writes one. */
function isInherited({ name, path }: Site): boolean {
  const below = [baseScenario('mechanistic').value, ...basesOf(join(folder, name))];
  return below.some(
    (tree) => path.reduce<unknown>((inner, part) => (inner as Record<string, unknown> | undefined)?.[part], tree) !== undefined,
  );
}

const changed = ({ name, from, to }: Site, by: string): string => {
  const text = texts.get(name) ?? '';
  return text.slice(0, from) + by + text.slice(to);
};
const wholeReading = new Map(names.map((name) => [name, readingOf(name, texts.get(name) ?? '')]));

describe('a slip in a shipped scenario is never taken without a word', () => {
  it('the space after a colon', () => {
    const all = sites('blanks');
    expect(all.length).toBeGreaterThan(400);
    fc.assert(
      fc.property(fc.constantFrom(...all), (site) => {
        expect(['refused', wholeReading.get(site.name)]).toContain(readingOf(site.name, changed(site, '')));
      }),
      { seed: 17, numRuns: 300 },
    );
  });

  const values = sites('values');

  it('a value that is missing is refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...values), fc.constantFrom('', '# gone'), (site, by) => {
        const after = (texts.get(site.name) ?? '').slice(site.to);
        fc.pre(by === '' || after.startsWith('\n') || after.startsWith(' #')); // a comment would take what follows on the line with it
        expect(readingOf(site.name, changed(site, by))).toBe('refused');
      }),
      { seed: 18, numRuns: 300 },
    );
  });

  it('a null in a file that inherits from no other is refused', () => {
    const alone = values.filter(({ name }) => !/^extends:/m.test(texts.get(name) ?? ''));
    expect(alone.length).toBeGreaterThan(100);
    for (const site of alone)
      for (const by of ['null', '~']) expect(readingOf(site.name, changed(site, by)), changed(site, by)).toBe('refused');
  });

  it('a null in a variant is refused unless it takes away what the variant inherits', () => {
    const inherited = values.filter(({ name }) => /^extends:/m.test(texts.get(name) ?? ''));
    fc.assert(
      fc.property(fc.constantFrom(...inherited), (site) => {
        if (!isInherited(site)) expect(readingOf(site.name, changed(site, 'null'))).toBe('refused');
      }),
      { seed: 19, numRuns: 300 },
    );
  });
});
