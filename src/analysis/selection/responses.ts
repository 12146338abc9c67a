import { SEVERITY_ENDPOINT } from '../../outcomes/scales/index.ts';
import { columnKey, columnParts, type TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import { applyMeasure, isResponse, needsBaseline, scoreRules, type ScoreRules } from './measure.ts';

export interface ResponseNeeds {
  /** The visits whose responses are read; the question's visit when left out. */
  readonly visits?: readonly string[];
  /** True when the method itself reads the baselines (as a covariate), whatever the measure. */
  readonly baselines?: boolean;
}

/** Visit at which `placebo-responders` is judged when the visit asked is not one of that endpoint's. */
const DEFAULT_RESPONDER_VISIT = 'day1';

/**
 * The responses one question reads from a trial: bound once, then filled from one trial after another without allocating
 * (buffers belong to this object, are valid until the next `select`, and grow only when a larger trial comes).
 *
 * All per-subject-period arrays have rows `subject * periodCount + period`, NaN = missing. Rows of every treatment are filled;
 * a method compares `data.treatment[row]` with `reference` and `comparator` and ignores the others.
 * Populations: `all`; `completers`, the endpoint recorded at every visit asked in every period of the trial;
 * `placebo-responders`, a fall of at least half of the period's baseline in every period under the reference in which it can be judged
 * (and at least one), on `responderEndpoint` at `responderVisit`.
 */
export class Responses {
  /** Columns needed, as `columnKey(endpoint, visit)`. */
  readonly reads: readonly string[];
  /** The measure at the first visit asked. With measure `value` this is the trial's own column: do not write. */
  response: Float64Array = new Float64Array(0);
  /** The measure at each visit asked; `responses[0] === response`. */
  readonly responses: Float64Array[];
  /** The baseline of the period; filled when the measure or the method needs it. */
  baseline: Float64Array = new Float64Array(0);
  /** 1 where the subject belongs to the population asked, one per subject. */
  included: Uint8Array = new Uint8Array(0);
  /** How many subjects belong to it. */
  includedCount = 0;
  /** The responses carry the rounding of numbers of this magnitude beside that of their own: for `change` that of values and baselines. */
  magnitude = 0;
  /** Code of the reference treatment in the trial last selected. */
  reference = -1;
  /** Code of the comparator treatment in the trial last selected. */
  comparator = -1;

  readonly #question: AnalysisSpec;
  readonly #valueKeys: readonly string[];
  readonly #baselineKey: string | undefined;
  readonly #responderKeys: readonly [value: string, baseline: string] | undefined;
  readonly #rules: ScoreRules;
  readonly #raw: Float64Array[] = [];
  readonly #own: Float64Array[];
  #treatments: readonly string[] | undefined;
  #everybody = 0;

  constructor(question: AnalysisSpec, needs: ResponseNeeds = {}) {
    const { endpoint, visit, baseline, measure, population } = question;
    if (question.reference === question.comparator) {
      throw new RangeError(`an analysis compares two treatments, got '${question.reference}' twice`);
    }
    if (!(question.level > 0 && question.level < 1)) throw new RangeError(`an analysis needs 0 < level < 1, got ${question.level}`);
    const visits = needs.visits ?? [visit];
    if (visits.length === 0) throw new RangeError('an analysis needs at least one visit, got none');
    this.#question = question;
    this.#valueKeys = visits.map((name) => columnKey(endpoint, name));
    this.#baselineKey = needs.baselines === true || needsBaseline(measure) ? columnKey(endpoint, baseline) : undefined;
    this.#responderKeys = population === 'placebo-responders' ? responderColumns(question) : undefined;
    this.#rules = scoreRules(question);
    this.#own = visits.map(() => new Float64Array(0));
    this.responses = visits.map(() => this.response);
    const baselineKeys = this.#baselineKey === undefined ? [] : [this.#baselineKey];
    this.reads = [...new Set([...this.#valueKeys, ...baselineKeys, ...(this.#responderKeys ?? [])])];
  }

  /** Reads one trial. Returns why nothing can be estimated from it, or undefined when the arrays are filled. */
  select(data: TrialData): NotEstimable | undefined {
    const rows = data.subjectCount * data.periodCount;
    if (data.treatments !== this.#treatments) {
      this.reference = data.treatments.indexOf(this.#question.reference);
      this.comparator = data.treatments.indexOf(this.#question.comparator);
      this.#treatments = data.treatments;
    }
    if (this.reference < 0) return notEstimable(`the data hold no treatment named ${this.#question.reference}`);
    if (this.comparator < 0) return notEstimable(`the data hold no treatment named ${this.#question.comparator}`);
    const rules = this.#rules;
    if (rules.cutOff === undefined && this.#question.measure === 'remission')
      return notEstimable(`remission is not defined for endpoint ${this.#question.endpoint}`);
    if (this.#baselineKey !== undefined) {
      const column = data.columns.get(this.#baselineKey);
      if (column === undefined) return missingColumn(this.#baselineKey);
      this.baseline = column;
    }
    this.magnitude = 0;
    for (let v = 0; v < this.#valueKeys.length; v++) {
      const column = data.columns.get(this.#valueKeys[v]);
      if (column === undefined) return missingColumn(this.#valueKeys[v]);
      this.#raw[v] = column;
      if (this.#question.measure === 'value') {
        this.responses[v] = column;
      } else {
        if (this.#own[v].length < rows) this.#own[v] = new Float64Array(rows);
        const magnitude = applyMeasure(this.#question.measure, column, this.baseline, rules, rows, this.#own[v]);
        if (magnitude > this.magnitude) this.magnitude = magnitude;
        this.responses[v] = this.#own[v];
      }
    }
    this.response = this.responses[0];
    return this.#selectPopulation(data);
  }

  #selectPopulation(data: TrialData): NotEstimable | undefined {
    const { subjectCount } = data;
    if (this.included.length < subjectCount) {
      this.included = new Uint8Array(subjectCount);
      this.#everybody = 0;
    }
    if (this.#question.population === 'all') {
      if (this.#everybody < subjectCount) {
        this.included.fill(1);
        this.#everybody = subjectCount;
      }
      this.includedCount = subjectCount;
      return undefined;
    }
    return this.#responderKeys === undefined ? this.#selectCompleters(data) : this.#selectResponders(data, this.#responderKeys);
  }

  #selectCompleters({ subjectCount, periodCount }: TrialData): undefined {
    this.includedCount = 0;
    for (let subject = 0; subject < subjectCount; subject++) {
      let complete = 1;
      for (const column of this.#raw) {
        for (let row = subject * periodCount; row < (subject + 1) * periodCount; row++) {
          if (Number.isNaN(column[row])) complete = 0;
        }
      }
      this.included[subject] = complete;
      this.includedCount += complete;
    }
  }

  #selectResponders(data: TrialData, [valueKey, baselineKey]: readonly [string, string]): NotEstimable | undefined {
    const values = data.columns.get(valueKey);
    if (values === undefined) return missingColumn(valueKey);
    const baselines = data.columns.get(baselineKey);
    if (baselines === undefined) return missingColumn(baselineKey);
    this.includedCount = 0;
    for (let subject = 0; subject < data.subjectCount; subject++) {
      let judged = 0;
      let responded = 0;
      for (let row = subject * data.periodCount; row < (subject + 1) * data.periodCount; row++) {
        if (data.treatment[row] !== this.reference) continue;
        const response = isResponse(values[row], baselines[row]);
        if (Number.isNaN(response)) continue;
        judged++;
        responded += response;
      }
      this.included[subject] = judged > 0 && responded === judged ? 1 : 0;
      this.includedCount += this.included[subject];
    }
    return undefined;
  }
}

/** A named reason why nothing can be estimated. */
export function notEstimable(reason: string): NotEstimable {
  return { status: 'not-estimable', reason };
}

function missingColumn(key: string): NotEstimable {
  const { endpoint, visit } = columnParts(key);
  return notEstimable(`the data hold no values of ${endpoint} at visit ${visit}`);
}

function responderColumns(question: AnalysisSpec): [value: string, baseline: string] {
  const endpoint = question.responderEndpoint ?? SEVERITY_ENDPOINT;
  const visitOfEndpoint = question.endpoint === endpoint || /^day[1-9]/.test(question.visit);
  const visit = question.responderVisit ?? (visitOfEndpoint ? question.visit : DEFAULT_RESPONDER_VISIT);
  return [columnKey(endpoint, visit), columnKey(endpoint, question.baseline)];
}
