import { checkReplicate } from '../check-trial.ts';
import { allocate, factorsOf } from '../../design/allocate.ts';
import { plannedDay } from '../../design/design.ts';
import { isResponseVisit, summariseResponse, summariseVisits } from '../../outcomes/derived-visits.ts';
import { SEVERITY_ENDPOINT } from '../../outcomes/scales/index.ts';
import { covariateNames, type CovariateName } from '../../population/covariates.ts';
import { emptyPatient, PatientSource } from '../../population/patient.ts';
import { ParticipantStreams } from '../../random/participant-streams.ts';
import { streamId, type Stream } from '../../random/stream.ts';
import { compileCondition, conditionNames, type Condition } from '../conditions.ts';
import { namedSequences } from '../sequence.ts';
import { Attendance } from './attendance.ts';
import { clearBeliefs } from './beliefs.ts';
import { admissionOf } from './eligibility.ts';
import { planSlots, runsOf, type MeasurementSlot, type SlotPlan, type SlotRun } from './measurement-slots.ts';
import { clearFlow, countPatient, emptyFlow, withdrawalReasons } from '../participant-flow.ts';
import { KeptConcentrations } from './kept-concentrations.ts';
import { MAX_TIMES } from './medication/drug-in-body.ts';
import { PatientCourse } from './patient-course.ts';
import { Rater } from './rater.ts';
import { candidateName, MAX_ATTEMPTS, RunIn } from './run-in.ts';
import { columnKey, type TrialData } from '../trial-data.ts';
import { emptyItemScores, ITEM_MISSING } from './item-scores.ts';
import { emptyRecords, type ItemScores, type Kept, type KeptConcentration, type TrialGenerator } from '../trial-generator.ts';
import type { MechanisticTrial } from '../trial-model.ts';

// Longer than other files: one class that fills the columns of a trial in the order in which a trial runs, and allocates nothing.

const ALLOCATION = streamId('allocation');
const RECHECK = streamId('recheck');
/** More than a period can have: `design.maximumDelayDays` is at most 365 and `design.recheckDays` at least 1. */
const MAX_RECHECKS = 512;
const NOT_BACK = withdrawalReasons.indexOf('not back to baseline');
const WITHDRAWN = withdrawalReasons.indexOf('withdrawn after adverse effects');

/** Trials of virtual patients. Only the ratings that `reads` names are simulated; streams make them the same as in a full trial. */
export class MechanisticGenerator implements TrialGenerator {
  readonly data: TrialData;
  readonly flow;
  readonly records;
  readonly hours: ReadonlyMap<string, number>;
  readonly actualHours: ReadonlyMap<string, Float64Array>;
  readonly itemScores: ReadonlyMap<string, ItemScores>;
  readonly concentrations: readonly KeptConcentration[];
  readonly #concentrations: KeptConcentrations;
  readonly #model: MechanisticTrial;
  /** Whether adverse effects and guesses go into the records. */
  readonly #keepsGuesses: boolean;
  /** Planned start of each period, h. */
  readonly #plannedHours: Float64Array;
  readonly #conditions: readonly Condition[];
  readonly #codes: readonly Int32Array[];
  readonly #plan: SlotPlan;
  /** The slots in runs of ratings that are worked out together. */
  readonly #runs: readonly SlotRun[];
  readonly #columns: readonly Float64Array[];
  readonly #summaryColumns: readonly Float64Array[];
  /** Actual hours of each rating; one planned number where no visit moves. */
  readonly #times: readonly Float64Array[];
  readonly #source: PatientSource;
  readonly #course: PatientCourse;
  readonly #rater: Rater;
  readonly #patient = emptyPatient();
  readonly #streams: ParticipantStreams;
  readonly #baseline: MeasurementSlot | undefined;
  readonly #attendance: Attendance;
  readonly #runIn: RunIn | undefined;
  /** Ratings of one summary and their hours, or hours of ratings that are worked out together. */
  readonly #scratch: Float64Array;
  readonly #scratchHours: Float64Array;
  readonly #covariates: readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

