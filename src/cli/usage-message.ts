import { nearestName } from '../text/nearest-name.ts';
import { withAdvice } from './arguments/assert-arguments.ts';
import type { Command } from './arguments/define-command.ts';
import { everyName } from './shell/shell-commands.ts';
import { programName } from './terminal/program-name.ts';

/**
 * What is wrong with a command line that the parser cannot hand to a command: an unknown name, or too few arguments.
 * @param message   of the parser, for what is left
 * @param first     the first word
 * @param commands  those that were loaded
 */
export function usageMessage(message: string, first: string, commands: readonly Command[]): string {
  const command = commands.find(({ name }) => name === first);
  if (command === undefined && !first.startsWith('-')) return unknownCommand(first);
  const isShort = command !== undefined && /^Not enough non-option/.test(message);
  return withAdvice([isShort ? `expected ${programName()} ${command.usage}, got too few arguments` : message], command);
}

function unknownCommand(name: string): string {
  const near = nearestName(name, everyName);
  const advice = near === undefined ? `commands: ${everyName.filter((each) => each !== 'main').join(', ')}` : `did you mean ${near}?`;
  return `unknown command ${name}; ${advice}`;
}
