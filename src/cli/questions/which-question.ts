import { assurance } from './assurance.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import type { StudyArguments } from '../arguments/load-study.ts';
import { sweep } from './sweep.ts';
import { tornado } from './tornado.ts';

/** Options of `power` that decide whether it is asked for one number or for more. */
export interface QuestionArguments extends StudyArguments {
  readonly scenario: readonly string[];
  readonly vary?: readonly string[] | undefined;
  readonly sample?: string | undefined;
  readonly tornado?: boolean | undefined;
  readonly assurance?: boolean | undefined;
  readonly out?: string | undefined;
  readonly report?: string | undefined;
  readonly figures?: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Options that speak of a single power and cannot go with a question about many. */
const ofOnePower = ['require', 'mcse', 'analytic', 'resume', 'junit', 'summary', 'curve'];

/**
 * Answers what is asked with `--vary`, `--tornado` or `--assurance`.
 * @returns false when none of these was asked
 * @throws CommandFailure (2) when it is asked together with what speaks of a single power
 */
export async function planningQuestion(argv: QuestionArguments, workers: number | 'auto'): Promise<boolean> {
  const { vary, sample } = argv;
  const asked = argv.assurance === true ? 'assurance' : argv.tornado === true ? 'tornado' : vary === undefined ? undefined : 'vary';
  if (asked === undefined) {
    if (sample !== undefined) throw new CommandFailure(2, '--sample: say with --vary path=from:to what to spread points over');
    return false;
  }
  const given = argv as unknown as Readonly<Record<string, unknown>>;
  const foreign = ofOnePower.find((option) => given[option] !== undefined && given[option] !== false);
  if (foreign !== undefined)
    throw new CommandFailure(2, `--${foreign}: speaks of one power; it cannot go with --${asked} (set one value with --set path=value)`);
  const clash = { assurance: ['tornado', 'vary', 'sample'], tornado: ['sample'], vary: [] }[asked].find(
    (option) => given[option] !== undefined && given[option] !== false,
  );
  if (clash !== undefined) throw new CommandFailure(2, `--${clash}: cannot go with --${asked}`);
  if (asked === 'assurance') await assurance(argv, workers);
  else if (asked === 'tornado') await tornado(argv, workers);
  else await sweep({ ...argv, vary: vary ?? [] }, workers);
  return true;
}
