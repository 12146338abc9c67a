const texts = import.meta.glob<string>('../../../scenarios/evidence/*-posterior.json', { query: '?raw', import: 'default', eager: true });

/** The shipped posteriors by their path from the root of the repository, for a scenario that names one. */
export const posteriors: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(texts).map(([path, text]) => [path.replace(/^(\.\.\/)+/, ''), text]),
);
