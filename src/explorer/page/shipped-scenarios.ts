const texts = import.meta.glob<string>('../../../scenarios/**/*.yaml', { query: '?raw', import: 'default', eager: true });

/** Every shipped scenario by its path from the root of the repository: `scenarios/williams-2018.yaml`. */
export const shippedScenarios: ReadonlyMap<string, string> = new Map(
  Object.entries(texts).map(([path, text]) => [path.replace(/^(\.\.\/)+/, ''), text]),
);
