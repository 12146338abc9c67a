import { expect, it, describe } from 'vitest';
import {
  bindAnalysis,
  compileTrial,
  estimatePower,
  estimatePowerAsync,
  rootKey,
  SimulationAborted,
  Stream,
  type Study,
} from '../../src/index.ts';
import { observations } from '../../src/data-files/index.ts';
import { inlineRunner } from '../../src/power/index.ts';
import { readStudy, starterScenario } from '../../src/scenario/index.ts';
import { argumentsInExample, classes, functions, outcomeOf, unusedAcceptances, wrongCalls } from './misuse.ts';
import { rows } from './misuse-rows.ts';

// Slow: the examples of all functions run up to their call, for the right arguments that they show, and some 10 000 wrong calls after them.

const study = readStudy(starterScenario({ participants: 12, difference: 3, sd: 5 }), { replicates: 100 });
const key = rootKey(study.seed);

describe('wrong calls of the library', () => {
  it('every function of every door has a row, and every row a function', () => {
    expect(Object.keys(rows).sort()).toEqual([...functions.keys()].sort());
    expect(classes).toEqual(['SimulationAborted', 'Stream']);
  });

  it.each([...functions])('the function %s refuses wrong arguments by their names', async (name, called) => {
    const right = await argumentsInExample(name);
    if (right === undefined) throw new Error(`the example of ${name} does not call it`);
    const calls = wrongCalls(rows[name], right);
    const failed = unusedAcceptances(rows[name], calls);
    for (const wrong of calls) {
      const outcome = await outcomeOf(called, rows[name], wrong);
      if (outcome !== undefined) failed.push(`${wrong.path}, ${wrong.label}: ${outcome}`);
    }
    expect(failed).toEqual([]);
  });
});

describe('what a row says of a function', () => {
  const row = { arguments: 'x', accepts: { x: 'negative' } };
  const [, ...calls] = wrongCalls(row, [1]);
  const negative = calls.filter(({ label }) => label === 'negative')[0];
  const refusing = (x: number): never => {
    throw new RangeError(`x must be a number > 0, got ${x}`);
  };

  it('a declared acceptance that is refused is a failure', async () => {
    expect(await outcomeOf(refusing, row, negative)).toMatch(/^declared as legitimate, but refused: RangeError: x must/);
    expect(await outcomeOf(() => 1, row, negative)).toBeUndefined();
  });

  it('a declared acceptance that no call tries is a failure', () => {
    expect(unusedAcceptances(row, calls)).toEqual([]);
    expect(unusedAcceptances({ ...row, accepts: { y: 'negative' } }, calls)).toEqual(['y, negative: declared, but never tried']);
  });

  it('a wrong value that is taken, or refused by another name, is a failure', async () => {
    const strict = { arguments: 'x' };
    expect(await outcomeOf(refusing, strict, negative)).toBeUndefined();
    expect(await outcomeOf(() => 1, strict, negative)).toBe('accepted');
    const raw = (): never => {
      throw new TypeError('z is not a function');
    };
    expect(await outcomeOf(raw, strict, negative)).toBe('TypeError: z is not a function');
  });
});

