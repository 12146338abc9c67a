import type { StudyArguments } from '../arguments/load-study.ts';
import type { ExecutorArguments } from '../cluster/execute-on-cluster.ts';
import { emitAnswer, type AnswerOptions } from '../results/emit-answer.ts';
import { workersIn } from '../runs/with-workers.ts';
import { usageError } from '../terminal/exit-error.ts';
import type { Session } from '../terminal/session.ts';
import { assertResumable } from '../planned/answer-question.ts';
import { posedAssurance } from '../planned/assurance.ts';
import { answeredAnywhere } from '../planned/on-cluster.ts';
import { posedSweep } from '../planned/sweep.ts';
import { posedTornado } from '../planned/tornado.ts';
import type { PosedQuestion } from '../shards/question-plan.ts';

/** Options of `power` that decide whether it is asked for one number or for more. */
export interface QuestionArguments extends StudyArguments, AnswerOptions, ExecutorArguments {
  readonly scenario: readonly string[];
  readonly vary?: readonly string[] | undefined;
  readonly sample?: string | undefined;
  readonly tornado?: boolean | undefined;
  readonly assurance?: boolean | undefined;
  readonly learning?: boolean | undefined;
  readonly parameter?: string | undefined;
  readonly threshold?: number | undefined;
  readonly certainty?: number | undefined;
  readonly resume?: boolean | undefined;
  readonly quiet: boolean;
}

type Question = 'learning' | 'assurance' | 'tornado' | 'vary';

/** Options that speak of a single power and cannot go with a question about many. */
const ofOnePower = ['require', 'mcse', 'analytic', 'junit', 'summary', 'protocol', 'curve', 'estimates'];

/** Options that cannot go with a question. */
const clashes: Readonly<Record<Question, readonly string[]>> = {
  learning: ['assurance', 'tornado', 'stated', 'report', 'figures'],
  assurance: ['tornado', 'vary', 'sample'],
  tornado: ['sample'],
  vary: [],
};

/**
 * Answers what is asked with `--vary`, `--tornado`, `--assurance` or `--learning`.
 * @returns false when none of these was asked
 * @throws ExitError (2) when it is asked together with what speaks of a single power
 */
export async function planningQuestion(argv: QuestionArguments, workers: number | 'auto', session: Session): Promise<boolean> {
  const asked = readQuestion(argv);
  if (asked === undefined) return false;
  const options = workersIn(session, workers);
  assertResumable(argv);
  const answer = await answeredAnywhere(await posedAs(asked, argv), argv, options);
  if (answer !== undefined) await emitAnswer(session, argv, answer);
  return true;
}

/** The question that `--vary`, `--tornado`, `--assurance` or `--learning` ask; undefined where none of them is there. @throws ExitError (2) as `planningQuestion` */
export async function posedBy(argv: Omit<QuestionArguments, 'json' | 'quiet'>): Promise<PosedQuestion | undefined> {
  const asked = readQuestion(argv);
  return asked === undefined ? undefined : posedAs(asked, argv);
}

/** Which question is asked. @throws ExitError (2) when it is asked together with what does not go with it */
function readQuestion(argv: Omit<QuestionArguments, 'json' | 'quiet'>): Question | undefined {
  const { vary, sample } = argv;
  const many = argv.tornado === true ? 'tornado' : vary === undefined ? undefined : 'vary';
  const asked = argv.learning === true ? 'learning' : argv.assurance === true ? 'assurance' : many;
  if (asked === undefined) {
    if (sample !== undefined) throw usageError('--sample: say with --vary path=from:to what to spread points over');
    return undefined;
  }
  if (asked === 'learning' && sample !== undefined && vary === undefined)
    throw usageError('--sample: say with --vary path=from:to what to spread points over');
  const given = new Map<string, unknown>(Object.entries(argv));
  const isGiven = (option: string): boolean => given.get(option) !== undefined && given.get(option) !== false;
  const single = ofOnePower.find(isGiven);
  if (single !== undefined)
    throw usageError(`--${single}: speaks of one power; it cannot go with --${asked} (set one value with --set path=value)`);
  const clash = clashes[asked].find(isGiven);
  if (clash !== undefined) throw usageError(`--${clash}: cannot go with --${asked}`);
  return asked;
}

async function posedAs(asked: Question, argv: Omit<QuestionArguments, 'json' | 'quiet'>): Promise<PosedQuestion> {
  switch (asked) {
    case 'learning':
      return (await import('../planned/learning.ts')).posedLearning(argv); // loaded by those who ask for it
    case 'assurance':
      return posedAssurance(argv);
    case 'tornado':
      return posedTornado(argv);
    case 'vary':
      return posedSweep({ ...argv, vary: argv.vary ?? [] });
  }
}
