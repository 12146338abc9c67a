import { readdirSync, readFileSync } from 'node:fs';
import { startingText } from '../../src/explorer/page/starting-text.ts';

/** Names of the shipped scenarios with their folder, as `questions/placebo-analgesia.yaml`. */
export const names = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));

const files = Object.fromEntries(names.map((name) => [`scenarios/${name}`, readFileSync(`scenarios/${name}`, 'utf8')]));

/** The shipped files as the page knows them. */
export const known = { files, links: {} };

/** The text that the page starts from, by the name without its ending. */
export const textOf = (name: string): string => startingText(`scenarios/${name}.yaml`, files[`scenarios/${name}.yaml`]);
