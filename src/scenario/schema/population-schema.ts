import * as z from 'zod';
import { correlatedTraits, populationParameters } from '../../population/parameters.ts';
import { expected, number } from './expected-value.ts';
import { tableShape } from './table-schema.ts';

const identity = correlatedTraits.map((_, row) => correlatedTraits.map((__, column) => (row === column ? 1 : 0)));

/** Who enters: distributions of the participants’ traits, and their correlations. */
export const population = z
  .strictObject(
    {
      ...tableShape(populationParameters),
      correlations: z
        .array(
          z.array(
            number('a correlation from -1 to 1')
              .min(-1, expected('a correlation from -1 to 1'))
              .max(1, expected('a correlation from -1 to 1')),
            expected('a row of correlations'),
          ),
          expected('a list of rows'),
        )
        .default(identity)
        .meta({ description: `correlations of ${correlatedTraits.join(', ')}: a symmetric, positive definite matrix` }),
      occasionCorrelation: number('a correlation from -1 to 1')
        .min(-1, expected('a correlation from -1 to 1'))
        .max(1, expected('a correlation from -1 to 1'))
        .default(0)
        .meta({ description: 'correlation of response and dissociation of one period about the patient’s own levels (assumed)' }),
    },
    expected('a map'),
  )
  .prefault({});
