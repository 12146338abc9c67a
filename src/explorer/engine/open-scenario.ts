import { solveDependence } from '../../index.ts';
import { readScenario, type ReadOptions, type ReadResult } from '../../scenario/index.ts';

/** Files that a scenario extends, and which of them a name means: by the file that names it (empty for the scenario), then by the name. */
export interface KeptFiles {
  readonly files: Readonly<Record<string, string>>;
  readonly links: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The name of the text that is edited, as messages give it. */
export const OWN_FILE = 'scenario.yaml';

/** What is laid over the text: a world, single values, another number of trials. */
export type Changes = Pick<ReadOptions, 'world' | 'set' | 'replicates'>;

/**
 * Reads the text that is edited.
 * @param known  the scenarios that it may extend, by their path: the shipped ones, also by their name as on the command line
 */
export function openScenario(text: string, { files, links }: KeptFiles, changes: Changes = {}): ReadResult {
  const locate = (name: string, from: string): string => {
    const kept = links[from === OWN_FILE ? '' : from]?.[name];
    if (kept !== undefined) return kept;
    const beside = new URL(name, `file:///${from}`).pathname.slice(1);
    const places = [beside, name, `scenarios/${name}`].flatMap((place) => [place, `${place}.yaml`, `${place}.json`]);
    return places.find((place) => Object.hasOwn(files, place) && place !== from) ?? beside;
  };
  const readFile = (path: string): string => {
    if (!Object.hasOwn(files, path)) throw new Error('the page knows the shipped files only');
    return files[path];
  };
  return readScenario({ path: OWN_FILE, text }, { ...changes, readFile, locate, solve: solveDependence });
}
