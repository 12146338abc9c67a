import { readFileSync } from 'node:fs';

/** A subpath of the package and the source file behind it. */
export interface Door {
  /** As it stands in an import: `crossover-sim/power`. */
  readonly name: string;
  /** The source file, from the root of the repository. */
  readonly file: string;
}

const { name, exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
};

/** The doors of the library, as `package.json` opens them. */
export const doors: readonly Door[] = Object.entries(exports).flatMap(([subpath, target]) =>
  typeof target === 'string'
    ? []
    : [{ name: `${name}${subpath.slice(1)}`, file: target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts') }],
);
