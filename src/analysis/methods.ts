import { pairedT } from './paired-t.ts';

/** Every method of analysis by the name a scenario or `analyze` uses. A method is one file of that name and one word here. */
export const methods = {
  'paired-t': pairedT,
} as const;

export type MethodName = keyof typeof methods;
