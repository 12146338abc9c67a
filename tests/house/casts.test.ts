import { expect, it } from 'vitest';
import { codeOf, sourceFiles } from './source-files.ts';

/** Casts after which the compiler checks nothing: twice over, to a type without values, to any. */
const unchecked = /\bas unknown as\b|\bas never\b|\bas any\b|<any>|@ts-(?:ignore|expect-error|nocheck)/;

it('no cast of the source files goes past the compiler', () => {
  const found = sourceFiles.flatMap((file) => {
    const [cast] = unchecked.exec(codeOf(file)) ?? [];
    return cast === undefined ? [] : [`${file.path}: ${cast}`];
  });
  expect(found).toEqual([]);
});
