import { checkReplicate } from '../check-trial.ts';
import { allocate, factorsOf } from '../../design/allocate.ts';
import { plannedDay } from '../../design/design.ts';
import { isResponseVisit, peakOf, summariseResponse, summariseVisits } from '../../outcomes/derived-visits.ts';
import { covariateNames, type CovariateName } from '../../population/covariates.ts';
import { PatientSource, type Patient } from '../../population/patient.ts';
import { ParticipantStreams } from '../../random/participant-streams.ts';
import { streamId, type Stream } from '../../random/stream.ts';
import { GROUP } from '../../random/stream-group/group-layout.ts';
import { StreamGroup } from '../../random/stream-group/stream-group.ts';
import { compileCondition, conditionNames, type Condition } from '../conditions.ts';
import { namedSequences } from '../sequence.ts';
import { Attendance } from './attendance.ts';
import { clearBeliefs } from '../mechanistic/beliefs.ts';
import { admissionOf } from './eligibility.ts';
import { FollowedParticipant } from './followed-participant.ts';
import { Rebaselining } from './rebaselining.ts';
import { planSlots, type SlotPlan } from '../mechanistic/measurement-slots.ts';
import { clearFlow, countPatient, emptyFlow, withdrawalReasons } from '../participant-flow.ts';
import { KeptConcentrations } from '../mechanistic/kept-concentrations.ts';
import { PatientCourse } from '../mechanistic/patient-course.ts';
import { PeriodRatings } from './period-ratings.ts';
import { RememberedCourses } from '../mechanistic/remembered-courses.ts';
import { Rater } from '../mechanistic/rater.ts';
import { candidateName, MAX_ATTEMPTS, RunIn } from './run-in.ts';
import type { TrialData } from '../trial-data.ts';
import { emptyItemScores, ITEM_MISSING } from '../mechanistic/item-scores.ts';
import { emptyRecords, type ItemScores, type Kept, type KeptConcentration, type TrialGenerator } from '../trial-generator.ts';
import type { MechanisticTrial } from '../trial-model.ts';

// Longer than other files: one class that fills the columns of a trial in the order in which a trial runs, and allocates nothing.