describe('wrong calls that once gave a wrong number', () => {
  const { primary } = study.analyses;
  const of = (change: Partial<Study>): Study => ({ ...study, ...change });
  const designed = (design: object): Study =>
    of({ trial: { ...study.trial, design: { ...study.trial.design, ...design } } as Study['trial'] });
  const unsafe = <Value>(value: unknown): Value => value as Value;

  it.each<[string, () => unknown, RegExp]>([
    [
      'a seed in place of a key',
      () => compileTrial(study.trial, unsafe('my seed'), 'all'),
      /^TypeError: key must be the key that rootKey makes/,
    ],
    [
      'a claim of an unknown analysis',
      () => estimatePower(of({ claim: { name: 'it works', all: ['nope'] } })),
      /^RangeError: study\.claim\.all\[0\]/,
    ],
    ['a claim of no analysis', () => estimatePower(of({ claim: { name: 'it works', all: [] } })), /^RangeError: study\.claim\.all/],
    ['half a participant', () => estimatePower(designed({ participants: 7.5 })), /^RangeError: study\.trial\.design\.participants/],
    [
      'sequences of unequal length',
      () => estimatePower(designed({ sequences: [['placebo'], ['active', 'placebo']] })),
      /^RangeError: study\.trial\.design\.sequences\[1\]/,
    ],
    ['weights for other sequences', () => estimatePower(designed({ weights: [1] })), /^RangeError: study\.trial\.design\.weights/],
    ['half a replicate', () => estimatePower(of({ power: { ...study.power, replicates: 1.5 } })), /^RangeError: study\.power\.replicates/],
    [
      'a level of 5',
      () => estimatePower(of({ analyses: { primary: { ...primary, alpha: 5 } } })),
      /^RangeError: study\.analyses\.primary\.alpha/,
    ],
    [
      'a method that nobody has',
      () => estimatePower(of({ analyses: { primary: { ...primary, method: unsafe('anova') } } })),
      /^RangeError: study\.analyses\.primary\.method/,
    ],
    [
      'a text for a list of changes',
      () => readStudy('name: a', { set: unsafe('a=1') }),
      /^TypeError: options\.set must be a list, got "a=1"/,
    ],
  ])('%s is refused', (_, call, said) => {
    expect(messageOf(call)).toMatch(said);
  });

  it('a standard deviation below 0 is refused', () => {
    if (study.trial.kind !== 'gaussian') throw new Error('the example is of the statistical outcome model');
    const gaussian = { ...study.trial.gaussian, sdWithin: -1 };
    expect(messageOf(() => estimatePower(of({ trial: { ...study.trial, gaussian } as Study['trial'] })))).toMatch(
      /^RangeError: study\.trial\.gaussian\.sdWithin must be a number from 0/,
    );
  });

  it.each([2 ** 32, 2 ** 31, 1.5, NaN, undefined, '1', null])('the replicate %s is refused by a generator', (replicate) => {
    const generator = compileTrial(study.trial, key, 'all');
    expect(messageOf(() => generator.generate(unsafe(replicate)))).toMatch(/Error: replicate must be a whole number/);
  });
});

describe('methods of what the library hands out', () => {
  const generator = compileTrial(study.trial, key, 'all');
  generator.generate(0);
  const stream = (): Stream => new Stream().startAt(key, 0, 0, 1);
  const bound = bindAnalysis('crossover-t', { ...study.analyses.primary, level: 0.95 });
  const none = undefined as never;

  it.each<[string, () => unknown, string]>([
    ['Stream.startAt without a key', () => new Stream().startAt(none, 0, 0, 1), 'key'],
    ['Stream.startAt of a seed', () => new Stream().startAt('seed' as never, 0, 0, 1), 'key'],
    ['Stream.startAt without a replicate', () => new Stream().startAt(key, none, 0, 1), 'replicate'],
    ['Stream.startAt without a subject', () => new Stream().startAt(key, 0, none, 1), 'subject'],
    ['Stream.startAt of a name', () => new Stream().startAt(key, 0, 0, 'weather' as never), 'purpose'],
    ['Stream.startAt of half an index', () => new Stream().startAt(key, 0, 0, 1, 0.5), 'index'],
    ['Stream.uniforms into a list', () => stream().uniforms([] as never, 1), 'out'],
    ['Stream.normals of more than there is room for', () => stream().normals(new Float64Array(2), 3), 'count'],
    ['SimulationAborted of half a trial', () => new SimulationAborted(0.5, 'why'), 'trials'],
    ['BoundAnalysis.run without data', () => bound.run(none), 'data'],
    ['BoundAnalysis.run on too few rows', () => bound.run({ ...generator.data, subjectCount: 99 }), 'data'],
    ['DataTable.rows without a generator', () => observations.rows(none, 1), 'generator'],
    ['DataTable.rows without a trial', () => observations.rows(generator, none), 'trial'],
  ])('%s is refused by the name of the argument', (_, call, argument) => {
    expect(messageOf(call)).toMatch(new RegExp(`^(?:Type|Range)Error: ${argument}\\b`));
  });

  it('an asynchronous function rejects with the error of a synchronous one', async () => {
    const wrong = { ...study, seed: 1 as never };
    const rejected = await estimatePowerAsync(wrong).catch((error: unknown) => String(error));
    expect(rejected).toBe(messageOf(() => estimatePower(wrong)));
    expect(rejected).toBe('TypeError: study.seed must be a text, got 1');
  });

  it('a runner of tasks rejects by the name of the part that is missing', async () => {
    const run = inlineRunner().runInOrder({ ...{ id: 'a', study, truths: [] }, first: 0, count: 0.5 }, () => true);
    await expect(run).rejects.toThrow(/^trials\.count must be a whole number/);
  });
});

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return 'returned';
}
