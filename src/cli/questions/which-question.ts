import type { StudyArguments } from '../arguments/load-study.ts';
import { emitAnswer, type Answer, type AnswerOptions } from '../results/emit-answer.ts';
import { workersIn, type WorkersOptions } from '../runs/with-workers.ts';
import { usageError } from '../terminal/exit-error.ts';
import type { Session } from '../terminal/session.ts';
import { assurance } from './assurance.ts';
import { sweep } from './sweep.ts';
import { tornado } from './tornado.ts';

/** Options of `power` that decide whether it is asked for one number or for more. */
export interface QuestionArguments extends StudyArguments, AnswerOptions {
  readonly scenario: readonly string[];
  readonly vary?: readonly string[] | undefined;
  readonly sample?: string | undefined;
  readonly tornado?: boolean | undefined;
  readonly assurance?: boolean | undefined;
  readonly quiet: boolean;
}

type Question = 'assurance' | 'tornado' | 'vary';

/** Options that speak of a single power and cannot go with a question about many. */
const ofOnePower = ['require', 'mcse', 'analytic', 'resume', 'junit', 'summary', 'protocol', 'curve'];

/** Options that cannot go with a question. */
const clashes: Readonly<Record<Question, readonly string[]>> = { assurance: ['tornado', 'vary', 'sample'], tornado: ['sample'], vary: [] };

/**
 * Answers what is asked with `--vary`, `--tornado` or `--assurance`.
 * @returns false when none of these was asked
 * @throws ExitError (2) when it is asked together with what speaks of a single power
 */
export async function planningQuestion(argv: QuestionArguments, workers: number | 'auto', session: Session): Promise<boolean> {
  const asked = readQuestion(argv);
  if (asked === undefined) return false;
  await emitAnswer(session, argv, await answerTo(asked, argv, workersIn(session, workers)));
  return true;
}

/** Which question is asked. @throws ExitError (2) when it is asked together with what does not go with it */
function readQuestion(argv: QuestionArguments): Question | undefined {
  const { vary, sample } = argv;
  const asked = argv.assurance === true ? 'assurance' : argv.tornado === true ? 'tornado' : vary === undefined ? undefined : 'vary';
  if (asked === undefined) {
    if (sample !== undefined) throw usageError('--sample: say with --vary path=from:to what to spread points over');
    return undefined;
  }
  const given = new Map<string, unknown>(Object.entries(argv));
  const isGiven = (option: string): boolean => given.get(option) !== undefined && given.get(option) !== false;
  const single = ofOnePower.find(isGiven);
  if (single !== undefined)
    throw usageError(`--${single}: speaks of one power; it cannot go with --${asked} (set one value with --set path=value)`);
  const clash = clashes[asked].find(isGiven);
  if (clash !== undefined) throw usageError(`--${clash}: cannot go with --${asked}`);
  return asked;
}

function answerTo(asked: Question, argv: QuestionArguments, options: WorkersOptions): Promise<Answer> {
  switch (asked) {
    case 'assurance':
      return assurance(argv, options);
    case 'tornado':
      return tornado(argv, options);
    case 'vary':
      return sweep({ ...argv, vary: argv.vary ?? [] }, options);
  }
}
