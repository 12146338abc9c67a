import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fingerprint, POSTERIOR } from '../../docs/generators/posterior-fingerprint.ts';

const recorded: unknown = JSON.parse(readFileSync('tests/learning/shipped-posterior.json', 'utf8'));

it('the shipped posterior was made of the evidence, the model and the method that are in the tree: else run npm run docs:posterior', async () => {
  expect(await fingerprint()).toEqual(recorded);
}, 60_000);

it('the shipped posterior names the evidence and the seed that it was made of', () => {
  const { title } = JSON.parse(readFileSync(POSTERIOR, 'utf8')) as { readonly title: string };
  expect(title).toMatch(/^posterior of ketamine-naltrexone \(hash [0-9a-f]{64}\), seed 2018, version /);
});
