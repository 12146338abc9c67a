import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const changelog = readFileSync('CHANGELOG.md', 'utf8');
const { version, license } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string; license: string };

/** Versions of the changelog with their dates, newest first. */
const releases = [...changelog.matchAll(/^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$/gm)].map(([, name, date]) => ({ name, date }));

it('CHANGELOG.md begins with what is unreleased, then has the version of the package with its date', () => {
  const headings = [...changelog.matchAll(/^## .*$/gm)].map(([heading]) => heading);
  expect(headings[0]).toBe('## [Unreleased]');
  expect(headings.length).toBe(releases.length + 1);
  expect(releases[0].name).toBe(version);
});

it('CHANGELOG.md groups changes under the headings of Keep a Changelog, each once a version', () => {
  const allowed = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
  for (const section of changelog.split(/^## /m).slice(1)) {
    const groups = [...section.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
    expect(groups).toEqual(allowed.filter((heading) => groups.includes(heading)));
  }
});

it('CITATION.cff cites the version of the package, as released, under its licence', () => {
  const citation = parse(readFileSync('CITATION.cff', 'utf8')) as Record<string, unknown>;
  expect(citation).toMatchObject({ 'cff-version': '1.2.0', type: 'software', version, license });
  expect(citation['date-released']).toBe(releases[0].date);
  expect(citation.authors).toEqual([{ name: 'The crossover-sim developers' }]);
  for (const required of ['message', 'title']) expect(citation[required]).toMatch(/\w{3}/);
});
