import { baseText, locateBase } from '../../src/cli/files/scenario-files.ts';
import { csvTable } from '../../src/data-files/reading/record-table.ts';
import { readObservations } from '../../src/data-files/reading/read-observations.ts';
import { delimitedText } from '../../src/data-files/writing/delimited-text.ts';
import { guessesTable } from '../../src/data-files/writing/guesses.ts';
import { observations } from '../../src/data-files/writing/observations.ts';
import type { DataTable } from '../../src/data-files/writing/data-table.ts';
import { readEvidence } from '../../src/learning/read-evidence.ts';
import { rootKey } from '../../src/random/index.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { compileTrial } from '../../src/trial/compile-trial.ts';
import type { TrialGenerator } from '../../src/trial/trial-generator.ts';

const files = { readFile: baseText, locate: locateBase };

const evidence = `name: pilot
scenario:
  model: mechanistic
parameters:
  response.opioidDependence: { distribution: beta, alpha: 1, beta: 1, source: assumed }
  response.benefit: { distribution: beta, alpha: 10.6, beta: 33, source: assumed }
  response.expectancy: { distribution: beta, alpha: 8, beta: 14, source: assumed }
  population.occasionCorrelation: { distribution: beta, alpha: 3, beta: 2, source: assumed }
studies:
  pilot: { scenario: williams-2018, observations: pilot.csv }
`;

function textOf(table: DataTable, generator: TrialGenerator): string {
  const header = table.columns.map(({ name }) => name);
  return delimitedText([header, ...table.rows(generator, 1)] as (string | number)[][], ',');
}

/** A simulated pilot of the shipped design, as the text of its two files. */
export function pilotFiles(participants: number): { readonly measured: string; readonly guesses: string } {
  const read = readScenario({ path: 'pilot.yaml', text: `extends: williams-2018\ndesign: { participants: ${participants} }\n` }, files);
  if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
  const { trial } = read.study;
  const generator = compileTrial(trial, rootKey('pilot'), 'all');
  generator.generate(0);
  return { measured: textOf(observations, generator), guesses: textOf(guessesTable(trial), generator) };
}

/** The evidence of one study with these data. */
export function evidenceOf({ measured, guesses }: ReturnType<typeof pilotFiles>) {
  const read = readObservations(measured, {}, { endpoint: 'value', visit: 'visit' });
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  const file = { file: 'pilot.csv', trial: read.trials[0], guesses: { file: 'guesses.csv', table: csvTable(guesses) } };
  return readEvidence({ path: 'evidence.yaml', text: evidence }, { ...files, recorded: new Map([['pilot', file]]) });
}
