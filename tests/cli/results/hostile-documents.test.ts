import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadStudy } from '../../../src/cli/arguments/load-study.ts';
import { withChecksum } from '../../../src/cli/files/checked-json.ts';
import { firstStoredCell } from '../../../src/cli/results/read-cells.ts';
import { storedQuestion } from '../../../src/cli/results/read-question.ts';
import { resultDocument, storedText } from '../../../src/cli/results/result-document.ts';
import { readStoredDocument } from '../../../src/cli/results/stored-document.ts';
import { makePlan, type RunPlan } from '../../../src/cli/shards/plan.ts';
import { planText } from '../../../src/cli/shards/plan-file.ts';
import { ResultsFolder } from '../../../src/cli/shards/results-folder.ts';
import { estimatePower } from '../../../src/power/estimate-power.ts';
import { compileStudy } from '../../../src/power/simulation/compile-study.ts';
import { describedStudy, scenarioHash } from '../../../src/scenario/index.ts';
import { contentHash } from '../../../src/scenario/resolved/scenario-hash.ts';
import type { Study } from '../../../src/study/study.ts';
import { emptyFolder } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

/** What the machine says of a value of another kind, which means nothing to a user. */
const RAW =
  /is not a function|Cannot read propert|Cannot convert|is not iterable|is not an object|Invalid array length|call stack|not defined|undefined \(/;

const instead: readonly unknown[] = [null, {}, [], 'x', '', -1, 0, 0.5, 1e308, true, [[]], { a: 1 }];

/** A generator of whole numbers below a bound, the same for a seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Holder = Record<string, unknown>;

/** Changes, removes or adds one value somewhere in a document. @returns where */
function mutate(document: object, next: (below: number) => number): string {
  const path: string[] = [];
  let holder = document as Holder;
  for (;;) {
    const names = Object.keys(holder);
    const name = names[next(names.length)];
    path.push(name);
    const inner = holder[name];
    const goesOn = typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0 && next(5) > 0;
    if (goesOn) holder = inner as Holder;
    else {
      const choice = next(instead.length + 1);
      if (choice === instead.length) Reflect.deleteProperty(holder, name);
      else holder[name] = structuredClone(instead[choice]);
      return path.join('.');
    }
  }
}

/** What an action says; undefined where it does what it does. */
function messageOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function studyOf(name: string): Study {
  return loadStudy(name, { replicates: 2, participants: 8, set: ['power.truthPatients=100'] }).study;
}

const studies: Study[] = [];
beforeAll(() => {
  for (const name of ['gaussian-textbook', 'williams-2018', 'designs/group-sequential', 'questions/psilocybin-ketanserin']) {
    const set = ['power.truthPatients=100', ...(name.endsWith('group-sequential') ? [] : ['design.participants=8'])];
    studies.push(loadStudy(name, { replicates: 2, set }).study);
  }
});

/** Where a message with the machine's words came from. */
function rawMessages(
  count: number,
  attempt: (next: (below: number) => number) => { where: string; message: string | undefined },
): string[] {
  const next = numbers(22);
  return Array.from({ length: count }, () => attempt(next)).flatMap(({ where, message }) =>
    message !== undefined && RAW.test(message) ? [`${where}: ${message}`] : [],
  );
}

/** A stored document with the hash of its study and its checksum made again, as a stranger may have done. */
function resealed(document: Holder): string {
  const content = Object.fromEntries(Object.entries(document).filter(([name]) => name !== 'checksum'));
  if (typeof content.scenario === 'object' && content.scenario !== null && typeof content.study === 'object' && content.study !== null) {
    messageOf(() => ((content.scenario as Holder).hash = scenarioHash(content.study as Study)));
  }
  return JSON.stringify(withChecksum(content));
}

it('a stored result that was changed and sealed again is refused in words, or is read', () => {
  const originals = studies.map((study) =>
    storedText(resultDocument({ study, hash: scenarioHash(study) }, { result: estimatePower(study) })),
  );
  const path = join(folder, 'power.json');
  const found = rawMessages(120, (next) => {
    const document = JSON.parse(originals[next(originals.length)]) as Holder;
    const where = mutate(document, next);
    writeFileSync(path, resealed(document));
    const message = messageOf(() => {
      const stored = readStoredDocument(path);
      if (storedQuestion(stored) !== undefined) return;
      const { study, origins } = firstStoredCell(stored);
      compileStudy(study);
      describedStudy(study, origins);
    });
    return { where, message };
  });
  expect(found).toEqual([]);
});

it('a plan that was changed and sealed again is refused in words, or is read', () => {
  const path = join(folder, 'run');
  mkdirSync(path);
  const originals = studies.map((study) => JSON.stringify(makePlan([study])));
  const found = rawMessages(120, (next) => {
    const plan = JSON.parse(originals[next(originals.length)]) as RunPlan;
    const where = mutate(plan, next);
    messageOf(() => plan.cells.forEach((cell) => Object.assign(cell, { scenario: scenarioHash(cell.study) })));
    writeFileSync(join(path, 'plan.json'), messageOf(() => planText(plan)) === undefined ? planText(plan) : JSON.stringify(plan));
    const message = messageOf(() => {
      for (const { study } of ResultsFolder.open(path).plan.cells) compileStudy(study);
    });
    return { where, message };
  });
  expect(found).toEqual([]);
});

it('a plan of a study that would never end is refused with the place', () => {
  const path = join(folder, 'endless');
  mkdirSync(path);
  const plan = JSON.parse(JSON.stringify(makePlan([studyOf('williams-2018')]))) as RunPlan;
  const { study } = plan.cells[0];
  const changed = { ...study, trial: { ...study.trial, population: { ageMean: {} } } } as unknown;
  Object.assign(plan.cells[0], { study: changed, scenario: contentHash(changed as Study) });
  writeFileSync(join(path, 'plan.json'), planText(plan));
  expect(() => ResultsFolder.open(path)).toThrow(/plan\.json cells\.0\.study\.trial\.population\.ageMean: expected /);
});

it('a result whose number is a word is refused with the place', () => {
  const [study] = studies;
  const document = JSON.parse(storedText(resultDocument({ study, hash: scenarioHash(study) }, { result: estimatePower(study) }))) as Holder;
  (document.flow as Holder).screened = 'many';
  const path = join(folder, 'word.json');
  writeFileSync(path, resealed(document));
  expect(readFileSync(path, 'utf8')).toContain('many');
  expect(() => readStoredDocument(path)).toThrow('word.json flow.screened: expected number, got string; run its command again');
});
