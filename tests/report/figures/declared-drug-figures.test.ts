import { expect, it } from 'vitest';
import { dictionaryText, guessesTable } from '../../../src/data-files/index.ts';
import { generatedTrial, picturedTrial } from '../../../src/power/simulation/replay-trial.ts';
import { patientFigures } from '../../../src/report/figures/participants/patient-figures.ts';
import { estimandAttributes } from '../../../src/report/protocol/estimand-attributes.ts';
import { valid } from '../../scenario/read.ts';

/** A drug by mouth after a blocker of two targets; @param interactions  of the blocker */
const text = (interactions = '{}', second = '[z, placebo]', more = ''): string => `
design: { participants: 4, blockSize: 2, sequences: [[placebo, z], ${second}], infusion: x, washoutDays: 28${more} }
visits: { before: -2, h2: 2 }
outcomes: { hamd17: { visits: [before, h2] }, cadss: null }
treatments:
  infusions: { ketamine: null }
  drugs:
    x:
      dose: { mg: 25 }
      kinetics: { shape: first-order, peakHours: 2, clearance: 145, centralVolume: 306 }
      targets: { T: { ec50NgPerMl: 6, intrinsicActivity: 1 } }
      effects: { severity: { course: lasting, size: 0.3, dependence: { T: 0.5, 5-HT2A: 0.2 } } }
    y:
      dose: { mg: 5 }
      kinetics: { shape: first-order, peakHours: 2, clearance: 145, centralVolume: 306 }
    z:
      dose: { mg: 40 }
      kinetics: { shape: plateau, riseHours: 1, plateauHours: 6, halfTimeHours: 14 }
      targets: { T: { ed50Mg: 5 }, 5-HT2A: { ed50Mg: 20 } }
      interactions: ${interactions}
analyses: { a: { method: paired-t, endpoint: hamd17, visit: h2, comparator: z } }
`;

function figures(scenario: string) {
  const { study } = valid(scenario);
  return patientFigures(study, picturedTrial(study, generatedTrial(study, 0), 0));
}

it('a report pictures the blockade of every target that is blocked, under its own name', () => {
  const shown = figures(text()).filter(({ name }) => name.startsWith('blockade'));
  expect(shown.map(({ name, title }) => [name, title])).toEqual([
    ['blockade', 'T blockade, between participants'],
    ['blockade-5-HT2A', '5-HT2A blockade, between participants'],
  ]);
});

it('the caption of the concentration denies a change of kinetics only where no drug of the trial makes one', () => {
  const caption = (interactions?: string) => figures(text(interactions)).find(({ name }) => name === 'concentration')?.caption;
  expect(caption()).toContain('does not change the kinetics of a drug');
  expect(caption('{ x: { clearanceRatio: 0.5 } }')).toContain('as far as the scenario declares an interaction');
});

it('data and estimands of a drug that is not infused speak of no infusion', () => {
  const { study } = valid(text('{}', '[placebo+y, z+y]', ', rebaselineShare: 0.8'));
  const guesses = guessesTable(study.trial);
  const written = dictionaryText(['hamd17'], [guesses], 'mechanistic');
  expect(written).toContain('guesses.csv,question,What is to be guessed,,text,"pretreatment, drug"');
  const events = new Map(estimandAttributes(study, study.analyses.a)).get('Intercurrent events');
  expect(events).toContain('postponed dose: hypothetical');
  expect(`${written}${events}`).not.toMatch(/infus/i);
});
