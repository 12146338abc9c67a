import type { ReadTrial } from '../../data-files/reading/build-trial.ts';
import type { RecordTable } from '../../data-files/reading/record-table.ts';
import { derivedVisits } from '../../outcomes/derived-visits.ts';
import { processOf } from '../../outcomes/endpoint-traits.ts';
import { completeFollowUp } from '../../outcomes/missingness/index.ts';
import { scaleTotal } from '../../outcomes/scales/index.ts';
import { rootKey } from '../../random/index.ts';
import { baselineVisit, studyOf } from '../../scenario/resolved/study-of.ts';
import type { ResolvedScenario } from '../../scenario/schema/scenario-schema.ts';
import { listedNames } from '../../text/listed-names.ts';
import { trialGenerator } from '../../trial/compile-trial.ts';
import { conditionNames } from '../../trial/conditions.ts';
import { columnKey, type TrialData } from '../../trial/trial-data.ts';
import { guessQuestions } from '../../trial/guesses.ts';
import type { MechanisticTrial } from '../../trial/trial-model.ts';
import type { EvidenceStudy, RecordedData } from '../evidence-study.ts';
import type { Summary } from '../evidence-schema.ts';
import { figureReader, restored, type FigureSummary } from '../study-figures.ts';
import { momentsOf } from '../emulator/surface.ts';
import { guessColumns } from './guess-columns.ts';
import { summariesOf, type RecordedParts } from './made-summaries.ts';
import { subjectsBySequence } from './recorded-sequences.ts';

// Longer than other files: every way in which data and design can disagree is told together.

/** Individual data as they were read. */
export interface RecordedFile {
  readonly file: string;
  readonly trial: ReadTrial;
  readonly guesses?: { readonly file: string; readonly table: RecordTable } | undefined;
}

/** A study as its file declares it, before its data are looked at. */
export interface PlannedStudy {
  readonly name: string;
  readonly source: string;
  readonly scenario: ResolvedScenario;
  readonly trial: MechanisticTrial;
}

/** Fewest patients of whom a mean, an SD or a correlation is taken (assumed: Fisher's z of five has an SD of 0.7, of four of 1), and fewest of a mean alone. */
const [MIN_PARTICIPANTS, MIN_OF_MEAN] = [5, 3];
/** Most patients (the largest block). */
const MAX_PARTICIPANTS = 1000;
/** SD below which values do not differ. */
const NO_SPREAD = 1e-9;
/** Hours from which a visit is one of the day after the studied drug. */
const DAY_AFTER = 18;
/** Patients whose dissociation tells where its peak is. */
const PEAK_PATIENTS = 1000;

/**
 * A study with the figures that are made of its individual data. Its simulated trials have the patients of each sequence and the missing values of the data, and nothing is missing otherwise.
 * @returns every problem at once, each with the file
 */
export function recordedStudy(
  planned: PlannedStudy,
  read: RecordedFile,
): { readonly study: EvidenceStudy } | { readonly problems: readonly string[] } {
  const { file, trial: found } = read;
  const problems: string[] = [];
  const say = (message: string): void => void problems.push(`${file}: ${message}`);
  const { data } = found;
  if (data.subjectCount < MIN_PARTICIPANTS || data.subjectCount > MAX_PARTICIPANTS) {
    const bound = data.subjectCount < MIN_PARTICIPANTS ? `at least ${MIN_PARTICIPANTS}` : `at most ${MAX_PARTICIPANTS}`;
    return { problems: [`${file}: expected ${bound} participants, so that figures of them can be simulated, got ${data.subjectCount}`] };
  }
  const subjects = subjectsBySequence(found, planned.trial, say);
  const notices = [...found.notices];
  const scores = scoresOf(planned, data, say, notices);
  const none = { questions: [], columns: new Map<string, Float64Array>(), problems: [] as readonly string[] };
  // Of data with other periods the guesses have other periods too.
  const guesses = read.guesses === undefined || subjects === undefined ? none : guessColumns(read.guesses, found, planned.trial);
  problems.push(...guesses.problems);
  if (subjects === undefined || scores === undefined || problems.length > 0) return { problems };
  const { questions, columns } = guesses;
  if (questions.length === 0 && guessQuestions(planned.trial).length > 0)
    notices.push('no guesses of the treatment were found (guesses.csv beside the observations)');
  const followed = subjects.flatMap((own, sequence) => (own.length > 0 ? [{ own, order: planned.trial.design.sequences[sequence] }] : []));
  const recorded: RecordedData = {
    data: { ...data, columns: new Map([...data.columns, ...columns]) },
    subjects: followed.map(({ own }) => own),
    ...{ questions, file, notices },
  };
  const scenario = asRecorded(
    planned.scenario,
    followed.map(({ order, own }) => [order, own.length] as const),
  );
  const { trial } = studyOf(scenario);
  if (trial.kind !== 'mechanistic') throw new RangeError('individual data need the mechanistic model');
  const study = { name: planned.name, source: planned.source, scenario, trial, recorded };
  const summaries = withValues(study, partsOf(study, scores, say, notices), say);
  return problems.length > 0 ? { problems } : { study: { ...study, summaries } };
}

