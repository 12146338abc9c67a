import type { DocumentTree } from '../document/document-tree.ts';

/** What stands below every mechanistic scenario: the main example's treatments and visits, which a file may change, add to, or remove with null. */
const mechanistic = {
  visits: { baseline: -1.5, pre: -1, m40: 2 / 3, m60: 1, m80: 4 / 3, m120: 2, m240: 4, day1: 24, day3: 72, day7: 168, day14: 334 },
  outcomes: {
    hamd17: { visits: ['baseline', 'day1', 'day3', 'day7', 'day14'] },
    cadss: { visits: ['pre', 'm40', 'm60', 'm80', 'm120', 'm240'] },
  },
  treatments: {
    pretreatments: { placebo: { kind: 'inert' }, naltrexone: { kind: 'tablet' } },
    infusions: { ketamine: { kind: 'ketamine' } },
  },
};

/** The tree of defaults of a model, to which a scenario is applied. */
export function baseScenario(model: unknown): DocumentTree {
  return { value: model === 'gaussian' ? {} : structuredClone(mechanistic), values: new Map(), keys: new Map() };
}
