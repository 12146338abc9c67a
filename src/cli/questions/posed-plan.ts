import { givenOptions } from '../arguments/common-options.ts';
import { loadGrid } from '../arguments/load-grid.ts';
import { loadStudy, tellWarnings, type StudyArguments } from '../arguments/load-study.ts';
import { posedAssuranceSize } from '../planned/assurance-size.ts';
import { posedComparison } from '../planned/comparison.ts';
import { posedSampleSize, sizeQuestion } from '../planned/sample-size.ts';
import { assertTrialsRequest, type TrialsRequest } from '../trials/trials-request.ts';
import type { WorkersOptions } from '../runs/with-workers.ts';
import type { PosedQuestion } from '../shards/question-plan.ts';
import { usageError } from '../terminal/exit-error.ts';
import { posedBy } from './which-question.ts';

/** Commands whose runs can be planned. */
export const plannedCommands = ['power', 'compare', 'sample-size', 'simulate'] as const;

/** What a plan is asked with. */
export interface PlanArguments extends StudyArguments {
  readonly for: (typeof plannedCommands)[number];
  readonly scenario: readonly string[];
  readonly vary?: readonly string[] | undefined;
  readonly sample?: string | undefined;
  readonly tornado?: boolean | undefined;
  readonly assurance?: boolean | undefined;
  readonly learning?: boolean | undefined;
  readonly parameter?: string | undefined;
  readonly threshold?: number | undefined;
  readonly certainty?: number | undefined;
  readonly worlds?: readonly string[] | undefined;
  readonly target?: number | undefined;
  readonly analysis?: string | undefined;
  readonly max?: number | undefined;
  readonly trials?: number | undefined;
  readonly replicate?: number | undefined;
  readonly truth?: boolean | undefined;
  readonly items?: boolean | undefined;
}

/** Largest number of participants tried, as `sample-size` has it. */
const MAX = 1000;

/** Commands with which an option of the question goes. */
const goesWith: Readonly<Record<string, readonly (typeof plannedCommands)[number][]>> = {
  vary: ['power'],
  sample: ['power'],
  tornado: ['power'],
  assurance: ['power', 'sample-size'],
  learning: ['power'],
  parameter: ['power'],
  threshold: ['power'],
  certainty: ['power'],
  worlds: ['compare'],
  target: ['sample-size'],
  analysis: ['sample-size'],
  max: ['sample-size'],
  trials: ['simulate'],
  replicate: ['simulate'],
  truth: ['simulate'],
  items: ['simulate'],
};

/**
 * The question of a plan; undefined where the power of each scenario is asked for.
 * @throws ExitError (2) with every option that does not go with the command, or as the command itself; with the exit code of the signal if interrupted
 */
export async function posedPlan(argv: PlanArguments, options: WorkersOptions): Promise<PosedQuestion | undefined> {
  assertGoesWith(argv);
  switch (argv.for) {
    case 'power':
      return posedBy(argv);
    case 'compare': {
      const grid = loadGrid(argv);
      tellWarnings(grid.map(({ one }) => one));
      return posedComparison(grid);
    }
    case 'sample-size':
      return posedSize(argv, options);
    case 'simulate':
      return undefined;
  }
}

/** The trials of a plan for `simulate`; undefined of another command. @throws ExitError (2) as `simulate` */
export function trialsOfPlan(argv: PlanArguments, directory: string): TrialsRequest | undefined {
  if (argv.for !== 'simulate') return undefined;
  assertGoesWith(argv);
  const [scenario, ...others] = argv.scenario;
  if (others.length > 0) throw usageError(`--for simulate: expected one scenario, got ${argv.scenario.length}`);
  const loaded = loadStudy(scenario, argv);
  const { trials = 1, replicate: first = 0, truth = false, items = false } = argv;
  const request = { study: loaded.study, directory, first, trials, truth, items };
  assertTrialsRequest(request);
  tellWarnings([loaded]);
  return request;
}

function assertGoesWith(argv: PlanArguments): void {
  const given = givenOptions(argv);
  const problems = Object.entries(goesWith)
    .filter(([option, commands]) => given.has(option) && !commands.includes(argv.for))
    .map(([option, commands]) => `--${option}: goes with --for ${commands.join(' or --for ')}`);
  if (problems.length > 0) throw usageError(problems.join('\n'));
}

async function posedSize(argv: PlanArguments, options: WorkersOptions): Promise<PosedQuestion> {
  const [scenario, ...others] = argv.scenario;
  if (others.length > 0) throw usageError(`--for sample-size: expected one scenario, got ${argv.scenario.length}`);
  const loaded = loadStudy(scenario, argv);
  if (argv.assurance !== true) tellWarnings([loaded]);
  const { target, analysis, max = MAX } = argv;
  const question = sizeQuestion(loaded.study, { target, max, analysis });
  return argv.assurance === true ? posedAssuranceSize({ ...argv, scenario }, question, options) : posedSampleSize(loaded, question);
}
