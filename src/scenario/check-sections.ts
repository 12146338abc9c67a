import { check, type Shape } from '../arguments/shape.ts';
import { missingnessParameters, gaussianParameters } from '../outcomes/parameters.ts';
import { powerParameters } from '../study/study.ts';
import { allocationParameters, designParameters } from '../design/design.ts';

const sectionsShape: Shape = {
  fields: {
    model: { oneOf: ['gaussian', 'mechanistic'] },
    missingness: { parameters: missingnessParameters },
    analyses: { record: 'object' },
    power: { parameters: powerParameters },
  },
};

const gaussianShape: Shape = {
  fields: {
    design: { parameters: allocationParameters },
    gaussian: { every: [{ parameters: gaussianParameters }, { fields: { effects: { record: 'finite' } } }] },
  },
};

const mechanisticShape: Shape = {
  fields: {
    design: { parameters: designParameters },
    visits: { record: 'finite' },
    outcomes: { record: 'object' },
    population: 'object',
    treatments: 'object',
    response: 'object',
    belief: 'object',
    dissociation: 'object',
    adverseEffects: 'object',
    craving: 'object',
    measurement: 'object',
  },
};

/** @throws TypeError or RangeError unless the argument has the sections of a scenario of its model */
export function checkSections(name: string, scenario: { readonly model: string }): void {
  check(name, scenario, sectionsShape);
  check(name, scenario, scenario.model === 'gaussian' ? gaussianShape : mechanisticShape);
}
