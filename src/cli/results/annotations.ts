import { isAbsolute, relative, resolve } from 'node:path';
import { CLAIM } from '../../power/stopping/stopping-rule.ts';
import type { RequirementResult } from '../../power/stopping/requirement.ts';
import { writtenPlace } from '../../scenario/document/written-place.ts';
import { baseText, locateBase } from '../files/scenario-files.ts';
import { readText } from '../files/input-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A requirement that is not met, and what the log says about it. */
export interface Unmet {
  readonly requirement: Pick<RequirementResult, 'of' | 'decision'>;
  readonly text: string;
}

/** Where a gate was run. */
export interface GatePlace {
  /** The scenario file as it was named. */
  readonly path: string;
  /** Whether the command line said what is required, and not the scenario. */
  readonly isTyped: boolean;
}

/**
 * The requirements that are not met as annotations of GitHub (workflow commands `::error` and `::warning`): they appear beside the line of the
 * scenario file that makes the requirement, else that of the claim or the analysis which it is about. Nothing outside a runner of GitHub.
 * Source: docs.github.com, "Workflow commands for GitHub Actions".
 * @param environment  `GITHUB_ACTIONS` and `GITHUB_WORKSPACE` are read
 */
export function annotations(unmet: readonly Unmet[], { path, isTyped }: GatePlace, environment: Environment = process.env): string[] {
  if (environment.GITHUB_ACTIONS !== 'true') return [];
  const root = environment.GITHUB_WORKSPACE ?? process.cwd();
  const source = { path, text: readText(path, 'scenario') };
  return unmet.map(({ requirement: { of, decision }, text }) => {
    const required = isTyped ? [] : [`power.require.${of}`, 'power.require'];
    const about = of === CLAIM ? 'claim' : `analyses.${of}`;
    const place = writtenPlace(source, { readFile: baseText, locate: locateBase }, [...required, about], (file) => isWithin(root, file));
    const position = [
      `file=${property(relative(root, resolve(place?.source ?? path)))}`,
      `line=${place?.line ?? 1}`,
      `col=${place?.column ?? 1}`,
    ];
    const title = `title=${property(`power of ${of}: ${decision}`)}`;
    return `::${decision === 'missed' ? 'error' : 'warning'} ${[...position, title].join(',')}::${message(text)}`;
  });
}

/** Whether a file belongs to the checkout, and not to what was installed into it. */
function isWithin(root: string, file: string): boolean {
  const path = relative(root, resolve(file));
  return !isAbsolute(path) && !path.split(/[/\\]/).some((part) => part === '..' || part === 'node_modules');
}

function message(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
