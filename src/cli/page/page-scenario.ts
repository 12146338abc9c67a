import { relative } from 'node:path';
import type { ScenarioSource } from '../../scenario/index.ts';
import type { ScenarioAccess } from '../arguments/load-study.ts';
import { packageFile } from '../files/package-file.ts';

/** A scenario as the page opens it. */
export interface KeptScenario {
  /** Its place among the shipped scenarios, `scenarios/null.yaml`, where it is one of them. */
  readonly shipped?: string;
  readonly text: string;
  /** Files that it extends, by the path that the page shows; the shipped ones are in the page. */
  readonly files: Readonly<Record<string, string>>;
  /** Which file is meant: by the file that names it (empty for the scenario itself), then by the name in it. */
  readonly links: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Reads a scenario and keeps what it was read from. */
export class ScenarioWithFiles implements ScenarioAccess {
  readonly #access: ScenarioAccess;
  readonly #files: Record<string, string> = {};
  readonly #links: Record<string, Record<string, string>> = {};
  #own: ScenarioSource = { path: '', text: '' };

  /** @param access  the files that are read */
  constructor(access: ScenarioAccess) {
    this.#access = access;
  }

  readonly scenario = (named: string): ScenarioSource => (this.#own = this.#access.scenario(named));

  readonly readFile = (path: string): string => {
    const text = this.#access.readFile(path);
    if (shippedPlace(path) === undefined) this.#files[path] = text;
    return text;
  };

  readonly locate = (name: string, from: string): string => {
    const path = this.#access.locate(name, from);
    const place = from === this.#own.path ? '' : (shippedPlace(from) ?? from);
    (this.#links[place] ??= {})[name] = shippedPlace(path) ?? path;
    return path;
  };

  /** What was read. */
  get kept(): KeptScenario {
    const shipped = shippedPlace(this.#own.path);
    return { ...(shipped === undefined ? {} : { shipped }), text: this.#own.text, files: this.#files, links: this.#links };
  }
}

/** `scenarios/null.yaml` for the path of that shipped scenario, wherever the program is installed; undefined for another file. */
function shippedPlace(path: string): string | undefined {
  const place = relative(packageFile('.'), path).replaceAll('\\', '/');
  return place.startsWith('scenarios/') ? place : undefined;
}

/** The page with a scenario in it, which it opens. No letter of it ends the element that holds it. Its title is the first: the programs behind it may speak of others. */
export function pageWith(page: string, scenario: KeptScenario): string {
  const json = JSON.stringify(scenario).replaceAll('<', '\\u003c');
  return page.replace('</title>', () => `</title><script type="application/json" id="kept-scenario">${json}</script>`);
}
