import { conditionParts, givenConditions, type Design } from '../../design/design.ts';
import { isSameOrder } from '../../trial/sequence.ts';
import { checkAllocation, checkEnrichment } from './check-allocation.ts';
import { checkVisits } from './check-visits.ts';
import { unknownName, type Findings } from '../document/finding.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';
import { designOf } from '../resolved/study-of.ts';

/** Most values of one trial (8 bytes each are held for all patients at once); assumed, 0.8 GB. */
const MAX_VALUES = 100_000_000;

/** Contradictions within the design, and between the design, the treatments and the visits. */
export function checkDesign(scenario: ResolvedScenario, findings: Findings): void {
  const design = designOf(scenario);
  checkSequences(design, findings);
  checkAllocation(scenario, design, findings);
  checkEnrichment(scenario, design, findings);
  if (scenario.model === 'mechanistic') {
    checkTimes(design, scenario.treatments.drugs, findings);
    checkConditions(scenario, design, findings);
    checkVisits(scenario, design, findings);
  }
  const others = [...new Set(design.sequences.flat())].filter((condition) => condition !== design.reference);
  for (const condition of Object.keys(scenario.gaussian.effects)) {
    if (others.includes(condition)) continue;
    const message = unknownName('a condition of the sequences other than the reference', condition, others);
    findings.errors.push({ path: `gaussian.effects.${condition}`, message, at: 'key', causes: ['design.sequences', 'design.reference'] });
  }
  checkSize(scenario, design, findings);
  if (design.participants < 4) {
    findings.warnings.push({
      path: 'design.participants',
      message: `only ${design.participants} patients: most analyses cannot be estimated`,
      at: 'value',
    });
  }
}

/** A trial is held in memory as a whole. */
function checkSize({ model, outcomes }: ResolvedScenario, { participants, sequences }: Design, { errors }: Findings): void {
  const visits = model === 'gaussian' ? 1 : Object.values(outcomes).reduce((sum, outcome) => sum + (outcome?.visits.length ?? 0), 0);
  const most = Math.floor(MAX_VALUES / (Math.max(1, visits) * sequences[0].length));
  if (participants <= most) return;
  const message = `expected at most ${most} patients for ${visits} measurements in each of ${sequences[0].length} periods, got ${participants}`;
  errors.push({ path: 'design.participants', message, at: 'value', causes: ['outcomes', 'design.sequences'] });
}

function checkSequences({ sequences, weights, blockSize, reference, allocation }: Design, { errors }: Findings): void {
  const periods = sequences[0].length;
  sequences.forEach((sequence, position) => {
    if (sequence.length !== periods) {
      const path = `design.sequences.${position}`;
      errors.push({ path, message: `expected ${periods} periods as in the first sequence, got ${sequence.length}`, at: 'value' });
    }
  });
  sequences.forEach((sequence, position) => {
    if (sequences.findIndex((earlier) => isSameOrder(earlier, sequence)) < position) {
      errors.push({
        path: `design.sequences.${position}`,
        message: `expected a sequence not listed before, got ${sequence.join('-')} again`,
        at: 'value',
      });
    }
  });
  if (weights.length !== sequences.length) {
    errors.push({
      path: 'design.weights',
      message: `expected one weight per sequence (${sequences.length}), got ${weights.length}`,
      at: 'value',
      causes: ['design.sequences'],
    });
  } else {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const inBlocks = allocation === undefined || allocation.kind === 'permuted-blocks' || allocation.kind === 'stratified-blocks';
    if (inBlocks && sequences.length > 1 && blockSize % total !== 0) {
      const message = `expected a multiple of ${total} (sequences weighted ${weights.join(':')}), got ${blockSize}`;
      errors.push({ path: 'design.blockSize', message, at: 'value', causes: ['design.sequences', 'design.weights'] });
    }
  }
  const conditions = [...new Set(sequences.flat())];
  if (!conditions.includes(reference)) {
    const message = unknownName('a condition of the sequences', reference, conditions);
    errors.push({ path: 'design.reference', message, at: 'value', causes: ['design.sequences'] });
  }
}