  constructor(model: MechanisticTrial, key: Int32Array, reads: ReadonlySet<string> | 'all', kept: Kept = {}) {
    const { items = false, guesses = true, concentrations = [] } = kept;
    this.#model = model;
    this.#keepsGuesses = guesses;
    this.#streams = new ParticipantStreams(key);
    const { design } = model;
    const { enrichment, participants: subjects } = design;
    const periods = design.sequences[0].length;
    this.#plannedHours = Float64Array.from({ length: periods }, (_, period) => 24 * plannedDay(design, period));
    const treatments = conditionNames(design);
    this.#conditions = treatments.map((name) => compileCondition(name, model));
    this.#codes = design.sequences.map((sequence) => Int32Array.from(sequence, (name) => treatments.indexOf(name)));
    this.#plan = planSlots(model, reads);
    this.#runs = runsOf(this.#plan.slots);
    const room = Math.max(MAX_TIMES, ...this.#plan.summaries.map(({ sources }) => sources.length));
    this.#scratch = new Float64Array(room);
    this.#scratchHours = new Float64Array(room);
    this.#columns = this.#plan.slots.map(() => new Float64Array(subjects * periods));
    this.#summaryColumns = this.#plan.summaries.map(() => new Float64Array(subjects * periods));
    const columns = new Map<string, Float64Array>();
    this.#plan.slots.forEach(({ key: name }, slot) => columns.set(name, this.#columns[slot]));
    this.#plan.summaries.forEach(({ key: name }, slot) => columns.set(name, this.#summaryColumns[slot]));
    const covariate = (): Float64Array => new Float64Array(subjects);
    this.#covariates = [covariate(), covariate(), covariate(), covariate(), covariate()];
    const covariates = new Map(covariateNames.map((name, i) => [name, this.#covariates[i]]));
    this.data = {
      subjectCount: subjects,
      periodCount: periods,
      treatments,
      sequences: namedSequences(design.sequences),
      sequence: new Int32Array(subjects),
      treatment: new Int32Array(subjects * periods),
      columns,
      covariates,
    };
    this.flow = emptyFlow(periods);
    this.records = emptyRecords(subjects, periods);
    this.hours = new Map(this.#plan.slots.map(({ key: name, hours }) => [name, hours]));
    const moved = model.missingness.visitWindowDays > 0;
    this.#times = this.#plan.slots.map(({ hours }) => (moved ? new Float64Array(subjects * periods) : Float64Array.of(hours)));
    this.actualHours = new Map(moved ? this.#plan.slots.map(({ key: name }, slot) => [name, this.#times[slot]]) : []);
    this.itemScores = items ? emptyItemScores(this.#plan.slots, subjects * periods) : new Map();
    this.#rater = new Rater(model);
    this.#source = new PatientSource(
      model.population,
      (severity, stream) => this.#rater.hamd17.total(severity, stream.uniform()),
      admissionOf(model, this.#rater),
    );
    this.#runIn = enrichment === undefined ? undefined : new RunIn(model, enrichment, this.#rater);
    this.#course = new PatientCourse(model, periods, enrichment === undefined ? 0 : 1);
    this.#concentrations = new KeptConcentrations(model, this.#course.medication, concentrations, subjects * periods);
    this.concentrations = this.#concentrations.kept;
    this.#attendance = new Attendance(model, this.#rater);
    const isBaseline = ({ endpoint, hours }: MeasurementSlot): boolean => endpoint === SEVERITY_ENDPOINT && hours < 0;
    this.#baseline = design.rebaselineShare > 0 ? planSlots(model, 'all').slots.findLast(isBaseline) : undefined;
  }

  generate(replicate: number): void {
    checkReplicate('replicate', replicate);
    const { subjectCount, sequence } = this.data;
    const { design } = this.#model;
    clearFlow(this.flow);
    for (const { scores } of this.itemScores.values()) scores.fill(ITEM_MISSING);
    const factors = factorsOf(design.allocation);
    if (factors.length > 0) for (let subject = 0; subject < subjectCount; subject++) this.#enrol(replicate, subject);
    const values = factors.map(({ covariate }) => this.#covariates[covariateNames.indexOf(covariate as CovariateName)]);
    const streams = this.#streams.bind(replicate);
    const streamOf = (index: number): Stream => streams.open(ALLOCATION, index);
    allocate(design, streamOf, sequence, subjectCount, values);
    for (let subject = 0; subject < subjectCount; subject++) this.#follow(replicate, subject, this.#codes[sequence[subject]]);
  }

  /** Follows one patient through their sequence and writes their rows. */
  #follow(replicate: number, subject: number, codes: Int32Array): void {
    const { periodCount, treatment } = this.data;
    const course = this.#course;
    this.#enrol(replicate, subject);
    let reason = 0;
    let delay = 0;
    let given = 0;
    for (let period = 0; period < periodCount; period++) {
      const row = subject * periodCount + period;
      treatment[row] = codes[period];
      if (reason === 0 && period > 0) reason = this.#attendance.leavesAfter(course);
      const planned = this.#plannedHours[period] + delay;
      if (reason === 0 && period > 0 && this.#baseline !== undefined) {
        const wait = this.#waitForBaseline(this.#baseline, planned);
        if (wait < 0) reason = NOT_BACK;
        else delay += wait;
      }
      if (reason !== 0) {
        this.#leaveEmpty(row);
        continue;
      }
      course.startPeriod(this.#conditions[codes[period]], this.#plannedHours[period] + delay);
      this.#attendance.enter(course);
      given++;
      this.#rateVisits(row);
      this.#recordPeriod(row);
    }
    if (reason === 0 && this.#attendance.withdrawn) reason = WITHDRAWN;
    this.records.withdrawal[subject] = reason;
    this.records.periodsGiven[subject] = given;
    countPatient(this.flow, this.#patient.screened, given, reason);
  }

  /**
   * Draws the patient of one place, or candidates until one responds to the run-in, and writes their covariates; the course has taken the patient up.
   * @throws RangeError if no candidate responds
   */
  #enrol(replicate: number, subject: number): void {
    let screened = 0;
    for (let attempt = 0; attempt <= MAX_ATTEMPTS; attempt++) {
      const streams = this.#streams.bind(replicate, candidateName(subject, attempt));
      this.#source.draw(streams, this.#patient);
      this.#course.startPatient(this.#patient, streams);
      screened += this.#patient.screened;
      if (this.#runIn !== undefined && !this.#runIn.responds(this.#course)) continue;
      this.#patient.screened = screened;
      this.#describe(subject);
      return;
    }
    throw new RangeError(`none of ${MAX_ATTEMPTS + 1} eligible candidates for one place responded to the run-in`);
  }

  #describe(subject: number): void {
    const { female, age, weight, failedCourses, screeningScore } = this.#patient;
    this.#covariates[0][subject] = female ? 0 : 1;
    this.#covariates[1][subject] = Math.round(age * 10) / 10;
    this.#covariates[2][subject] = Math.round(weight * 10) / 10;
    this.#covariates[3][subject] = failedCourses;
    this.#covariates[4][subject] = screeningScore;
  }

  #rateVisits(row: number): void {
    const moved = this.actualHours.size > 0;
    const attends = this.#attendance.attendsAll;
    for (const { first, end, isDissociation } of this.#runs) {
      if (isDissociation) this.#rateDissociation(row, first, end, moved, attends);
      else for (let slot = first; slot < end; slot++) this.#rateVisit(row, slot, moved, attends);
    }
    for (let summary = 0; summary < this.#plan.summaries.length; summary++) this.#summarise(row, summary, moved);
  }

  #rateVisit(row: number, place: number, moved: boolean, attends: boolean): void {
    const slot = this.#plan.slots[place];
    const shift = moved ? this.#attendance.shift(slot, this.#course) : 0;
    if (moved) this.#times[place][row] = slot.hours + shift;
    const missed = !attends && this.#attendance.misses(slot, this.#course, shift);
    this.#columns[place][row] = missed ? NaN : this.#rater.rate(slot, this.#course, shift);
    if (!missed) this.#keepItems(slot, row);
  }

  /** Rates the visits of dissociation from `first` to before `end` together. */
  #rateDissociation(row: number, first: number, end: number, moved: boolean, attends: boolean): void {
    const { slots } = this.#plan;
    for (let slot = first; slot < end; slot++) {
      const shift = moved ? this.#attendance.shift(slots[slot], this.#course) : 0;
      if (moved) this.#times[slot][row] = slots[slot].hours + shift;
      if (!attends) this.#columns[slot][row] = this.#attendance.misses(slots[slot], this.#course, shift) ? NaN : 0;
      this.#scratchHours[slot - first] = slots[slot].hours + shift;
    }
    const ratings = this.#rater.rateDissociation(slots, first, end - first, this.#course, this.#scratchHours);
    for (let slot = first; slot < end; slot++) {
      const column = this.#columns[slot];
      if (attends || column[row] === 0) column[row] = ratings[slot - first];
    }
  }

  #summarise(row: number, place: number, moved: boolean): void {
    const { kind, sources, baseline, rule } = this.#plan.summaries[place];
    for (let visit = 0; visit < sources.length; visit++) {
      this.#scratch[visit] = this.#columns[sources[visit]][row];
      this.#scratchHours[visit] = this.#times[sources[visit]][moved ? row : 0];
    }
    this.#summaryColumns[place][row] = isResponseVisit(kind)
      ? summariseResponse(kind, this.#scratchHours, this.#scratch, sources.length, this.#columns[baseline][row], rule)
      : summariseVisits(kind, this.#scratchHours, this.#scratch, sources.length);
  }

  #keepItems({ endpoint, source, visit }: MeasurementSlot, row: number): void {
    if (this.itemScores.size === 0 || source.kind !== 'scale') return;
    const scores = this.#rater.items(endpoint);
    this.itemScores.get(columnKey(source.scale.name, visit))?.scores.set(scores, row * scores.length);
  }

  #leaveEmpty(row: number): void {
    for (const column of this.#columns) column[row] = NaN;
    for (const column of this.#summaryColumns) column[row] = NaN;
    this.records.start[row] = NaN;
    clearBeliefs(this.records, row);
    this.records.adherent[row] = 0;
  }

  #recordPeriod(row: number): void {
    const { records } = this;
    records.start[row] = this.#course.start;
    this.#concentrations.record(this.#course.medication, row);
    records.adherent[row] = this.#course.medication.taken[this.#course.period];
    if (this.#keepsGuesses) this.#course.beliefs.describe(records, row);
  }

  /** Hours of postponement until the score is back to the asked share of the first baseline, or −1 when it does not come back in time. */
  #waitForBaseline(baseline: MeasurementSlot, planned: number): number {
    const { rebaselineShare, recheckDays, maximumDelayDays } = this.#model.design;
    const first = this.#firstBaseline(baseline);
    const { period } = this.#course;
    for (let check = 0; check * recheckDays <= maximumDelayDays; check++) {
      const wait = 24 * recheckDays * check;
      const z = this.#course.streams.open(RECHECK, period * MAX_RECHECKS + check).uniform();
      if (this.#rater.hamd17.total(this.#course.severity(planned + wait + baseline.hours), z) >= rebaselineShare * first) return wait;
    }
    return -1;
  }

  #firstBaselineScore = NaN;
  #firstBaseline(baseline: MeasurementSlot): number {
    if (this.#course.period === (this.#runIn === undefined ? 0 : 1)) {
      this.#firstBaselineScore = this.#rater.rate(baseline, this.#course);
    }
    return this.#firstBaselineScore;
  }
}
