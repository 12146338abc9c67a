import { join } from 'node:path';
import { csvText } from '../../data-files/writing/data-table.ts';
import { failureShare } from '../../power/simulation/failed-analyses.ts';
import { simulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { Study } from '../../study/study.ts';
import { answerOf } from '../../power/common-random-numbers/trial-successes.ts';
import { summariseAssurance, type AssuranceFigures } from '../../power/uncertainty/assurance.ts';
import { priorDraws, type PriorDraw } from '../../power/uncertainty/prior-draws.ts';
import { rootKey } from '../../random/index.ts';
import { assuranceText } from '../../report/text/assurance-text.ts';
import { studyTitle } from '../../report/sentences/study-title.ts';
import { uncertaintyOf } from '../../scenario/index.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { loadCells } from '../arguments/load-variants.ts';
import { loadStudy, tellWarnings, type LoadedStudy, type StudyArguments } from '../arguments/load-study.ts';
import { writeOutput } from '../files/output-file.ts';
import { provenance } from '../results/result-document.ts';
import { runCells, type CellRun } from '../runs/run-many-studies.ts';
import { writeQuestionReport } from '../results/write-question-report.ts';
import { currentCommand } from '../arguments/command-again.ts';

/** What assurance is asked with. */
export interface AssuranceArguments extends StudyArguments {
  readonly scenario: readonly string[];
  readonly out?: string | undefined;
  readonly report?: string | undefined;
  readonly figures?: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Fewest trials at one draw from the prior (assumed): with fewer the noise of the trials would hide the spread. */
const LEAST_TRIALS = 100;

/** Assurance as documents carry it. */
export interface AssuranceDocument extends AssuranceFigures {
  readonly of: string;
  readonly target: number;
  readonly trialsPerDraw: number;
  /** Largest share of trials in which an analysis that power is about could not be estimated; these count as failures to succeed. */
  readonly notEstimable: number;
  /** Power at the scenario's own values. */
  readonly asAssumed: ReturnType<typeof simulatedProportion>;
  readonly falseClaim?: boolean;
  readonly draws: readonly (PriorDraw & { readonly power: number })[];
}

/** `power --assurance`: power averaged over what is not known, how it spreads, and how likely it is to reach the target. */
export async function assurance(argv: AssuranceArguments, workers: number | 'auto'): Promise<void> {
  const [path, ...others] = argv.scenario;
  if (others.length > 0) throw new CommandFailure(2, `--assurance: expected one scenario, got ${argv.scenario.length}`);
  const started = performance.now();
  const loaded = loadStudy(path, argv);
  tellWarnings([loaded]);
  const uncertainty = uncertaintyOf(loaded.scenario);
  if (uncertainty === undefined)
    throw new CommandFailure(
      2,
      `${path} uncertainty: expected a section with priors, got none; --assurance needs to know what is not known`,
    );
  const { study } = loaded;
  const draws = uncertainty.joint ?? priorDraws(uncertainty.parameters, uncertainty.correlations, uncertainty.draws, rootKey(study.seed));
  const trials = Math.max(LEAST_TRIALS, Math.ceil(study.power.replicates / draws.length));
  const cells = drawnStudies(path, argv, draws).map(({ study: drawn, hash }, position) => ({
    study: { ...drawn, power: { ...drawn.power, replicates: trials } },
    hash,
    first: position * trials,
  }));
  const [base, ...runs] = await runCells([{ study, hash: loaded.hash }, ...cells], { workers, quiet: argv.quiet, withTruths: false });
  failWhenTooMany(
    study,
    failureShare(
      study,
      [base, ...runs].map(({ total }) => total),
    ),
  );
  const document = documentOf(study, base, runs, draws, trials, uncertainty.joint !== undefined);
  const whole = { ...provenance(loaded), assurance: document, uncertainty: loaded.scenario.uncertainty, study, origins: loaded.origins };
  if (argv.out !== undefined) {
    writeOutput(join(argv.out, 'assurance.json'), `${JSON.stringify(whole, null, 2)}\n`);
    writeOutput(join(argv.out, 'assurance.csv'), csvText(rowsOf(document)));
  }
  const timing = { seconds: (performance.now() - started) / 1000 };
  process.stdout.write(argv.json ? `${JSON.stringify({ ...whole, timing }, null, 2)}\n` : `${assuranceText(study, document)}\n`);
  if (argv.report !== undefined) {
    const paths = await writeQuestionReport({
      question: { kind: 'assurance', answer: document },
      study: study,
      hash: loaded.hash,
      origins: loaded.origins,
      out: argv.report,
      figures: argv.figures,
      command: currentCommand(),
    });
    if (!argv.quiet) process.stderr.write(`${paths.join('\n')}\n`);
  }
}

function failWhenTooMany(study: Study, share: number): void {
  const { maxFailures } = study.power;
  if (share <= maxFailures) return;
  const text = `an analysis could not be estimated in ${(100 * share).toFixed(2)} % of trials, more than power.maxFailures (${100 * maxFailures} %)`;
  throw new CommandFailure(4, `${studyTitle(study)}\n${text}: no assurance is given`);
}

/** The scenario at every draw, checked as a whole: a combination that contradicts itself is told, not left out. */
function drawnStudies(path: string, argv: StudyArguments, draws: readonly PriorDraw[]): LoadedStudy[] {
  return loadCells(
    path,
    argv,
    draws.map(({ set }) => set),
    'set',
  );
}

function documentOf(
  study: Study,
  base: CellRun,
  runs: readonly CellRun[],
  draws: readonly PriorDraw[],
  trials: number,
  exhaustive: boolean,
): AssuranceDocument {
  const { series, name } = answerOf(study);
  const counts = runs.map(({ successes }, position) => ({ weight: draws[position].weight, successes: successes.count(series) }));
  const { target, replicates } = study.power;
  return {
    of: name,
    target,
    trialsPerDraw: trials,
    notEstimable: failureShare(
      study,
      [base, ...runs].map(({ total }) => total),
    ),
    ...(study.claim?.holds === false ? { falseClaim: true } : {}),
    asAssumed: simulatedProportion(base.successes.count(series), replicates),
    ...summariseAssurance(counts, trials, target, exhaustive),
    draws: draws.map((draw, position) => ({ ...draw, power: counts[position].successes / trials })),
  };
}

function rowsOf({ draws, trialsPerDraw }: AssuranceDocument): (string | number)[][] {
  const paths = [...new Set(draws.flatMap(({ set }) => Object.keys(set)))];
  return [
    ['draw', 'weight', ...paths, 'trials', 'power'],
    ...draws.map(({ weight, set, power }, position) => [
      position + 1,
      weight,
      ...paths.map((path) => set[path] ?? ''),
      trialsPerDraw,
      power,
    ]),
  ];
}
