import { solveDependence } from '../../index.ts';
import { readScenario, type ReadResult } from '../../scenario/index.ts';

/** The name of the text that is edited, as messages give it. */
export const OWN_FILE = 'scenario.yaml';

/**
 * Reads the text that is edited.
 * @param files  the scenarios that it may extend, by their path: the shipped ones, also by their name as on the command line
 */
export function openScenario(text: string, files: ReadonlyMap<string, string>): ReadResult {
  const locate = (name: string, from: string): string => {
    const beside = new URL(name, `file:///${from}`).pathname.slice(1);
    const places = [beside, `${beside}.yaml`, name, `scenarios/${name}`, `scenarios/${name}.yaml`];
    return places.find((place) => files.has(place) && place !== from) ?? beside;
  };
  const readFile = (path: string): string => {
    const found = files.get(path);
    if (found === undefined) throw new Error('the page knows the shipped scenarios only');
    return found;
  };
  return readScenario({ path: OWN_FILE, text }, { readFile, locate, solve: solveDependence });
}
