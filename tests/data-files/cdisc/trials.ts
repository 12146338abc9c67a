import { cdiscTrial, type CdiscTrial } from '../../../src/data-files/cdisc/trial.ts';
import { rootKey } from '../../../src/random/index.ts';
import { readStudy, scenarioHash } from '../../../src/scenario/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';

export const startDate = '2024-02-20';

/** A simulated trial of a scenario, ready for its datasets. */
export function trialOf(scenario: string, { items = false, replicate = 0 } = {}): CdiscTrial {
  const study = readStudy(scenario);
  const generator = compileTrial(study.trial, rootKey(study.seed), 'all', items);
  generator.generate(replicate);
  return cdiscTrial(generator, { study, hash: scenarioHash(study), version: '0.0.0', replicate }, { startDate });
}

/** Scenarios of every kind of study, each with a trouble of its own. */
export const scenarios: Readonly<Record<string, string>> = {
  'two periods, items, missing visits and windows': `
name: main-example
design: { participants: 24, sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
visits: { baseline: -1.5, pre: -1, m40: 0.6666666667, m240: 4, day1: 24, day7: 168 }
outcomes:
  hamd17: { visits: [baseline, day1, day7] }
  hamd6: { visits: [baseline, day1] }
  madrs: { visits: [baseline, day1] }
  cadss: { visits: [pre, m40, m240] }
  craving: { visits: [pre, day1] }
measurement: { mode: items }
missingness: { betweenPeriods: 0.15, perVisit: 0.1, visitWindowDays: 0.5, afterAdverseEffect: 0.1 }
analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
`,
  'four conditions, plasma, a depot long before the infusion': `
name: four.conditions
title: Wörter und Zeichen ≥ 1 – “so”
design:
  participants: 8
  sequences: [[placebo+ketamine, depot+ketamine, placebo+saline], [placebo+saline, placebo+ketamine, depot+ketamine]]
  washoutDays: 60
  reference: placebo+ketamine
visits: { before: -2, baseline: -1.5, m40: 0.6666666667, h2: 2, day1: 24, day3: 72 }
outcomes:
  hamd17: { visits: [before, baseline, day1, day3] }
  plasma: { visits: [baseline, m40, h2, day1] }
treatments:
  pretreatments: { placebo: { kind: inert }, depot: { kind: depot, leadMinutes: 10080, adherence: 0.6 } }
  infusions: { ketamine: { kind: ketamine }, saline: { kind: saline } }
analyses:
  day1: { method: paired-t, endpoint: hamd17, visit: day1, reference: placebo+ketamine, comparator: depot+ketamine }
`,
  'the normal model with two endpoints': `
name: textbook
model: gaussian
design: { participants: 9, sequences: [[placebo, active], [active, placebo]] }
gaussian:
  endpoints:
    walk: { mean: 100, difference: 8, sdBetween: 20, sdWithin: 10, label: Distance walked in 6 min, unit: m }
    pain: { mean: 5, difference: -1, sdBetween: 1, sdWithin: 1 }
missingness: { betweenPeriods: 0.3 }
analyses: { main: { method: crossover-t, endpoint: walk, visit: outcome } }
`,
};
