import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute or more, by falling duration. Others go by size, as Vitest has it where no run was before. */
export const longest = [
  'simulated-truths.check.ts',
  'own-data.check.ts',
  'learning.slow.test.ts',
  'learning-folder.slow.test.ts',
  'explorer-trials.slow.test.ts',
  'explorer.slow.test.ts',
  'explorer-hands.slow.test.ts',
  'kill.check.ts',
  'validation-book.check.ts',
  'explorer-truth.slow.test.ts',
  'value-of-study.slow.test.ts',
  'standard-streams.slow.test.ts',
  'own-words.slow.test.ts',
];

/** Starts the files that take long before the others, so that no processor waits for one of them at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.indexOf(basename(moduleId));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
