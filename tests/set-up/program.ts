import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { bundle, folder, program } from './bundle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the bundled program. */
    program: string;
  }
}

/** Bundles the program before the tests, and anew where Vitest watches and runs them again. */
export default async function setUp(project: TestProject): Promise<() => void> {
  await bundle();
  project.onTestsRerun(bundle);
  project.provide('program', program);
  return () => rmSync(folder, { recursive: true, force: true });
}
