import { readdirSync, statSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { normalised, resolveRelative } from '../../scenario/document/relative-path.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { MISSING, textOf } from './input-file.ts';
import { packageFile } from './package-file.ts';
import { withoutLinks } from './read-bounded.ts';

/** Endings of scenario files, which a name leaves out. */
const ENDINGS = ['.yaml', '.yml', '.json'];
/** The ending of every shipped scenario. */
const SHIPPED_ENDING = '.yaml';

/** The folder of the scenarios that come with the program, in a checkout as in an installed package. */
const SHIPPED_FOLDER = packageFile('scenarios/');

/** Folder of the shipped evidence files, which are no scenarios: they are for `learn`. */
const EVIDENCE = /^evidence[\\/]/;

/** Names of the shipped scenarios, those in folders with their folder: `williams-2018`, `worlds/full-block`. */
export function shippedNames(): string[] {
  return readdirSync(SHIPPED_FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(SHIPPED_ENDING) && !EVIDENCE.test(file))
    .map((file) => file.slice(0, -SHIPPED_ENDING.length).replaceAll('\\', '/'))
    .sort();
}

/** Shipped evidence files and posteriors, with their folder and ending: `evidence/ketamine-naltrexone.yaml`. */
function shippedEvidence(): string[] {
  return readdirSync(`${SHIPPED_FOLDER}evidence`).map((file) => `evidence/${file}`);
}

/** The path of a shipped scenario: relative where it lies in or below the working folder, so that it can be shown and typed. */
export function shippedPath(name: string): string {
  return nearPath(`${SHIPPED_FOLDER}${name}${SHIPPED_ENDING}`);
}

function nearPath(path: string): string {
  const near = relative(process.cwd(), path).replaceAll('\\', '/');
  return near.startsWith('..') || isAbsolute(near) ? path : near;
}

/**
 * The path of a scenario that a user names: a file beside the one that names it, else one in the working folder, either with or without its ending,
 * else the shipped scenario of that name, or what is shipped for `learn` (`evidence/ketamine-naltrexone-posterior`). A path that is plainly one (`./x`, `../x`, `/x`) is only looked for where it says.
 * @param from  path of the file that names it; absent for the command line
 * @returns the path as it is written where there is nothing of that name: reading it says so
 */
export function locateScenario(name: string, from?: string): string {
  const beside = from === undefined ? name : resolveRelative(from, name);
  const places = isPlainPath(name) || beside === name ? [beside] : [beside, name];
  const self = from === undefined ? undefined : normalised(from);
  const written = places.find(isFile);
  const found =
    written ?? places.flatMap((place) => ENDINGS.map((ending) => place + ending)).find((path) => isFile(path) && normalised(path) !== self);
  if (found !== undefined) return found;
  if (isPlainPath(name)) return beside;
  if (shippedNames().includes(name)) return shippedPath(name);
  const evidence = EVIDENCE.test(name)
    ? shippedEvidence().find((file) => ['', ...ENDINGS].some((ending) => file === name + ending))
    : undefined;
  return evidence === undefined ? beside : nearPath(`${SHIPPED_FOLDER}${evidence}`);
}

/** What to do where a name leads to no file: the shipped scenario that may be meant, or all of them where none is near; empty for a path that is near to none. */
export function nameAdvice(name: string): string {
  const near = nearestShipped(name);
  if (near !== undefined) return `did you mean the shipped scenario ${near}? crossover-sim scenarios lists all`;
  const isName = !isPlainPath(name) && !/\.\w+$/.test(name);
  return isName ? `shipped scenarios: ${shippedNames().join(', ')}` : '';
}

/** The shipped scenario nearest to a name or to the path of a file, with or without its folder. */
function nearestShipped(name: string): string | undefined {
  const names = shippedNames();
  const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  const word = name.replace(/\.(ya?ml|json)$/i, '').replace(/^(.*\/)?scenarios\//, '');
  const alike = names.find((each) => each === word || base(each) === base(word)) ?? nearestName(word, names);
  return alike ?? names.find((each) => base(each) === nearestName(base(word), names.map(base)));
}

/** How `extends` is followed: by `locateScenario`. @throws Error where there is no such file, with what may be meant */
export function locateBase(name: string, from: string): string {
  const path = locateScenario(name, from);
  const advice = isFile(path) ? '' : nameAdvice(name);
  if (advice !== '') throw new Error(`${MISSING}; ${advice}`);
  return path;
}

/**
 * How a file is read that another scenario extends: it is of a scenario's name, and so is what its links lead to, so that a scenario from a
 * stranger opens no other files.
 * @throws Error in words
 */
export function baseText(path: string): string {
  for (const place of [path, withoutLinks(path)])
    if (!ENDINGS.some((ending) => place.toLowerCase().endsWith(ending)))
      throw new Error(
        `only files that end in ${ENDINGS.slice(0, -1).join(', ')} or ${ENDINGS[ENDINGS.length - 1]} are extended${place === path ? '' : `, and it is a link to ${place}`}`,
      );
  return textOf(path, 'scenario');
}

function isPlainPath(name: string): boolean {
  return /^(\.{1,2})?\//.test(name);
}

/** Whether there is something to read at a path: a file, a pipe; what the file system refuses to say is left to whoever reads it. */
function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}