type StudyBefore = Omit<EvidenceStudy, 'summaries'> & { readonly recorded: RecordedData };

/** The scenario with the patients of the data in each sequence, and with nothing missing but what is missing in the data. */
function asRecorded(
  planned: ResolvedScenario,
  followed: readonly (readonly [order: readonly string[], patients: number])[],
): ResolvedScenario {
  const scenario = structuredClone(planned);
  const participants = followed.reduce((sum, [, patients]) => sum + patients, 0);
  delete scenario.design.allocation;
  Object.assign(scenario.design, {
    ...{
      participants,
      blockSize: participants,
      sequences: followed.map(([order]) => [...order]),
      weights: followed.map(([, patients]) => patients),
    },
  });
  const { visitWindowDays } = scenario.missingness;
  Object.assign(scenario.missingness, { ...completeFollowUp, visitWindowDays });
  return scenario;
}

/** The endpoints that are read: the first score of severity that design and data have, and dissociation. */
function scoresOf({ scenario }: PlannedStudy, { columns }: TrialData, say: (message: string) => void, notices: string[]) {
  const { outcomes } = scenario;
  const measured = [...new Set([...columns.keys()].map((key) => key.slice(0, key.indexOf('@'))))];
  const planned = Object.keys(outcomes).filter((name) => scaleTotal(name) !== undefined);
  const endpoint = planned.find((name) => measured.includes(name));
  if (endpoint === undefined) {
    say(`expected an endpoint of the design (${listedNames(planned)}), got ${listedNames(measured)}`);
    return undefined;
  }
  const dissociation = Object.keys(outcomes).find((name) => processOf(name) === 'dissociation' && measured.includes(name));
  const unused = measured.filter((name) => name !== endpoint && name !== dissociation);
  if (unused.length > 0) notices.push(`not used: ${listedNames(unused)}`);
  for (const name of dissociation === undefined ? [endpoint] : [endpoint, dissociation]) {
    const has = [...columns.keys()].filter((key) => key.startsWith(`${name}@`)).map((key) => key.slice(name.length + 1));
    // Of dissociation only the visits after the infusion are read.
    const wanted = (outcomes[name]?.visits ?? []).filter((visit) => name === endpoint || scenario.visits[visit] > 0);
    const absent = wanted.filter((visit) => !has.includes(visit));
    const recorded = has.filter((visit) => !derivedVisits.some((derived) => derived === visit));
    if (absent.length > 0)
      say(`${name}: expected the visits of the design, got none at ${listedNames(absent)}; the data have ${listedNames(recorded)}`);
  }
  const baseline = baselineVisit(scenario, endpoint);
  if (baseline === '') say(`${endpoint}: expected a visit before the studied drug in the design as baseline, got none`);
  return { endpoint, baseline, dissociation };
}

