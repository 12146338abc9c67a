import { basename } from 'node:path';
import { pilotEstimates } from '../../analysis/pilot-estimates.ts';
import { readScenario } from '../../scenario/index.ts';
import { pilotScenario } from '../../scenario/templates/pilot-scenario.ts';
import { analysisOptions } from '../arguments/analysis-words.ts';
import { requestOf } from '../arguments/analysis-request.ts';
import { openFile, type ReadingArguments, recordsIn } from '../arguments/reading-options.ts';
import { inputError } from '../files/input-file.ts';
import { baseText, locateBase } from '../files/scenario-files.ts';
import { notEstimable } from '../terminal/exit-error.ts';
import { trialOf } from './recorded-analysis.ts';

/** What `init --from` is asked with. */
export type PilotArguments = ReadingArguments & {
  readonly from: string;
  readonly participants?: number | undefined;
  readonly measure?: string | undefined;
  readonly treatments?: string | undefined;
  readonly trial?: string | undefined;
};

/** A scenario from recorded data, and what is said of it. */
export interface PilotStarter {
  readonly text: string;
  readonly read: string;
  readonly echo: readonly string[];
}

/**
 * `init --from`: a scenario of the normal model whose parameters are estimated from recorded data.
 * @param file  names the scenario in messages
 * @throws ExitError (2) with every problem of the file or the question; (4) where nothing can be estimated
 */
export async function pilotStarter(file: string, argv: PilotArguments): Promise<PilotStarter> {
  const records = recordsIn(await openFile(argv.from, argv), argv);
  const [reference, comparator] = (argv.treatments ?? '').split(',').map((name) => (name.trim() === '' ? undefined : name.trim()));
  const request = requestOf(
    { ...notAsked, measure: argv.measure ?? 'value', endpoint: argv.endpoint, visit: argv.visit, reference, comparator },
    records.observations,
  );
  if ('problems' in request)
    throw inputError(
      request.problems.map((problem) =>
        problem.replace(
          /^--(reference|comparator): (.*); say which.*$/,
          '--treatments: $2; name the reference and the other, --treatments a,b',
        ),
      ),
    );
  const { question } = request;
  const read = trialOf(records.observations, argv.trial);
  const estimates = pilotEstimates(question, read.data);
  if ('status' in estimates) throw notEstimable(`${argv.from}: not estimable: ${estimates.reason}`);
  const measured = question.measure === 'value' ? '' : `, ${question.measure} from baseline`;
  const text = pilotScenario({
    file: basename(argv.from),
    endpoint: `${question.endpoint} at ${question.visit}${measured}`,
    treatments: [question.reference, question.comparator],
    participants: argv.participants ?? estimates.participants,
    estimates,
  });
  const checked = readScenario({ path: file, text }, { readFile: baseText, locate: locateBase });
  if ('problems' in checked) throw inputError(checked.problems.map(({ path, message }) => `${argv.from}: ${path}: ${message}`));
  const { complete, participants, difference, sdDifference } = estimates;
  const short = (value: number): number => Number(value.toPrecision(3));
  return {
    text,
    read: records.said,
    echo: [
      `from ${complete} of ${participants} participants: difference ${short(difference.value)} (SE ${short(difference.standardError)}), SD of paired differences ${short(sdDifference.value)}`,
    ],
  };
}

/** What is not asked of the data. */
const notAsked = {
  method: analysisOptions.method.default,
  visits: undefined,
  baseline: undefined,
  covariates: undefined,
  population: 'all',
  responderEndpoint: undefined,
  responderVisit: undefined,
  alternative: 'two-sided',
  level: '0.95',
  options: {},
} as const;
