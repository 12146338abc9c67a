import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { references } from '../../src/evidence/references.ts';

const source = new URL('../../src/', import.meta.url).pathname;
/** Every file of the program that declares parameters with a source. */
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && /(satisfies ParameterTable|ParameterTable = )/.test(readFileSync(`${source}${name}`, 'utf8')),
);
const known = ['assumed', 'definition', ...Object.keys(references)];

describe('the sources of parameter tables', () => {
  it('parameter tables with sources are found in more than five rooms', () => expect(files.length).toBeGreaterThan(5));

  it.each(files)('every parameter of %s names a reference, or says assumed', (name) => {
    const text = readFileSync(`${source}${name}`, 'utf8');
    const cited = [...text.matchAll(/source: '([^']+)'/g)].map(([, key]) => key);
    expect(cited.filter((key) => !known.includes(key))).toEqual([]);
  });
});

/** DOI, PubMed or PubMed Central number, trial registration, marketing authorisation, web page, or a journal's volume and page. */
const found = /^(doi:10\.\d{4,9}\/\S+|PMID:? ?\d+|PMC\d+\S*|NCT\d{8}|NDA \d{6}.*|https?:\/\/\S+|[A-Z][A-Za-z ]+ \d+:\d+)/;

describe.each(Object.entries(references))('%s', (_, { authors, year, title, locator, says }) => {
  it('the reference says who, when, what, and what it is cited for', () => {
    expect([authors, title, says].every((text) => text.length > 3)).toBe(true);
    expect(year).toBeGreaterThan(1950);
  });

  it('the reference says where it is found, or from which figures it was worked out', () => {
    if (authors === 'worked out here') expect(`${title} ${says}`).toMatch(/\d/);
    else expect(locator).toMatch(found);
  });
});
