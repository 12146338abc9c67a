import * as z from 'zod';
import {
  adverseEffectParameters,
  cravingParameters,
  dissociationParameters,
  measurementParameters,
  missingnessParameters,
} from '../../outcomes/parameters.ts';
import { misuseParameters } from '../../outcomes/misuse.ts';
import { assayParameters } from '../../outcomes/plasma.ts';
import { futilityParameters, interimParameters } from '../../study/interim-plan.ts';
import { procedures, type ProcedureName } from '../../study/multiplicity-plan.ts';
import { powerParameters } from '../../study/study.ts';
import { beliefParameters, responseParameters } from '../../response/parameters.ts';
import type { ParameterTable, ParameterValues } from '../../parameters/parameter-table.ts';
import { analysis } from './analysis-schema.ts';
import { attenuationSchema } from './attenuation-schema.ts';
import { designSchema } from './design-schema.ts';
import { sharesByTarget, treatmentsSchema } from './drug-schema.ts';
import { gaussianSchema } from './gaussian-schema.ts';
import { nameKey } from './kind-union.ts';
import { outcomesSchema } from './outcome-schema.ts';
import { population } from './population-schema.ts';
import { oneOf, tableShape } from './table-schema.ts';
import { requiredPower } from './required-power.ts';
import { uncertaintySchema } from './uncertainty-schema.ts';
import { expected, number, text } from './expected-value.ts';

/** A section of parameters: every entry has a default, so that any map is a valid input, and none too. */
const section = <Table extends ParameterTable>(table: Table) => {
  const schema = z.strictObject(tableShape(table), expected('a map of parameters')) as z.ZodType<ParameterValues<Table>, object>;
  return schema.prefault({});
};

const procedureNames = Object.keys(procedures) as [ProcedureName, ...ProcedureName[]];

/** The one description of a scenario file: types, defaults, bounds and error texts; the published JSON Schema is made from it. */
export const scenarioSchema = z.strictObject(
  {
    $schema: z.string().optional().meta({ description: 'editor line of a JSON scenario' }),
    name: text('a name')
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, expected('a name of letters, digits, points, - and _'))
      .meta({ description: 'name of the study in files and results' }),
    title: text('a title').default('').meta({ description: 'title of the study in results' }),
    about: text('a text').default('').meta({ description: 'what the study is about, in a few words' }),
    model: z.enum(['mechanistic', 'gaussian'], { error: oneOf(['mechanistic', 'gaussian']) }).default('mechanistic'),
    seed: z.union([z.string(), z.number()], expected('a text or a number')).default(1),
    design: designSchema,
    visits: z
      .record(
        nameKey,
        number('hours from the start of the infusion').meta({ description: 'time from the start of the studied drug [h]' }),
        expected('a map of visits'),
      )
      .prefault({}),
    outcomes: outcomesSchema,
    population,
    treatments: treatmentsSchema,
    response: z
      .strictObject(
        {
          ...tableShape(responseParameters),
          carryoverPoints: z
            .record(z.string(), number('HAM-D17 points'))
            .default({})
            .meta({ description: 'points added to severity in the period after the named condition [HAM-D17 points]' }),
          attenuation: attenuationSchema.optional(),
          dependence: sharesByTarget.optional().meta({
            description:
              'share of the benefit that full blockade of a target removes, by target; goes before opioidDependence and otherDependence, which are short for the targets opioid and other',
          }),
        },
        expected('a map'),
      )
      .prefault({}),
    belief: section(beliefParameters),
    dissociation: section(dissociationParameters),
    adverseEffects: z
      .strictObject(
        {
          nausea: section(adverseEffectParameters.nausea),
          vomiting: section(adverseEffectParameters.vomiting),
          dizziness: section(adverseEffectParameters.dizziness),
          headache: section(adverseEffectParameters.headache),
        },
        expected('a map'),
      )
      .prefault({}),
    craving: section(cravingParameters),
    assay: section(assayParameters),
    misuse: section(misuseParameters),
    measurement: section(measurementParameters),
    missingness: section(missingnessParameters),
    gaussian: gaussianSchema,
    analyses: z.record(nameKey, analysis, expected('a map of analyses')).prefault({}),
    claim: z
      .strictObject(
        {
          name: text('what is claimed').meta({ description: 'what is claimed, in words' }),
          all: z
            .array(text('the name of an analysis'))
            .min(1, expected('at least one analysis'))
            .meta({ description: 'analyses that must all succeed' }),
          holds: z.boolean(expected('true or false')).optional().meta({
            description:
              'whether the claim is true of the patients of this scenario: its probability is power if so, else a false-conclusion rate',
          }),
        },
        expected('a map'),
      )
      .optional(),
    interim: z
      .strictObject(
        {
          analysis: text('the name of an analysis').meta({ description: 'analysis that is made at the looks' }),
          looks: z
            .array(number('a number of patients'), expected('a list of numbers of patients'))
            .min(1, expected('at least one look'))
            .meta({ description: 'randomised patients at each look [patients]' }),
          ...tableShape(interimParameters),
          futility: z
            .strictObject(
              {
                ...tableShape(futilityParameters),
                bounds: z
                  .array(number('a z value'), expected('a list of z values'))
                  .default([])
                  .meta({ description: 'with beta 0: z values, one at each look, below which the trial stops' }),
              },
              expected('a map'),
            )
            .optional(),
        },
        expected('a map'),
      )
      .optional()
      .meta({ description: 'interim analyses: numbers of randomised patients at which the trial may stop' }),
    multiplicity: z
      .strictObject(
        {
          procedure: z
            .enum(procedureNames, { error: oneOf(procedureNames) })
            .meta({ description: 'procedure that keeps the probability of any false rejection' }),
          analyses: z
            .array(text('the name of an analysis'))
            .min(2, expected('at least two analyses'))
            .meta({ description: 'analyses that are judged together, in their order where that counts' }),
          weights: z
            .array(number('a share of the level'), expected('a list of shares'))
            .optional()
            .meta({ description: 'of the fallback procedure: shares of the level, one for each analysis; equal where left out' }),
          alpha: number('a level above 0 and up to 0.5')
            .gt(0, expected('a level above 0 and up to 0.5'))
            .max(0.5, expected('a level above 0 and up to 0.5'))
            .optional()
            .meta({ description: 'level of all analyses together [probability]; that of power.alpha where left out' }),
        },
        expected('a map'),
      )
      .optional()
      .meta({ description: 'analyses judged together so that the probability of any false rejection is kept' }),
    uncertainty: uncertaintySchema.optional(),
    power: z
      .strictObject({ ...tableShape(powerParameters), require: requiredPower.optional() }, expected('a map of parameters'))
      .prefault({}),
    evidence: z.record(z.string(), text('a source key or assumed'), expected('a map of paths and sources')).default({}),
  },
  expected('a map of sections'),
);

/** A scenario with every default filled in. */
export type ResolvedScenario = z.output<typeof scenarioSchema>;
