import { LAST_REPLICATE, checkWhole } from '../arguments/numbers.ts';
import { refuse } from '../arguments/refuse.ts';
import { check, type Shape } from '../arguments/shape.ts';
import { allocationKinds } from '../design/allocation-kind.ts';
import { allocationParameters, conditionParts, designParameters, enrichmentParameters, givenConditions } from '../design/design.ts';
import { missingnessParameters } from '../outcomes/missingness/index.ts';
import { misuseParameters } from '../outcomes/misuse.ts';
import {
  adverseEffectParameters,
  cravingParameters,
  dissociationParameters,
  gaussianParameters,
  measurementParameters,
} from '../outcomes/parameters.ts';
import { assayParameters } from '../outcomes/plasma.ts';
import { drugParameters, feltParameters, doseParameters, effectCourses, targetParameters } from '../pharmacology/declared-drug.ts';
import { kineticsShapes } from '../pharmacology/kinetics-shapes.ts';
import { infusionKinds, pretreatmentKinds } from '../pharmacology/parameters.ts';
import { correlatedTraits, populationParameters } from '../population/parameters.ts';
import { beliefParameters, responseParameters } from '../response/parameters.ts';
import { pretreatmentNamed, studiedDrugNamed } from './drugs.ts';
import type { MechanisticTrial, TrialModel } from './trial-model.ts';

const factors: Shape = { list: { fields: { covariate: 'word', cuts: { list: 'finite' } } } };

const allocation: Shape = {
  fields: {
    kind: { oneOf: allocationKinds },
    'blockSizes?': { list: 'size', least: 1 },
    'factors?': factors,
    'probability?': 'probability',
  },
};

const sequences: Shape = {
  fields: {
    sequences: { list: { list: 'word', least: 1 }, least: 1 },
    weights: { list: 'positive', least: 1 },
    reference: 'text',
    'allocation?': allocation,
  },
};

const enrichment: Shape = {
  every: [{ parameters: enrichmentParameters }, { fields: { condition: 'word', endpoint: 'word', visit: 'word' } }],
};

const gaussianEndpoint: Shape = { every: [{ parameters: gaussianParameters }, { fields: { effects: { record: 'finite' } } }] };

const correlation: Shape = { fields: { of: { list: 'word', length: 2 }, between: 'finite', within: 'finite' } };

const gaussianTrial: Shape = {
  fields: {
    design: { every: [sequences, { parameters: allocationParameters }] },
    gaussian: {
      every: [gaussianEndpoint, { fields: { 'endpoints?': { record: gaussianEndpoint }, 'correlations?': { list: correlation } } }],
    },
    missingness: { parameters: missingnessParameters },
  },
};

const drug: Shape = {
  every: [
    { parameters: drugParameters },
    {
      fields: {
        kind: { oneOf: ['declared'] },
        dose: { parameters: doseParameters },
        kinetics: { by: 'shape', tables: kineticsShapes },
        targets: { record: { parameters: targetParameters } },
        effects: { record: { by: 'course', tables: effectCourses } },
        felt: { parameters: feltParameters },
        adverseEffects: { record: 'probability' },
        'interactions?': 'object',
        'leadMinutes?': 'amount',
      },
    },
  ],
};

const mechanisticTrial: Shape = {
  fields: {
    design: {
      every: [
        sequences,
        { parameters: designParameters },
        { fields: { infusion: 'text', 'enrichment?': enrichment, 'infusionDays?': { list: 'amount' } } },
      ],
    },
    visits: { record: 'finite' },
    outcomes: {
      record: { fields: { visits: { list: 'word' }, 'eligibleFrom?': 'finite', 'eligibleTo?': 'finite', 'declared?': 'object' } },
    },
    population: {
      every: [
        { parameters: populationParameters },
        {
          fields: {
            correlations: { list: { list: 'finite', length: correlatedTraits.length }, length: correlatedTraits.length },
            occasionCorrelation: 'finite',
          },
        },
      ],
    },
    pretreatments: { record: { by: 'kind', tables: pretreatmentKinds } },
    infusions: { record: { by: 'kind', tables: infusionKinds } },
    'drugs?': { record: drug },
    response: {
      every: [
        { parameters: responseParameters },
        { fields: { carryoverPoints: { record: 'finite' }, 'dependence?': { record: 'probability' } } },
      ],
    },
    belief: { parameters: beliefParameters },
    dissociation: { parameters: dissociationParameters },
    adverseEffects: {
      fields: {
        nausea: { parameters: adverseEffectParameters.nausea },
        vomiting: { parameters: adverseEffectParameters.vomiting },
        dizziness: { parameters: adverseEffectParameters.dizziness },
        headache: { parameters: adverseEffectParameters.headache },
      },
    },
    craving: { parameters: cravingParameters },
    'assay?': { parameters: assayParameters },
    'misuse?': { parameters: misuseParameters },
    measurement: { parameters: measurementParameters },
    missingness: { parameters: missingnessParameters },
  },
};

/** @throws TypeError or RangeError that names the first value of the trial that no scenario could give */
export function checkTrial(name: string, trial: TrialModel): void {
  check(name, trial, { fields: { kind: { oneOf: ['gaussian', 'mechanistic'] } } });
  check(name, trial, trial.kind === 'gaussian' ? gaussianTrial : mechanisticTrial);
  if (trial.kind === 'mechanistic') checkConditions(name, trial);
  const { weights, sequences: orders } = trial.design;
  if (weights.length !== orders.length)
    refuse(`${name}.design.weights`, `a list of ${orders.length}, one for each sequence`, weights, 'object');
  const other = orders.findIndex(({ length }) => length !== orders[0].length);
  if (other > 0) refuse(`${name}.design.sequences[${other}]`, `a list of ${orders[0].length}, as the first`, orders[other], 'object');
}

function checkConditions(name: string, trial: MechanisticTrial): void {
  const { design } = trial;
  for (const condition of givenConditions(design)) {
    const { pretreatment, infusion } = conditionParts(condition, design.infusion);
    if (pretreatmentNamed(trial, pretreatment) === undefined || studiedDrugNamed(trial, infusion) === undefined)
      throw new RangeError(
        `${name}.design must have conditions that the trial declares, got ${condition}: its pretreatment is ${pretreatment}, its infusion ${infusion}`,
      );
  }
}

/** @throws TypeError or RangeError unless the argument is a trial of simulated patients, and as `checkTrial` */
export function checkMechanistic(name: string, trial: MechanisticTrial): void {
  check(name, trial, { fields: { kind: { oneOf: ['mechanistic'] } } });
  checkTrial(name, trial);
}

/** @throws TypeError or RangeError unless the argument numbers a trial; negative numbers name populations that are no trial, such as that of the true effects */
export function checkReplicate(name: string, replicate: number): void {
  checkWhole(name, replicate, -LAST_REPLICATE - 1, LAST_REPLICATE);
}