const ALLOCATION = streamId('allocation');
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
  /** Whether the covariates are written. */
  readonly #describes: boolean;
  /** Whether adverse effects and guesses go into the records. */
  readonly #keepsGuesses: boolean;
  /** Planned start of each period, h. */
  readonly #plannedHours: Float64Array;
  readonly #conditions: readonly Condition[];
  readonly #codes: readonly Int32Array[];
  readonly #plan: SlotPlan;
  readonly #columns: readonly Float64Array[];
  readonly #summaryColumns: readonly Float64Array[];
  /** Actual hours of each rating; one planned number where no visit moves. */
  readonly #times: readonly Float64Array[];
  readonly #source: PatientSource;
  readonly #ratings: PeriodRatings;
  /** Streams of the trial as a whole. */
  readonly #streams: ParticipantStreams;
  /** The participants who are followed side by side, with their streams. */
  readonly #followed: readonly FollowedParticipant[];
  readonly #group: StreamGroup;
  readonly #names = new Int32Array(GROUP);
  readonly #attendance: Attendance;
  readonly #rebaselining: Rebaselining;
  readonly #runIn: RunIn | undefined;
  /** Ratings of one summary and their hours. */
  readonly #scratch: Float64Array;
  readonly #scratchHours: Float64Array;
  readonly #covariates: readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

  constructor(model: MechanisticTrial, key: Int32Array, reads: ReadonlySet<string> | 'all', kept: Kept = {}) {
    const { items = false, guesses = true, covariates = true, concentrations = [] } = kept;
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
    const room = Math.max(0, ...this.#plan.summaries.map(({ sources }) => sources.length));
    this.#scratch = new Float64Array(room);
    this.#scratchHours = new Float64Array(room);
    this.#columns = this.#plan.slots.map(() => new Float64Array(subjects * periods));
    this.#summaryColumns = this.#plan.summaries.map(() => new Float64Array(subjects * periods));
    const columns = new Map<string, Float64Array>();
    this.#plan.slots.forEach(({ key: name }, slot) => columns.set(name, this.#columns[slot]));
    this.#plan.summaries.forEach(({ key: name }, slot) => columns.set(name, this.#summaryColumns[slot]));
    this.#describes = covariates || factorsOf(design.allocation).length > 0;
    const covariate = (): Float64Array => new Float64Array(subjects);
    this.#covariates = [covariate(), covariate(), covariate(), covariate(), covariate()];
    const named = new Map((this.#describes ? covariateNames : []).map((name, i) => [name, this.#covariates[i]]));
    this.data = {
      subjectCount: subjects,
      periodCount: periods,
      treatments,
      sequences: namedSequences(design.sequences),
      sequence: new Int32Array(subjects),
      treatment: new Int32Array(subjects * periods),
      columns,
      covariates: named,
    };
    this.flow = emptyFlow(periods);
    this.records = emptyRecords(subjects, periods);
    this.hours = new Map(this.#plan.slots.map(({ key: name, hours }) => [name, hours]));
    const moved = model.missingness.visitWindowDays > 0;
    this.#times = this.#plan.slots.map(({ hours }) => (moved ? new Float64Array(subjects * periods) : Float64Array.of(hours)));
    this.actualHours = new Map(moved ? this.#plan.slots.map(({ key: name }, slot) => [name, this.#times[slot]]) : []);
    this.itemScores = items ? emptyItemScores(this.#plan.slots, subjects * periods) : new Map();
    const rater = new Rater(model);
    this.#source = new PatientSource(
      model.population,
      (severity, uniform) => rater.hamd17.total(severity, uniform),
      admissionOf(model, rater),
      this.#describes || model.response.failedCoursesLogit !== 0,
    );
    this.#runIn = enrichment === undefined ? undefined : new RunIn(model, enrichment, rater);
    this.#group = new StreamGroup(key);
    const remembered = new RememberedCourses(model);
    this.#followed = Array.from({ length: Math.min(GROUP, subjects) }, (_, member) => {
      const course = new PatientCourse(model, periods, enrichment === undefined ? 0 : 1, remembered);
      return new FollowedParticipant(course, new ParticipantStreams(key, this.#group, member));
    });
    this.#concentrations = new KeptConcentrations(model, this.#followed[0].course.medication, concentrations, subjects * periods);
    this.concentrations = this.#concentrations.kept;
    this.#attendance = new Attendance(model, rater);
    this.#rebaselining = new Rebaselining(model, rater);
    const to = { slots: this.#plan.slots, columns: this.#columns, times: this.#times, itemScores: this.itemScores };
    this.#ratings = new PeriodRatings(model, to, this.#followed, this.#group, rater, this.#attendance);
  }

  generate(replicate: number): void {
    checkReplicate('replicate', replicate);
    const { subjectCount, sequence } = this.data;
    const { design } = this.#model;
    clearFlow(this.flow);
    for (const { scores } of this.itemScores.values()) scores.fill(ITEM_MISSING);
    const factors = factorsOf(design.allocation);
    if (factors.length > 0)
      for (let first = 0; first < subjectCount; first += GROUP) this.#enrol(replicate, first, Math.min(GROUP, subjectCount - first));
    const values = factors.map(({ covariate }) => this.#covariates[covariateNames.indexOf(covariate as CovariateName)]);
    const streams = this.#streams.bind(replicate);
    const streamOf = (index: number): Stream => streams.open(ALLOCATION, index);
    allocate(design, streamOf, sequence, subjectCount, values);
    for (let first = 0; first < subjectCount; first += GROUP) this.#follow(replicate, first, Math.min(GROUP, subjectCount - first));
  }

  /** Follows participants side by side through their sequences and writes their rows. @param first  of them */
  #follow(replicate: number, first: number, count: number): void {
    const { periodCount } = this.data;
    this.#enrol(replicate, first, count);
    for (let member = 0; member < count; member++) this.#followed[member].enter();
    const runIns = this.#runIn === undefined ? 0 : 1;
    for (let period = 0; period < periodCount; period++) {
      for (let member = 0; member < count; member++) this.#startPeriod(this.#followed[member], first + member, period);
      this.#ratings.rate(first * periodCount + period, periodCount, count, period + runIns);
      for (let member = 0; member < count; member++)
        if (this.#followed[member].isInTrial) this.#completePeriod(this.#followed[member], (first + member) * periodCount + period);
    }
    for (let member = 0; member < count; member++) this.#leave(this.#followed[member], first + member);
  }

  /** Starts a period of one participant, or leaves it empty where they have left. */
  #startPeriod(participant: FollowedParticipant, subject: number, period: number): void {
    const { course } = participant;
    const row = subject * this.data.periodCount + period;
    const code = this.#codes[this.data.sequence[subject]][period];
    this.data.treatment[row] = code;
    if (participant.isInTrial && period > 0) participant.reason = this.#attendance.leavesAfter(course);
    if (participant.isInTrial && period > 0) {
      const wait = this.#rebaselining.wait(participant, this.#plannedHours[period] + participant.delay);
      if (wait < 0) participant.reason = NOT_BACK;
      else participant.delay += wait;
    }
    if (!participant.isInTrial) {
      this.#leaveEmpty(row);
      return;
    }
    course.startPeriod(this.#conditions[code], this.#plannedHours[period] + participant.delay);
    this.#attendance.enter(course);
    participant.given++;
  }

  #completePeriod({ course }: FollowedParticipant, row: number): void {
    const moved = this.actualHours.size > 0;
    for (let summary = 0; summary < this.#plan.summaries.length; summary++) this.#summarise(row, summary, moved);
    const { records } = this;
    records.start[row] = course.start;
    this.#concentrations.record(course.medication, row);
    records.adherent[row] = course.medication.taken[course.period];
    if (this.#keepsGuesses) course.beliefs.describe(records, row);
  }

  #leave({ course, patient, reason, given }: FollowedParticipant, subject: number): void {
    const why = reason === 0 && course.withdrawn ? WITHDRAWN : reason;
    this.records.withdrawal[subject] = why;
    this.records.periodsGiven[subject] = given;
    countPatient(this.flow, patient.screened, given, why);
  }

  /** Draws the patients of several places and writes their covariates. @throws RangeError if no candidate for a place responds to the run-in */
  #enrol(replicate: number, first: number, count: number): void {
    for (let member = 0; member < count; member++) this.#names[member] = first + member;
    this.#joinGroup(replicate, count);
    for (let member = 0; member < count; member++) this.#findPatient(this.#followed[member], member, replicate, first + member);
    if (this.#runIn !== undefined) this.#joinGroup(replicate, count);
  }

  /** Binds the streams to the participants of `#names`. */
  #joinGroup(replicate: number, count: number): void {
    this.#group.bind(replicate, this.#names, count);
    for (let member = 0; member < count; member++) this.#followed[member].streams.bind(replicate, this.#names[member]).join();
  }

  /** Draws the patient of one place, or candidates until one responds to the run-in; the course has taken the patient up. */
  #findPatient({ patient, streams, course }: FollowedParticipant, member: number, replicate: number, subject: number): void {
    let screened = 0;
    for (let attempt = 0; attempt <= MAX_ATTEMPTS; attempt++) {
      if (attempt > 0) streams.bind(replicate, (this.#names[member] = candidateName(subject, attempt)));
      this.#source.draw(streams, patient);
      course.startPatient(patient, streams);
      screened += patient.screened;
      if (this.#runIn !== undefined && !this.#runIn.responds(course)) continue;
      patient.screened = screened;
      if (this.#describes) this.#describe(patient, subject);
      return;
    }
    throw new RangeError(`none of ${MAX_ATTEMPTS + 1} eligible candidates for one place responded to the run-in`);
  }

  #describe({ female, age, weight, failedCourses, screeningScore }: Patient, subject: number): void {
    this.#covariates[0][subject] = female ? 0 : 1;
    this.#covariates[1][subject] = Math.round(age * 10) / 10;
    this.#covariates[2][subject] = Math.round(weight * 10) / 10;
    this.#covariates[3][subject] = failedCourses;
    this.#covariates[4][subject] = screeningScore;
  }

  #summarise(row: number, place: number, moved: boolean): void {
    const { kind, sources, baseline, rule } = this.#plan.summaries[place];
    for (let visit = 0; visit < sources.length; visit++) this.#scratch[visit] = this.#columns[sources[visit]][row];
    if (kind === 'peak') {
      this.#summaryColumns[place][row] = peakOf(this.#scratch, sources.length);
      return;
    }
    for (let visit = 0; visit < sources.length; visit++) this.#scratchHours[visit] = this.#times[sources[visit]][moved ? row : 0];
    this.#summaryColumns[place][row] = isResponseVisit(kind)
      ? summariseResponse(kind, this.#scratchHours, this.#scratch, sources.length, this.#columns[baseline][row], rule)
      : summariseVisits(kind, this.#scratchHours, this.#scratch, sources.length);
  }

  #leaveEmpty(row: number): void {
    for (const column of this.#columns) column[row] = NaN;
    for (const column of this.#summaryColumns) column[row] = NaN;
    this.records.start[row] = NaN;
    clearBeliefs(this.records, row);
    this.records.adherent[row] = 0;
  }
}
