import { startingText } from './starting-text.ts';

const texts = import.meta.glob<string>(['../../../scenarios/**/*.yaml', '!../../../scenarios/evidence/*'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Every shipped scenario by its path from the root of the repository: `scenarios/williams-2018.yaml`. */
export const shippedScenarios: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(texts).map(([path, text]) => [path.replace(/^(\.\.\/)+/, ''), text]),
);

/** The same scenarios as texts to start from, by the same paths. */
export const startingTexts: ReadonlyMap<string, string> = new Map(
  Object.entries(shippedScenarios).map(([path, text]) => [path, startingText(path, text)]),
);
