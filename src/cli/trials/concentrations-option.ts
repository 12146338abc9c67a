import { givenConditions, shortestGapDays } from '../../design/design.ts';
import { compileCondition } from '../../trial/conditions.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import type { ArgumentTable, OptionValues } from '../arguments/define-command.ts';
import { usageError } from '../terminal/exit-error.ts';

/** Hours since the studied drug at which concentrations are written by default; assumed. */
const DEFAULT_HOURS = [0, 0.5, 1, 2, 4, 8, 24];
/** Most hours from a studied drug where no other follows: a year. */
const MAX_HOURS = 8760;

export const concentrationsOption = {
  concentrations: {
    type: 'string',
    describe: `also write concentrations.csv: what is in the body at hours since the studied drug, as 0,0.5,1,2, or default for ${DEFAULT_HOURS.join(',')}`,
  },
} as const satisfies ArgumentTable;

/** The hours for which concentrations are asked; undefined where they are not. @throws ExitError (2) for what is no such list, and for the normal model */
export function concentrationHours(
  { concentrations: text }: OptionValues<typeof concentrationsOption>,
  trial: TrialModel,
): readonly number[] | undefined {
  if (text === undefined) return undefined;
  if (trial.kind === 'gaussian')
    throw usageError('--concentrations: the normal model has no drugs, and no concentrations; take a scenario of the mechanistic model');
  if (text === 'default') return DEFAULT_HOURS;
  const words = text.split(',').map((word) => word.trim());
  const least = -Math.min(MAX_HOURS, 24 * shortestGapDays(trial.design));
  const leads = givenConditions(trial.design).map((name) => compileCondition(name, trial).leadHours);
  const most = Math.min(MAX_HOURS, 24 * shortestGapDays(trial.design) - Math.max(...leads));
  const isOutside = (hours: number): boolean => hours < least || hours > most;
  const wrong = words.find((word) => !/^-?(?:\d+\.?\d*|\.\d+)$/.test(word) || isOutside(Number(word)));
  if (wrong !== undefined)
    throw usageError(
      `--concentrations: expected hours from ${least} to ${most} (the next pretreatment), as 0,0.5,1,2, or default, got ${wrong === '' ? 'nothing' : wrong}`,
    );
  return [...new Set(words.map(Number))].sort((a, b) => a - b);
}
