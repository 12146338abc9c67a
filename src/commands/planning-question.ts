import { CommandFailure } from './command-failure.ts';
import type { StudyArguments } from './load-study.ts';
import { sweep } from './sweep.ts';

/** Options of `power` that decide whether it is asked for one number or for more. */
export interface QuestionArguments extends StudyArguments {
  readonly scenario: readonly string[];
  readonly vary?: readonly string[] | undefined;
  readonly sample?: string | undefined;
  readonly out?: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Options that speak of a single power and cannot go with a question about many. */
const ofOnePower = ['require', 'mcse', 'analytic', 'report', 'resume', 'junit', 'summary'];

/**
 * Answers what is asked with `--vary`.
 * @returns false when none of these was asked
 * @throws CommandFailure (2) when it is asked together with what speaks of a single power
 */
export async function planningQuestion(argv: QuestionArguments, workers: number | 'auto'): Promise<boolean> {
  const { vary } = argv;
  if (vary === undefined) {
    if (argv.sample !== undefined) throw new CommandFailure(2, '--sample: say with --vary path=from:to what to spread points over');
    return false;
  }
  const given = argv as unknown as Readonly<Record<string, unknown>>;
  const foreign = ofOnePower.filter((option) => given[option] !== undefined && given[option] !== false);
  if (foreign.length > 0)
    throw new CommandFailure(2, `--${foreign[0]}: speaks of one power; it cannot go with --vary (set one value with --set path=value)`);
  await sweep({ ...argv, vary }, workers);
  return true;
}