function partsOf(
  { scenario, trial, recorded: { data, questions } }: StudyBefore,
  { endpoint, baseline, dissociation }: NonNullable<ReturnType<typeof scoresOf>>,
  say: (message: string) => void,
  notices: string[],
): RecordedParts {
  const after = (name: string): string[] => (scenario.outcomes[name]?.visits ?? []).filter((visit) => scenario.visits[visit] > 0);
  const visits = after(endpoint);
  const conditions = conditionNames(trial.design);
  const of = (key: string, row: number): number => data.columns.get(key)?.[row] ?? NaN;
  const changed = (row: number, visit: string): boolean =>
    !Number.isNaN(of(columnKey(endpoint, visit), row) - of(columnKey(endpoint, baseline), row));
  const rowsOf = (condition: string): number[] =>
    [...data.treatment.keys()].filter((row) => data.treatments[data.treatment[row]] === condition);
  const had = (condition: string, visit: string): Set<number> =>
    new Set(
      rowsOf(condition)
        .filter((row) => changed(row, visit))
        .map((row) => Math.floor(row / data.periodCount)),
    );
  for (const condition of conditions)
    for (const visit of visits) {
      const { size } = had(condition, visit);
      if (size < MIN_PARTICIPANTS)
        say(
          `${endpoint} at ${visit} after ${condition}: expected at least ${MIN_PARTICIPANTS} participants with it and a baseline, got ${size}`,
        );
    }
  const [reference, ...others] = conditions;
  const pairs = others.flatMap((other) => {
    const both = Math.min(
      ...visits.map((visit) => {
        const second = had(other, visit);
        return [...had(reference, visit)].filter((subject) => second.has(subject)).length;
      }),
    );
    if (both >= MIN_PARTICIPANTS) return [[reference, other] as const];
    if (trial.design.sequences.some((sequence) => sequence.includes(reference) && sequence.includes(other)))
      notices.push(`${reference} and ${other} are not compared within participants: only ${both} have both`);
    return [];
  });
  const laterPeriods = Array.from({ length: data.periodCount - 1 }, (_, i) => i + 1).flatMap((period) =>
    conditions.flatMap((condition) => {
      const key = columnKey(endpoint, baseline);
      const rows = rowsOf(condition).filter(
        (row) => row % data.periodCount === period && !Number.isNaN(of(key, row) - of(key, row - period)),
      );
      return rows.length < MIN_OF_MEAN ? [] : [[period + 1, condition] as const];
    }),
  );
  return {
    ...{ endpoint, baseline, visits, conditions, pairs, laterPeriods },
    responseVisit: visits.find((visit) => scenario.visits[visit] >= DAY_AFTER) ?? visits[0],
    ...(dissociation === undefined
      ? {}
      : { dissociation: { endpoint: dissociation, visit: peakOf(trial, dissociation, after(dissociation)) } }),
    questions,
  };
}

/** The visit at which dissociation after the reference is highest in the model at the scenario's own values: a choice that the data have no part in. */
function peakOf(trial: MechanisticTrial, endpoint: string, visits: readonly string[]): string {
  const keys = visits.map((visit) => columnKey(endpoint, visit));
  const { design } = trial;
  const large = {
    ...trial,
    design: { ...design, participants: PEAK_PATIENTS, sequences: [[design.reference]], weights: [1], infusionDays: [0] },
  };
  const generator = trialGenerator(large, rootKey('peak'), new Set(keys));
  generator.generate(0);
  const means = keys.map((key) => momentsOf(generator.data.columns.get(key) ?? []).mean);
  return visits[means.indexOf(Math.max(...means))];
}

/** The summaries with their values, by the code that reads simulated trials; says where values do not differ. */
function withValues(study: StudyBefore, parts: RecordedParts, say: (message: string) => void): Summary[] {
  return summariesOf(parts).map((summary) => {
    const figure = summary as FigureSummary;
    const value = restored(figure.kind, figureReader({ ...study, summaries: [] }, figure)(study.recorded.data));
    if (figure.kind === 'sd' && !(value > NO_SPREAD))
      say(`${figure.name}: expected values that differ between participants, got the same of all`);
    else if (!Number.isFinite(value) && !figure.kind.startsWith('paired-') && figure.kind !== 'correlation')
      say(`${figure.name}: expected at least two values, got fewer`);
    return { ...figure, value };
  });
}
