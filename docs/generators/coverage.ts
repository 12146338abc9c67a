// Writes docs/coverage.md: npm run docs:coverage (some minutes on one core; the same seed gives the same page).
import { readdirSync, writeFileSync } from 'node:fs';
import { methodNamed } from '../../src/analysis/index.ts';
import { loadStudy } from '../../src/cli/arguments/load-study.ts';
import { shortestGapDays } from '../../src/design/design.ts';
import type { AnalysisResult } from '../../src/power/characteristics/power-result.ts';
import { summarise } from '../../src/power/characteristics/summarise.ts';
import { blocksOf } from '../../src/power/simulation/blocks.ts';
import { compileStudy } from '../../src/power/simulation/compile-study.ts';
import { runReplicates } from '../../src/power/simulation/replicate-loop.ts';
import { addTally, emptyTally } from '../../src/power/simulation/tally.ts';
import { trueEffects } from '../../src/power/simulation/truth.ts';
import { truthValues, type TrueEffect } from '../../src/power/true-effect.ts';
import type { PlannedAnalysis, Study } from '../../src/study/study.ts';

const FILE = 'docs/coverage.md';
const REPLICATES = 2000;
/** Participants of every design; the scenarios and the worlds alone have their own numbers. */
const PARTICIPANTS = 30;
/** Where the coverage of nominal 95 % intervals should lie. */
const RANGE = [0.93, 0.97] as const;
/** Monte-Carlo errors by which a coverage must leave the range, and a type I error its nominal level, to count as outside. */
const ERRORS = { coverage: 2, typeOne: 3 } as const;
/** Days between infusions below which benefit and blockade are expected to last into the next period; assumed, as in the worlds. */
const SHORT_GAP = 21;

/** One study whose analyses are rows of the page. */
export interface CoverageStudy {
  readonly group: string;
  readonly world: string;
  readonly path: string;
  readonly worldPath?: string;
  readonly participants?: number;
}

/** One analysis in one study. */
export interface CoverageRow {
  readonly group: string;
  readonly world: string;
  readonly analysis: string;
  readonly method: string;
  readonly truth: TrueEffect;
  readonly result: AnalysisResult;
  /** The level that a true null hypothesis should be rejected at, where the null hypothesis is true. */
  readonly nominal: number | undefined;
  readonly replicates: number;
  readonly reason: string;
}

const names = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace('.yaml', ''))
    .sort();

/** Every shipped scenario, world, course and question as it stands, and every design in every world. */
export function coverageStudies(): CoverageStudy[] {
  const alone = (group: string, folder: string): CoverageStudy[] =>
    names(folder).map((world) => ({ group, world, path: `${folder}/${world}.yaml` }));
  const designs = names('scenarios/designs').flatMap((design) =>
    names('scenarios/worlds').map((world) => ({
      group: `design ${design}`,
      world,
      path: `scenarios/designs/${design}.yaml`,
      worldPath: `scenarios/worlds/${world}.yaml`,
      participants: PARTICIPANTS,
    })),
  );
  return [
    ...alone('scenarios', 'scenarios'),
    ...alone('worlds', 'scenarios/worlds'),
    ...designs,
    ...alone('courses', 'scenarios/courses'),
    ...alone('questions', 'scenarios/questions'),
  ];
}

/** Why the estimate of an analysis is biased by construction, from a fixed list; empty where nothing of it applies. */
function biasOf({ population, endpoint }: PlannedAnalysis, { trial }: Study): string {
  if (trial.kind === 'gaussian') return '';
  const { design, response, dissociation } = trial;
  // The improvement that is not the drug's lasts into the next period; where blockade takes some of it, what lasts differs with the order.
  const nonDrugCarried = response.nonspecificOpioidDependence > 0 && response.expectancy > 0;
  const reasons = [
    ...(shortestGapDays(design) < SHORT_GAP || (nonDrugCarried && endpoint !== 'cadss') ? ['carry-over'] : []),
    ...((endpoint === 'cadss' && dissociation.opioidDependence > 0) || endpoint === 'hamd-suicide' ? ['skewed responses'] : []),
    ...(population === 'placebo-responders' ? ['selection of responders'] : []),
    ...(design.sequences.length === 1 && design.sequences[0].length > 1 ? ['order'] : []),
  ];
  return reasons.join(', ');
}

/** The level at which a true null hypothesis should be rejected; undefined where it is not known to be true (some patients have an effect), or is that of a margin. */
function nominalOf({ method, alpha, alternative, direction }: PlannedAnalysis, { value, mcse }: TrueEffect): number | undefined {
  if (methodNamed(method).nullHypothesis !== 'difference' || value === null || !(Math.abs(value) < 1e-9) || mcse !== 0) return undefined;
  return alternative === 'two-sided' && direction !== 'either' ? alpha / 2 : alpha;
}

/**
 * The rows of one study.
 * @param truths  true effects that are known already, by analysis
 */
