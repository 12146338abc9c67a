import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { referenceSets, scriptOf } from './questions.ts';

const here = new URL('.', import.meta.url);

it.each(referenceSets)(
  'results.json of $folder holds an answer of R to every question, and to no other',
  ({ folder, tolerance, questions }) => {
    const kept = JSON.parse(readFileSync(new URL(`${folder}/results.json`, here), 'utf8')) as { tolerance: number; results: object };
    expect(Object.keys(kept.results)).toEqual(questions.map(({ name }) => name));
    expect(kept.tolerance).toBe(tolerance);
  },
);

it('every question put to R reads the data of its set, which are kept', () => {
  for (const { folder, questions } of referenceSets) {
    for (const question of questions) {
      const files = [...scriptOf(question).matchAll(/read\.csv\("([^"]+)"/g)].map(([, file]) => file);
      expect(files.length, question.name).toBeGreaterThan(0);
      for (const file of files) expect(readFileSync(new URL(`${folder}/${file}`, here), 'utf8')).toMatch(/^(trial,)?subject,/);
    }
  }
});

it('R scripts that the program itself writes are not kept in the tree: npm run build:reference -- --scripts FOLDER', () => {
  const scripts = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.R'));
  // Written by hand: right values of base R and lmerTest on data frames of their own, dense REMLs, sums over the numbers of completers, a joint density,
  // blinding indices by their published formulas, Fieller's intervals, and files of CDISC read back.
  expect(scripts.sort()).toEqual([
    'blinding/indices.R',
    'cdisc/read-back.R',
    'double/model.R',
    'edge-cases/right-values.R',
    'labels/labels.R',
    'power/exact_designs.R',
    'power/joint_power.R',
    'random-comparison/repeated-measures.R',
    'ratio-margins/ratio-margins.R',
    'variances/dense.R',
    'variances/variances.R',
  ]);
});
