import * as z from 'zod';
import { gaussianParameters } from '../../outcomes/parameters.ts';
import { publishedTests } from '../../outcomes/variability.ts';
import { oneOf, tableShape } from './table-schema.ts';
import { expected, number, text } from './expected-value.ts';

const above0 = (what: string) => number(what).gt(0, expected(what));
const between = (what: string, least: number, most: number) => number(what).min(least, expected(what)).max(most, expected(what));

type PublishedTest = keyof typeof publishedTests;
const tests = Object.keys(publishedTests) as [PublishedTest, ...PublishedTest[]];
const published = z
  .strictObject(
    {
      interval: z
        .tuple([number('a number'), number('a number')], expected('the two ends of the interval'))
        .optional()
        .meta({ description: 'confidence interval of the treatment effect; of ratios where the endpoint is log-normal' }),
      level: number('a level between 0 and 1')
        .gt(0, expected('a level between 0 and 1'))
        .lt(1, expected('a level between 0 and 1'))
        .default(0.95)
        .meta({ description: 'coverage of the interval' }),
      estimate: number('a number').optional().meta({ description: 'treatment effect; a ratio where the endpoint is log-normal' }),
      pValue: number('a p-value between 0 and 1')
        .gt(0, expected('a p-value between 0 and 1'))
        .lt(1, expected('a p-value between 0 and 1'))
        .optional()
        .meta({ description: 'two-sided p-value of the effect' }),
      participants: number('a whole number from 3')
        .int(expected('a whole number from 3'))
        .min(3, expected('a whole number from 3'))
        .meta({ description: 'participants analysed, half in each sequence' }),
      test: z
        .enum(tests, { error: oneOf(tests) })
        .default('crossover-t')
        .meta({ description: 'its analysis: adjusted for period (n − 2 degrees of freedom), or paired (n − 1)' }),
    },
    expected('a map with participants and interval, or with participants, estimate and pValue'),
  )
  .meta({ description: 'what a published crossover trial says of its precision' });

const variability = z
  .strictObject(
    {
      sdDifference: above0('an SD above 0').optional().meta({ description: 'SD of the difference of two periods of one participant' }),
      sdTotal: above0('an SD above 0').optional().meta({ description: 'SD of one period over all participants; needs correlation' }),
      cv: above0('a coefficient of variation above 0, as a fraction').optional().meta({
        description:
          'coefficient of variation within participants, as a fraction, of a log-normal endpoint: √(exp σ² − 1) with σ the SD of logarithms',
      }),
      published: published.optional(),
      correlation: between('a correlation from 0 to 0.999', 0, 0.999).optional().meta({
        description:
          'correlation of two periods of one participant (intraclass correlation), from which the SD between participants follows',
      }),
    },
    expected('a map with sdDifference, sdTotal, cv or published'),
  )
  .meta({
    description:
      'how much responses vary, in the numbers people have: exactly one of sdDifference, sdTotal, cv and published, instead of sdWithin',
  });

const effects = z
  .record(z.string(), number('units of the endpoint'))
  .default({})
  .meta({ description: 'effects against the reference by condition, where they are not all gaussian.difference' });

const endpoint = z.strictObject(
  {
    ...tableShape(gaussianParameters),
    effects,
    label: text('what documents call the endpoint').optional().meta({ description: 'what documents call the endpoint' }),
    variability: variability.optional(),
  },
  expected('a map of parameters'),
);

const correlation = (what: string) => between('a correlation from -1 to 1', -1, 1).default(0).meta({ description: what });

/** The section of the statistical outcome model: one endpoint, or several by name. */
export const gaussianSchema = z
  .strictObject(
    {
      ...tableShape(gaussianParameters),
      effects,
      variability: variability.optional(),
      endpoints: z
        .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/), endpoint, expected('a map of endpoints'))
        .optional()
        .meta({ description: 'endpoints by name, each with its own parameters, instead of those beside it' }),
      correlations: z
        .array(
          z.strictObject(
            {
              of: z.tuple([text('the name of an endpoint'), text('the name of an endpoint')], expected('two endpoints')),
              between: correlation('of the participants’ own levels'),
              within: correlation('of what is left of one period'),
            },
            expected('a map with of, between and within'),
          ),
          expected('a list of correlations'),
        )
        .optional()
        .meta({ description: 'correlations of two endpoints; those not named are independent' }),
    },
    expected('a map'),
  )
  .prefault({});
