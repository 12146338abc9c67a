import { scenarioLimits } from './limits.ts';
import { problem, type LocatedDiagnostic, type SourceLocation } from './problem.ts';
import { withSlip } from './slip.ts';

/** Syntax problems of a file that are told one by one (assumed). */
const MAX_SYNTAX_PROBLEMS = 5;

/** What the parser says of a text. */
export interface SyntaxError {
  readonly pos: readonly [number, number];
  readonly code: string;
  readonly message: string;
}

/**
 * One problem per place, of many the first few and how many more (a text that is no YAML at all has one in every line); what the parser says about
 * its own interface is put in the words of a scenario's author.
 * @param shown  whether the file's words may be repeated, or only places
 */
export function syntaxProblems(
  errors: readonly SyntaxError[],
  at: (offset: number) => SourceLocation,
  text: string,
  shown: 'content' | 'positions',
): LocatedDiagnostic[] {
  const first = new Map<number, SyntaxError>();
  for (const error of errors) if (!first.has(error.pos[0])) first.set(error.pos[0], error);
  const all = [...first.values()];
  // The parser reports a text that is nested too deeply at many places: one of them is told.
  const deep = all.find(isTooDeep);
  const tell = (error: SyntaxError): LocatedDiagnostic => {
    const words = shown === 'content' ? wordsOf(error, text) : 'validate this file by itself to see why';
    return problem(at(error.pos[0]), '', `not readable as YAML: ${words}`);
  };
  if (deep !== undefined) return [tell(deep)];
  const [next, ...others] = all.slice(MAX_SYNTAX_PROBLEMS);
  if (others.length === 0) return all.map(tell);
  return [
    ...all.slice(0, MAX_SYNTAX_PROBLEMS).map(tell),
    problem(at(next.pos[0]), '', `not readable as YAML here and at ${others.length} more places: is it a scenario?`),
  ];
}

/** Whether the parser ended because the text is nested too deeply. */
function isTooDeep({ message }: SyntaxError): boolean {
  return message.includes('call stack');
}

function wordsOf(error: SyntaxError, text: string): string {
  const { pos, code, message } = error;
  if (code === 'MULTIPLE_DOCS') return 'expected one document, got a second one';
  if (isTooDeep(error)) return `expected at most ${scenarioLimits.depth} maps and lists within each other, got more`;
  return withSlip(message.split('\n')[0], text.slice(text.lastIndexOf('\n', pos[0] - 1) + 1));
}
