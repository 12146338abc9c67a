import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { csvText } from '../../data-files/writing/data-table.ts';
import { compareCells, type ComparedCell, type Comparison } from '../../power/common-random-numbers/comparison.ts';
import { failedForAnswer } from '../../power/simulation/failed-analyses.ts';
import { comparisonSentences, comparisonText } from '../../report/text/comparison-text.ts';
import { worldChanges, type WorldChange } from '../../report/sentences/world-changes.ts';
import { oppositeDirections } from '../questions/exact-power.ts';
import { CellProblems, failureLines } from '../arguments/cell-problems.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { loadStudy, studyOptions, tellWarnings, type LoadedStudy, type StudyArguments } from '../arguments/load-study.ts';
import { writeOutput } from '../files/output-file.ts';
import { provenance } from '../results/result-document.ts';
import { runCells } from '../runs/run-many-studies.ts';
import { workersOf } from '../arguments/workers.ts';
import { writeQuestionReport } from '../results/write-question-report.ts';
import { currentCommand } from '../arguments/command-again.ts';

interface CompareArguments extends StudyArguments {
  readonly scenario: string[];
  readonly worlds?: string[] | undefined;
  readonly workers: string;
  readonly out?: string | undefined;
  readonly report?: string | undefined;
  readonly figures?: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

export const compareCommand: CommandModule<object, CompareArguments> = {
  command: 'compare <scenario..>',
  describe: 'designs against worlds: how often each makes the claim where it is true and where it is not',
  builder: (argv) =>
    studyOptions(argv)
      .positional('scenario', { type: 'string', array: true, demandOption: true, describe: 'scenario files, one a design' })
      .option('worlds', {
        type: 'string',
        array: true,
        describe: 'scenario files whose worlds are laid over every design',
      })
      .option('replicates', { type: 'number', describe: 'number of simulated trials in each cell', requiresArg: true })
      .option('workers', { type: 'string', default: 'auto', describe: 'worker threads, or auto', requiresArg: true })
      .option('out', { type: 'string', describe: 'folder for comparison.csv and comparison.json', requiresArg: true })
      .option('report', { type: 'string', describe: 'also write the comparison as one HTML file', requiresArg: true })
      .option('figures', { type: 'string', describe: 'with --report: folder for its pictures as SVG and PNG', requiresArg: true })
      .implies('figures', 'report')
      .option('json', { type: 'boolean', default: false, describe: 'print one JSON document' })
      .option('quiet', { type: 'boolean', default: false, describe: 'no progress on stderr' })
      .example(
        '$0 compare scenarios/designs/fixed-order.yaml scenarios/designs/randomised-crossover.yaml --worlds scenarios/worlds/tolerance.yaml scenarios/worlds/full-block.yaml --replicates 2000',
        'does a fixed order mistake tolerance for blockade',
      )
      .example(
        '$0 compare scenarios/designs/randomised-crossover.yaml --worlds scenarios/worlds/full-block.yaml scenarios/worlds/naltrexone-dysphoria.yaml',
        'can the crossover tell blockade from dysphoria',
      ),
  async handler(argv) {
    const started = performance.now();
    const workers = workersOf(argv.workers);
    const loaded = loadGrid(argv);
    tellWarnings(loaded.map(({ one }) => one));
    const runs = await runCells(
      loaded.map(({ one }) => one),
      { workers, quiet: argv.quiet, withTruths: false },
    );
    const failed: string[] = [];
    const cells = loaded.map(({ design, world, one: { study } }, position): ComparedCell => {
      const { total, successes } = runs[position];
      const unsound = failedForAnswer(study, total);
      if (unsound.length > 0) failed.push(`${design} in ${world}: too many analyses could not be estimated (${unsound.join(', ')})`);
      return { design, world, study, successes, sound: unsound.length === 0 };
    });
    const comparison = compareCells(cells);
    const changes = worldChanges(loaded.map(({ design, world, own, one }) => ({ design, world, own: own.study, study: one.study })));
    const notes = neverMade(loaded, comparison);
    const document = documentOf(loaded, comparison, changes, notes);
    if (argv.out !== undefined) {
      writeOutput(join(argv.out, 'comparison.json'), `${JSON.stringify(document, null, 2)}\n`);
      writeOutput(join(argv.out, 'comparison.csv'), csvText(rowsOf(cells, comparison)));
    }
    const timing = { seconds: (performance.now() - started) / 1000 };
    process.stdout.write(
      argv.json
        ? `${JSON.stringify({ ...document, timing }, null, 2)}\n`
        : `${[comparisonText(cells, comparison, changes), ...notes].join('\n')}\n`,
    );
    if (argv.report !== undefined) {
      const [{ own }] = loaded;
      const designs = ownDesigns(loaded).map(({ study }) => study);
      const paths = await writeQuestionReport({
        question: { kind: 'comparison', comparison, changes },
        study: own.study,
        designs,
        hash: own.hash,
        compared: loaded.map(({ design, world, one: { study, origins } }) => ({ design, world, study, origins })),
        out: argv.report,
        figures: argv.figures,
        command: currentCommand(),
      });
      if (!argv.quiet) process.stderr.write(`${paths.join('\n')}\n`);
    }
    if (failed.length > 0) throw new CommandFailure(4, failed.join('\n'));
  },
};

interface GridCell {
  readonly design: string;
  readonly world: string;
  /** The design as its own file has it, before any world is laid over it. */
  readonly own: LoadedStudy;
  readonly one: LoadedStudy;
}

/** Every design once, as its own file has it. */
function ownDesigns(loaded: readonly GridCell[]): LoadedStudy[] {
  return loaded.filter(({ design }, i) => loaded.findIndex((each) => each.design === design) === i).map(({ own }) => own);
}

/** Every design in every world; without worlds, each scenario as it stands. A file named twice (by name and by a pattern) counts once, where it stood first. */
function loadGrid(asked: CompareArguments): GridCell[] {
  const problems = new CellProblems();
  const argv = {
    ...asked,
    scenario: [...new Set(asked.scenario)],
    worlds: asked.worlds === undefined ? undefined : [...new Set(asked.worlds)],
  };
  const worlds = argv.worlds ?? [undefined];
  if (worlds.length === 0) throw new CommandFailure(2, '--worlds: expected scenario files, got none');
  const cells = argv.scenario.flatMap((path) =>
    worlds.flatMap((world): GridCell[] => {
      const name = world === undefined ? path : `${path} in the world ${world}`;
      const alone = (): ReadonlySet<string> => {
        const files = world === undefined ? [path] : [path, world];
        return new Set(files.flatMap((file) => failureLines(() => loadStudy(file, { ...argv, world: undefined }))));
      };
      const own = problems.guard(path, alone, () => loadStudy(path, { ...argv, world: undefined }));
      const one = world === undefined ? own : problems.guard(name, alone, () => loadStudy(path, { ...argv, world }));
      if (own === undefined || one === undefined) return [];
      const named = world === undefined ? 'as written' : nameOf(world);
      const where = world ?? path;
      if (one.study.claim === undefined) problems.add(`${path} claim: expected a claim, got none; compare asks how often it is made`);
      else if (one.study.claim.holds === undefined)
        problems.add(`${where} claim.holds: expected true or false (whether the claim is true in that world), got nothing`);
      return [{ design: one.study.name, world: named, own, one }];
    }),
  );
  for (const [what, names] of [
    ['scenario', argv.scenario.map(nameOf)],
    ['--worlds', (argv.worlds ?? []).map(nameOf)],
  ] as const) {
    for (const name of new Set(names.filter((each, i) => names.indexOf(each) < i)))
      problems.add(`${what}: expected different names, got ${name} twice`);
  }
  problems.throwIfAny();
  return cells;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.(ya?ml|json)$/i, '');
}

