import * as z from 'zod';
import { adverseEffectNames } from '../../outcomes/parameters.ts';
import {
  adverseProbability,
  doseParameters,
  drugParameters,
  effectCourses,
  feltParameters,
  interactionParameters,
  targetParameters,
} from '../../pharmacology/declared-drug.ts';
import { kineticsShapes } from '../../pharmacology/kinetics-shapes.ts';
import { infusionKinds, pretreatmentKinds } from '../../pharmacology/parameters.ts';
import { expected, number, text } from './expected-value.ts';
import { kindUnion, nameKey } from './kind-union.ts';
import { tableShape } from './table-schema.ts';

const leadMinutes = number('0 or more minutes')
  .min(0, expected('0 or more minutes'))
  .optional()
  .meta({ description: 'minutes from this pretreatment to the infusion, where it differs from design.leadMinutes [min]' });

/** Shares of an effect that full blockade of a target removes, by target. */
export const sharesByTarget = z.record(
  nameKey,
  number('a share from 0 to 1').min(0, expected('a share from 0 to 1')).max(1, expected('a share from 0 to 1')),
  expected('a map of targets and shares'),
);

const effect = kindUnion('course', effectCourses, {
  through: text('the name of a target')
    .optional()
    .meta({ description: 'the target of this drug through which it brings the effect about' }),
  dependence: sharesByTarget
    .default({})
    .meta({ description: 'share of the effect that full blockade of a target by another drug removes, by target; of through, 1' }),
});

const adverseEffects = z
  .strictObject(
    Object.fromEntries(
      Object.entries(tableShape(Object.fromEntries(adverseEffectNames.map((name) => [name, adverseProbability])))).map(([name, schema]) => [
        name,
        schema
          .unwrap()
          .optional()
          .meta({ description: `${adverseProbability.about} [fraction]` }),
      ]),
    ),
    expected('a map of adverse effects and probabilities'),
  )
  .prefault({});

const drug = z.strictObject(
  {
    ...tableShape(drugParameters),
    leadMinutes,
    dose: z.strictObject(tableShape(doseParameters), expected('a map with mg, mgPerKg or mgPerM2')).prefault({}),
    kinetics: kindUnion('shape', kineticsShapes, {}, { oral: 'first-order', nasal: 'first-order', depot: 'first-order' }),
    targets: z
      .record(nameKey, z.strictObject(tableShape(targetParameters), expected('a map of parameters')), expected('a map of targets'))
      .prefault({})
      .meta({ description: 'what the drug binds to, by the names that the scenario gives its targets' }),
    effects: z
      .record(nameKey, effect, expected('a map of effects'))
      .prefault({})
      .meta({ description: 'what the drug does, by what is moved: severity (of depression), cadss, craving or a declared endpoint' }),
    felt: z
      .strictObject(
        {
          ...tableShape(feltParameters),
          endpoint: text('the name of an endpoint')
            .optional()
            .meta({ description: 'endpoint by whose peak the drug is noticed; instead of probability' }),
        },
        expected('a map of parameters'),
      )
      .prefault({})
      .meta({ description: 'what the patient notices of the drug where it is the studied one' }),
    adverseEffects,
    interactions: z
      .record(nameKey, z.strictObject(tableShape(interactionParameters), expected('a map of parameters')), expected('a map of drugs'))
      .prefault({})
      .meta({ description: 'what the drug does to the kinetics of other drugs, by their names; read where a scenario declares both' }),
  },
  expected('a map with dose and kinetics'),
);

/** The treatments of a scenario: short forms by kind, and drugs by declaration. */
export const treatmentsSchema = z
  .strictObject(
    {
      pretreatments: z
        .record(nameKey, kindUnion('kind', pretreatmentKinds, { leadMinutes }), expected('a map of pretreatments'))
        .prefault({}),
      infusions: z.record(nameKey, kindUnion('kind', infusionKinds, {}), expected('a map of infusions')).prefault({}),
      drugs: z
        .record(nameKey, drug, expected('a map of drugs'))
        .prefault({})
        .meta({ description: 'drugs by declaration; a condition names them before or after its +, as pretreatment or as studied drug' }),
    },
    expected('a map'),
  )
  .prefault({});
