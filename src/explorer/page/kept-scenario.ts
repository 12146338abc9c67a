import type { KeptFiles } from '../engine/open-scenario.ts';
import { startingTexts } from './shipped-scenarios.ts';

/** A scenario that the command `explore` put into the page. */
interface KeptScenario extends KeptFiles {
  /** Its place among the shipped scenarios, where it is one of them. */
  readonly shipped?: string;
  readonly text: string;
}

const START = 'scenarios/williams-2018.yaml';

const written = document.getElementById('kept-scenario')?.textContent ?? '';
const kept = written === '' ? undefined : (JSON.parse(written) as KeptScenario);

/** The text that the page begins with where its address has none. */
export const firstText = startingTexts.get(kept === undefined ? START : (kept.shipped ?? '')) ?? kept?.text ?? '';

/** What the scenario of the page extends beside the shipped ones. */
export const keptFiles: KeptFiles = kept ?? { files: {}, links: {} };