/** Why a claim that is true was made in no trial, where an analysis tests in the other direction than the true effect. */
function neverMade(loaded: readonly GridCell[], { cells }: Comparison): string[] {
  return loaded.flatMap(({ design, world, one: { study } }, position) => {
    const { holds, probability } = cells[position];
    const never = holds && probability?.value === 0 ? oppositeDirections(study, study.claim?.all) : [];
    return never.map((note) => `${design} in ${world}: ${note}`);
  });
}

function documentOf(
  loaded: readonly GridCell[],
  comparison: Comparison,
  changes: readonly WorldChange[],
  notes: readonly string[],
): Record<string, unknown> {
  const designs = [...new Set(loaded.map(({ design }) => design))];
  const worlds = [...new Set(loaded.map(({ world }) => world))];
  const holds = (world: string): boolean => loaded.find((cell) => cell.world === world)?.one.study.claim?.holds === true;
  const { cells, separations, varianceRatio } = comparison;
  return {
    comparison: {
      designs,
      designStudies: ownDesigns(loaded).map(({ study, hash }) => ({ ...provenance({ study, hash }), study })),
      worlds: worlds.map((name) => ({ name, claimTrue: holds(name) })),
      designChanges: changes,
      cells: cells.map((cell, position) => {
        const { study, hash, origins } = loaded[position].one;
        const { trial, power } = study;
        return {
          ...cell,
          participants: trial.design.participants,
          replicates: power.replicates,
          ...provenance({ study, hash }),
          study,
          origins,
        };
      }),
      separations,
      best: separations.length > 0 ? separations[0].design : null,
      varianceRatio,
      sentence: comparisonSentences(comparison).join(' '),
      ...(notes.length === 0 ? {} : { notes }),
    },
  };
}

/** One row per design and world: tidy. */
function rowsOf(cells: readonly ComparedCell[], { cells: table }: Comparison): (string | number)[][] {
  return [
    [
      'design',
      'world',
      'claim_true',
      'participants',
      'replicates',
      'probability',
      'mcse',
      'lower',
      'upper',
      'difference',
      'difference_mcse',
    ],
    ...table.map(({ design, world, holds, probability, difference }, position) => [
      ...[design, world, String(holds), cells[position].study.trial.design.participants, cells[position].successes.trials],
      ...(probability === null ? ['', '', '', ''] : [probability.value, probability.mcse, probability.lower, probability.upper]),
      ...(difference === null ? ['', ''] : [difference.value, difference.mcse]),
    ]),
  ];
}
