import type { Study } from '../../index.ts';
import { describedStudy, unreadValues, type ReadResult } from '../../scenario/index.ts';
import { openScenario, type KeptFiles } from './open-scenario.ts';

/** Where the shipped worlds lie. */
export const WORLDS = 'scenarios/worlds/';

type Read = Exclude<ReadResult, { readonly problems: unknown }>;

/** A shipped world as it concerns one study. */
export interface WorldOfStudy {
  readonly name: string;
  readonly title: string;
  /** The study in it, or in words why no figure can be given. */
  readonly study: Study | string;
  /** Values of the world that the study does not read, by their paths. */
  readonly unread: readonly string[];
  /** Endpoints that the world adds to the study. */
  readonly added: readonly string[];
}

const UNCHANGED = 'the study reads no value of this world';
const UNKNOWN = 'the study reads only a part of this world, which does not say whether the claim is true then';
const NOT_SAID = 'neither this world nor the scenario says whether the claim is true (claim.holds)';

/**
 * The study in a shipped world, as `compare` has it: what the world says is laid over the study, `claim.holds` too. That speaks of the world as
 * a whole, so that it counts only where the study reads every value of the world, or where the claim is as true without the world.
 * @param own  the study as it is
 */
export function worldOfStudy(path: string, text: string, own: Read, known: KeptFiles, replicates: number): WorldOfStudy {
  const world = { path, text: known.files[path] };
  const name = path.slice(WORLDS.length, -'.yaml'.length);
  const title = /^title: (.*)$/m.exec(world.text)?.[1] ?? name;
  const read = openScenario(text, known, { world, replicates });
  if ('problems' in read) return { name, title, study: read.problems[0].text, unread: [], added: [] };
  // A value that a file of the study sets, which may be a world itself, is not of the world that is laid over it.
  const isOfWorld = (at: string): boolean => {
    const setBy = read.origins[at]?.setBy;
    return setBy?.startsWith(WORLDS) === true && setBy !== own.origins[at]?.setBy;
  };
  const pathsOf = (values: readonly { readonly path: string }[]): string[] => values.map((value) => value.path).filter(isOfWorld);
  const unread = pathsOf(unreadValues(read.study, read.origins));
  const has = ({ scenario }: Read, endpoint: string): boolean => scenario.outcomes[endpoint] !== undefined;
  const added = Object.keys(read.scenario.outcomes).filter((endpoint) => has(read, endpoint) && !has(own, endpoint));
  const isTouched = pathsOf(describedStudy(read.study, read.origins)).length > 0;
  const holds = read.study.claim?.holds;
  const isKnown = unread.length === 0 || holds === own.study.claim?.holds;
  const why = !isTouched ? UNCHANGED : holds === undefined ? NOT_SAID : isKnown ? undefined : UNKNOWN;
  return { name, title, study: why ?? read.study, unread, added };
}