function checkTimes(
  { sequences, infusion, infusionDays, washoutDays, maximumDelayDays, recheckDays, rebaselineShare }: Design,
  drugs: object,
  findings: Findings,
): void {
  const periods = sequences[0].length;
  if (infusionDays !== undefined) {
    if (infusionDays.length !== periods) {
      findings.errors.push({
        path: 'design.infusionDays',
        message: `expected one day per period (${periods}), got ${infusionDays.length}`,
        at: 'value',
        causes: ['design.sequences'],
      });
    }
    if (infusionDays.some((day, period) => (period === 0 ? day !== 0 : !(day > infusionDays[period - 1])))) {
      findings.errors.push({
        path: 'design.infusionDays',
        message: `expected days that begin with 0 and increase, got ${infusionDays.join(', ')}`,
        at: 'value',
      });
    }
  } else if (periods > 1 && washoutDays < 7 && !Object.hasOwn(drugs, infusion)) {
    findings.warnings.push({
      path: 'design.washoutDays',
      message: `${washoutDays} days of washout: the benefit of ${infusion} lasts about a week`,
      at: 'value',
    });
  }
  if (rebaselineShare > 0 && maximumDelayDays < recheckDays) {
    const message = `a postponement of at most ${maximumDelayDays} days leaves no room for a recheck after ${recheckDays}`;
    findings.warnings.push({ path: 'design.maximumDelayDays', message, at: 'value' });
  }
}

function checkConditions(scenario: ResolvedScenario, design: Design, { errors }: Findings): void {
  const { treatments, response } = scenario;
  const drugs = Object.keys(treatments.drugs);
  const pretreatments = [...Object.keys(treatments.pretreatments), ...drugs];
  const infusions = [...Object.keys(treatments.infusions), ...drugs];
  design.sequences.forEach((sequence, position) =>
    sequence.forEach((condition, period) => {
      const path = `design.sequences.${position}.${period}`;
      if (condition.split('+').length > 2) {
        errors.push({ path, message: `expected pretreatment or pretreatment+infusion, got ${condition}`, at: 'value' });
        return;
      }
      const parts = conditionParts(condition, design.infusion);
      if (!pretreatments.includes(parts.pretreatment)) {
        const causes = [`treatments.pretreatments.${parts.pretreatment}`];
        errors.push({ path, message: unknownName('a declared pretreatment', parts.pretreatment, pretreatments), at: 'value', causes });
      }
      if (condition.includes('+') && !infusions.includes(parts.infusion)) {
        const causes = [`treatments.infusions.${parts.infusion}`];
        errors.push({ path, message: unknownName('a declared infusion', parts.infusion, infusions), at: 'value', causes });
      }
    }),
  );
  checkUnnamedInfusion(scenario, design, errors);
  const conditions = [...new Set(design.sequences.flat())];
  for (const condition of Object.keys(response.carryoverPoints)) {
    if (conditions.includes(condition)) continue;
    errors.push({
      path: `response.carryoverPoints.${condition}`,
      message: unknownName('a condition of the sequences', condition, conditions),
      at: 'key',
      causes: ['design.sequences'],
    });
  }
}

/**
 * Where conditions name no infusion, the design must say which one they give, unless only one is declared. Of several candidates the error stands
 * at the one that was declared last: beside what is inherited, that is the one that the file itself adds.
 */
function checkUnnamedInfusion({ treatments, design: written }: ResolvedScenario, design: Design, errors: Findings['errors']): void {
  const first = new Set(design.sequences.flat().map((condition) => condition.split('+')[0]));
  const drugs = Object.keys(treatments.drugs);
  if (written.infusion !== undefined) {
    const declared = [...Object.keys(treatments.infusions), ...drugs];
    if (declared.includes(written.infusion)) return;
    errors.push({ path: 'design.infusion', message: unknownName('a declared infusion', written.infusion, declared), at: 'value' });
    return;
  }
  const studied = drugs.filter((name) => !first.has(name));
  const infusions = [...Object.keys(treatments.infusions), ...studied];
  const unnamed = givenConditions(design).filter((condition) => !condition.includes('+'));
  if (infusions.length === 1 || unnamed.length === 0) return;
  const message =
    infusions.length === 0
      ? `expected an infusion, given where a condition names none (${unnamed.join(', ')}), got none`
      : `expected design.infusion to say which infusion is given where a condition names none (${unnamed.join(', ')}): ${infusions.join(' or ')}; got nothing`;
  const last = infusions.length === 0 ? '' : `.${infusions[infusions.length - 1]}`;
  const path = `treatments.${studied.length === 0 ? 'infusions' : 'drugs'}${last}`;
  errors.push({ path, message, at: 'key', causes: ['design.infusion'] });
}
