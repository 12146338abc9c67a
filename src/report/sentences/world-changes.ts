import { checkStudy } from '../../study/check-study.ts';
import { check } from '../../arguments/shape.ts';
import type { Study } from '../../study/study.ts';
import { listWords } from './endpoint-words.ts';

/** One value of designs that a world sets otherwise than the designs' own files. */
export interface WorldChange {
  readonly world: string;
  /** Designs of which it changes this value in this way. */
  readonly designs: readonly string[];
  /** Path of the value in a scenario. */
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

/** A design in a world, and the same design as its own file has it. */
export interface DesignInWorld {
  readonly design: string;
  readonly world: string;
  readonly own: Study;
  readonly study: Study;
}

/**
 * What worlds change of the designs to which they are applied: sequences and times, visits and what is recorded at them, analyses and interim analyses.
 *
 * @example
 * ```ts
 * import { worldChanges } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * worldChanges([{ design: 'two periods', world: 'as assumed', own: study, study }]); // → []
 * ```
 */
export function worldChanges(cells: readonly DesignInWorld[]): WorldChange[] {
  check('cells', cells, { list: { fields: { design: 'text', world: 'text' } } });
  cells.forEach(({ own, study }, place) => {
    checkStudy(`cells[${place}].own`, own);
    checkStudy(`cells[${place}].study`, study);
  });
  const found = new Map<string, WorldChange>();
  for (const { design, world, own, study } of cells) {
    const [before, after] = [designValues(own), designValues(study)];
    for (const path of new Set([...before.keys(), ...after.keys()])) {
      const [from, to] = [before.get(path) ?? 'nothing', after.get(path) ?? 'nothing'];
      if (from === to) continue;
      const key = JSON.stringify([world, path, from, to]);
      const known = found.get(key);
      found.set(key, { world, designs: [...(known?.designs ?? []), design], path, from, to });
    }
  }
  return [...found.values()];
}

/** The changes in words, a sentence a world. @param designs  all designs compared: a change of all of them names none */
export function worldChangeSentences(changes: readonly WorldChange[], designs: number): string[] {
  const worlds = [...new Set(changes.map(({ world }) => world))];
  return worlds.map((world) => {
    const parts = changes
      .filter((change) => change.world === world)
      .map(({ path, from, to, designs: some }) => `${path} from ${from} to ${to}${some.length === designs ? '' : ` (${listWords(some)})`}`);
    return `World ${world} changes the design itself, not only what is true: ${parts.join('; ')}.`;
  });
}

/** Every value of a study's design and analyses by its path, written out. */
function designValues({ trial, analyses, interim, multiplicity }: Study): Map<string, string> {
  const values = new Map<string, string>();
  const recorded = trial.kind === 'mechanistic' ? { visits: trial.visits, outcomes: trial.outcomes } : {};
  writeOut(values, '', { design: trial.design, ...recorded, analyses, interim, multiplicity });
  return values;
}

function writeOut(values: Map<string, string>, path: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) {
    if (value !== undefined) values.set(path, String(value));
    return;
  }
  if (Array.isArray(value)) {
    values.set(path, listed(value));
    return;
  }
  for (const [name, part] of Object.entries(value)) writeOut(values, path === '' ? name : `${path}.${name}`, part);
}

function listed(list: readonly unknown[]): string {
  const parts = list.map((each) => (Array.isArray(each) ? listed(each) : typeof each === 'object' ? JSON.stringify(each) : String(each)));
  return `[${parts.join(', ')}]`;
}
