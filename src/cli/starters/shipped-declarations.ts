import { parseTree } from '../../scenario/document/document-tree.ts';
import { readScenario, type ReadResult } from '../../scenario/index.ts';
import { declaredDrugs, shippedEndpoints, type DeclaredDrug, type ShippedEndpoint } from '../../scenario/templates/declared-drugs.ts';
import { textOf } from '../files/input-file.ts';
import { baseText, locateBase, shippedNames, shippedPath } from '../files/scenario-files.ts';

/** The shipped scenario that the file is a variant of. */
export const BASE = 'williams-2018';

/** Folders of the shipped declarations. */
const DRUGS = 'drugs/';
const ENDPOINTS = 'endpoints/';

/** The shipped scenario, read. */
export function baseScenario(): Extract<ReadResult, { study: unknown }> {
  const path = shippedPath(BASE);
  const read = readScenario({ path, text: textOf(path, 'scenario') }, { readFile: baseText, locate: locateBase });
  if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
  return read;
}

/** Drugs and blockers of the base, then those of the files of drugs. */
export function drugsOfFiles(): DeclaredDrug[] {
  const writtenIn = (name: string): unknown => parseTree(name, textOf(shippedPath(name), 'scenario')).tree.value.treatments;
  const files = shippedNames().filter((name) => name.startsWith(DRUGS));
  return [...declaredDrugs(writtenIn(BASE)), ...files.flatMap((file) => declaredDrugs(writtenIn(file), file))];
}

/** The endpoints that the shipped files declare. */
export function endpointsOfFiles(): ShippedEndpoint[] {
  const files = shippedNames().filter((name) => name.startsWith(ENDPOINTS));
  return files.flatMap((file) => shippedEndpoints(parseTree(file, textOf(shippedPath(file), 'scenario')).tree.value.outcomes, file));
}
