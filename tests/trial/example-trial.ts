import { defaultsOf } from '../../src/parameters/parameter-table.ts';
import { designParameters, type Design } from '../../src/design/design.ts';
import {
  adverseEffectParameters,
  cravingParameters,
  dissociationParameters,
  gaussianParameters,
  measurementParameters,
  missingnessParameters,
  type AdverseEffectModel,
} from '../../src/outcomes/parameters.ts';
import { ketamineParameters, midazolamParameters, salineParameters, tabletBlockerParameters } from '../../src/pharmacology/parameters.ts';
import { populationParameters } from '../../src/population/parameters.ts';
import { beliefParameters, responseParameters } from '../../src/response/parameters.ts';
import type { GaussianTrial, MechanisticTrial } from '../../src/trial/trial-model.ts';

const design: Design = {
  ...defaultsOf(designParameters),
  participants: 40,
  sequences: [
    ['placebo', 'naltrexone'],
    ['naltrexone', 'placebo'],
  ],
  weights: [1, 1],
  infusion: 'ketamine',
  reference: 'placebo',
};

const adverseEffects: AdverseEffectModel = {
  nausea: defaultsOf(adverseEffectParameters.nausea),
  vomiting: defaultsOf(adverseEffectParameters.vomiting),
  dizziness: defaultsOf(adverseEffectParameters.dizziness),
  headache: defaultsOf(adverseEffectParameters.headache),
};

/** A mechanistic trial of all defaults, for tests to vary. */
export const exampleTrial: MechanisticTrial = {
  kind: 'mechanistic',
  design,
  visits: { baseline: -1.5, pre: -1, m40: 2 / 3, m60: 1, m80: 4 / 3, m120: 2, m240: 4, day1: 24, day3: 72, day7: 168, day14: 334 },
  outcomes: {
    hamd17: { visits: ['baseline', 'day1', 'day3', 'day7', 'day14'] },
    cadss: { visits: ['pre', 'm40', 'm60', 'm80', 'm120', 'm240'] },
    craving: { visits: ['pre', 'day1', 'day7'] },
  },
  population: {
    ...defaultsOf(populationParameters),
    correlations: [
      [1, 0, 0, 0],
      [0, 1, 0.3, 0.1],
      [0, 0.3, 1, 0],
      [0, 0.1, 0, 1],
    ],
    occasionCorrelation: 0.3,
  },
  pretreatments: { placebo: { kind: 'inert' }, naltrexone: { kind: 'tablet', ...defaultsOf(tabletBlockerParameters) } },
  infusions: {
    ketamine: { kind: 'ketamine', ...defaultsOf(ketamineParameters) },
    saline: { kind: 'saline', ...defaultsOf(salineParameters) },
    midazolam: { kind: 'midazolam', ...defaultsOf(midazolamParameters) },
  },
  response: { ...defaultsOf(responseParameters), carryoverPoints: {} },
  belief: defaultsOf(beliefParameters),
  dissociation: defaultsOf(dissociationParameters),
  adverseEffects,
  craving: defaultsOf(cravingParameters),
  measurement: defaultsOf(measurementParameters),
  missingness: defaultsOf(missingnessParameters),
};

/** A Gaussian trial of all defaults, for tests to vary. */
export const exampleGaussianTrial: GaussianTrial = {
  kind: 'gaussian',
  design: { ...design, participants: 30 },
  gaussian: { ...defaultsOf(gaussianParameters), effects: {} },
  missingness: defaultsOf(missingnessParameters),
};
