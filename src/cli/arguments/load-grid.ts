import { describedStudy, unreadValues } from '../../scenario/index.ts';
import { usageError } from '../terminal/exit-error.ts';
import { warn } from '../terminal/terminal.ts';
import { CellProblems, failureLines } from './cell-problems.ts';
import { loadStudy, type LoadedStudy, type StudyArguments } from './load-study.ts';

/** Designs and worlds as the command line names them, with changes to every design. */
export interface GridArguments extends StudyArguments {
  readonly scenario: readonly string[];
  readonly worlds?: readonly string[] | undefined;
}

/** A design in a world. */
export interface GridCell {
  readonly design: string;
  readonly world: string;
  /** The design as its own file has it, before any world is applied. */
  readonly own: LoadedStudy;
  readonly one: LoadedStudy;
}

/** Every design in every world; without worlds, each scenario as it stands. @throws ExitError (2) with every problem at once, also where a file is given twice */
export function loadGrid(argv: GridArguments): GridCell[] {
  const problems = new CellProblems();
  const worlds = argv.worlds ?? [undefined];
  if (worlds.length === 0) throw usageError('--worlds: expected scenario files, got none');
  const cells = argv.scenario.flatMap((path) =>
    worlds.flatMap((world): GridCell[] => {
      const name = world === undefined ? path : `${path} in the world ${world}`;
      const alone = (): ReadonlySet<string> => {
        const files = world === undefined ? [path] : [path, world];
        return new Set(files.flatMap((file) => failureLines(() => loadStudy(file, { ...argv, world: undefined }))));
      };
      const own = problems.guard(path, alone, () => loadStudy(path, { ...argv, world: undefined }));
      const one = world === undefined ? own : problems.guard(name, alone, () => loadStudy(path, { ...argv, world }));
      if (own === undefined || one === undefined) return [];
      const named = world === undefined ? 'as written' : nameOf(world);
      const where = world ?? path;
      if (one.study.claim === undefined) problems.add(`${path} claim: expected a claim, got none; compare asks how often it is made`);
      else if (one.study.claim.holds === undefined)
        problems.add(`${where} claim.holds: expected true or false (whether the claim is true in that world), got nothing`);
      return [{ design: one.study.name, world: named, own, one }];
    }),
  );
  addSameNames(problems, 'scenario', argv.scenario);
  addSameNames(problems, '--worlds', argv.worlds ?? []);
  problems.throwIfAny();
  return cells;
}

/**
 * Warns of worlds that set values which a design does not read: `claim.holds` is said of the world as a whole, and may be wrong where only a part
 * of it is simulated. Without a warning where the design by itself says the same of its claim.
 */
export function tellPartlyReadWorlds(cells: readonly GridCell[]): void {
  for (const { design, world, own, one } of cells) {
    const holds = one.study.claim?.holds;
    if (holds === own.study.claim?.holds) continue;
    const ofWorld = (values: readonly { readonly path: string }[]): string[] =>
      values.map(({ path }) => path).filter((path) => one.origins[path]?.setBy !== own.origins[path]?.setBy);
    const unread = ofWorld(unreadValues(one.study, one.origins)).join(', ');
    if (unread === '') continue;
    const isRead = ofWorld(describedStudy(one.study, one.origins)).length > 0;
    const what = isRead
      ? `does not read every value of the world ${world} (not ${unread})`
      : `reads no value of the world ${world} (${unread})`;
    warn(`${design} ${what}; claim.holds: ${String(holds)} is said of the whole world and may not be true of this design`);
  }
}

/** Names of designs and of worlds must be unique in the answer: a file that is given twice is no second design, nor a second world. */
function addSameNames(problems: CellProblems, what: string, paths: readonly string[]): void {
  for (const path of new Set(paths.filter((each, i) => paths.indexOf(each) < i))) problems.add(`${what}: ${path} is given twice`);
  const names = [...new Set(paths)].map(nameOf);
  for (const name of new Set(names.filter((each, i) => names.indexOf(each) < i)))
    problems.add(`${what}: expected different names, got ${name} twice`);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.(ya?ml|json)$/i, '');
}
