import * as z from 'zod';
import { expected, number, text } from './expected-value.ts';

/** An attenuation at a visit, from which the opioid dependence of the response follows. */
export const attenuationSchema = z
  .strictObject(
    {
      share: number('a fraction from 0 to 1').min(0, expected('a fraction from 0 to 1')).max(1, expected('a fraction from 0 to 1')).meta({
        description: '1 − fall under the comparator / fall under the reference, from baseline to the visit, in period 1 [fraction]',
      }),
      endpoint: text('the name of an endpoint').default('hamd17').meta({ description: 'whose fall is meant' }),
      visit: text('the name of a visit').default('day1').meta({ description: 'to which visit it falls' }),
      comparator: text('the name of a condition')
        .optional()
        .meta({ description: 'the condition with the blocker, where there are several' }),
    },
    expected('a map with share and visit'),
  )
  .meta({ description: 'attenuation by the blocker, instead of opioidDependence, which is then solved for by simulation' });