export function coverageOf(one: CoverageStudy, replicates: number, truths?: ReadonlyMap<string, TrueEffect>): CoverageRow[] {
  const { group, world, path, worldPath, participants } = one;
  const { study } = loadStudy(path, { replicates, world: worldPath, ...(participants === undefined ? {} : { participants }) });
  const compiled = compileStudy(study);
  const known = truths === undefined ? undefined : compiled.names.map((name) => truths.get(name));
  const effects = known?.every((effect) => effect !== undefined) === true ? known : trueEffects(compiled);
  const total = emptyTally(study);
  for (const { first, count } of blocksOf(replicates)) addTally(total, runReplicates(compiled, truthValues(effects), first, count));
  const { analyses } = summarise(study, total, effects);
  return compiled.names.map((analysis, position) => {
    const planned = study.analyses[analysis];
    const truth = effects[position];
    const nominal = nominalOf(planned, truth);
    return {
      group,
      world,
      analysis,
      method: planned.method,
      truth,
      result: analyses[analysis],
      nominal,
      replicates,
      reason: biasOf(planned, study),
    };
  });
}

/** Whether coverage, or the type I error, lies outside by more than its Monte-Carlo error allows. */
export function isOutside({ result: { coverage, power }, nominal, replicates }: CoverageRow): boolean {
  const { value, mcse } = coverage;
  const [lower, upper] = RANGE;
  const reach = ERRORS.coverage * (mcse ?? 0);
  if (value !== null && (value + reach < lower || value - reach > upper)) return true;
  if (nominal === undefined) return false;
  return Math.abs(power.value - nominal) > ERRORS.typeOne * Math.sqrt((nominal * (1 - nominal)) / replicates);
}

const plusMinus = (value: number | null, mcse: number | null, digits: number): string =>
  value === null ? '–' : `${value.toFixed(digits)} ± ${(mcse ?? 0).toFixed(digits)}`;

function line(row: CoverageRow): string {
  const { world, analysis, method, truth, result, nominal, reason } = row;
  const error = nominal === undefined ? '–' : `${plusMinus(result.power.value, result.power.mcse, 4)} (${nominal})`;
  const why = isOutside(row) ? (reason === '' ? 'none known' : reason) : '';
  const cells = [
    world,
    analysis,
    method,
    plusMinus(truth.value, truth.mcse, 3),
    plusMinus(result.bias.value, result.bias.mcse, 2),
    plusMinus(result.coverage.value, result.coverage.mcse, 3),
    error,
    why,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The page. */
export function coveragePage(rows: readonly CoverageRow[]): string {
  const outside = rows.filter(isOutside);
  const groups = [...new Set(rows.map(({ group }) => group))];
  const head = ['world', 'analysis', 'method', 'true effect', 'bias', 'coverage', 'type I error (nominal)', 'why outside'];
  const tables = groups.map((group) => {
    const own = rows.filter((row) => row.group === group).map(line);
    return `## ${group}\n\n| ${head.join(' | ')} |\n| ${head.map(() => '---').join(' | ')} |\n${own.join('\n')}\n`;
  });
  const count = (reason: string): number => outside.filter((row) => row.reason.split(', ').includes(reason)).length;
  return `# Coverage and type I error of every shipped analysis

Every analysis of every shipped scenario, world, course and question as it stands, and of every
design in every world with ${PARTICIPANTS} participants: ${rows.length} rows of ${rows[0]?.replicates ?? 0} trials each. Coverage is that of
nominal 95 % intervals, type I error the share of rejections where no patient has an effect; each
has its Monte-Carlo standard error. Tests against margins have no type I error here, as no world
lies on a margin. Made by \`npm run docs:coverage\`; \`npm run test:long\` simulates every row again.

${rows.length - outside.length} rows lie inside: coverage within ${RANGE[0]}–${RANGE[1]} by ${ERRORS.coverage} Monte-Carlo errors, type I error within ${ERRORS.typeOne} of its
nominal level. ${outside.length} lie outside. The column "why outside" names what biases them by construction:

- _carry-over_ (${count('carry-over')} rows): infusions less than ${SHORT_GAP} days apart, so that benefit and blockade last
  into the next period, or worlds in which blockade also takes improvement that is not the drug's;
- _selection of responders_ (${count('selection of responders')} rows): patients are chosen by their response under placebo, and
  regress to their mean under naltrexone;
- _skewed responses_ (${count('skewed responses')} rows): differences in dissociation are skewed where blockade takes it
  away, and a single item has few values, so that intervals of normal theory reach 95 %
  slowly (0.91, 0.93 and 0.95 in 30, 120 and 480 participants of the randomised crossover);
- _order_ (${count('order')} rows): everybody has the same order, so that what happens with time counts as an
  effect of the tablet.

${tables.join('\n')}`;
}

/** Outside, and nothing of the fixed list applies. */
export function unexplained(rows: readonly CoverageRow[]): string[] {
  return rows
    .filter((row) => isOutside(row) && row.reason === '')
    .map(({ group, world, analysis, result }) => {
      return `${group}, ${world}, ${analysis}: coverage ${plusMinus(result.coverage.value, result.coverage.mcse, 3)}, success ${plusMinus(result.power.value, result.power.mcse, 4)}`;
    });
}

if (process.argv[1]?.endsWith('coverage.ts')) {
  const replicates = Number(process.argv[2] ?? REPLICATES); // fewer for a look beforehand
  const rows = coverageStudies().flatMap((one) => coverageOf(one, replicates));
  writeFileSync(FILE, coveragePage(rows));
  for (const each of unexplained(rows)) process.stderr.write(`outside without a reason: ${each}\n`);
}
