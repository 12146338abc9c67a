import yargs, { type CommandModule } from 'yargs';
import { nearestName } from '../text/nearest-name.ts';
import { commandNames } from './commands/index.ts';
import { programName } from './terminal/program-name.ts';

/** The parser's message in the words of a user, with the nearest valid name where a name is unknown. */
export function usageMessage(message: string, words: readonly string[], commands: readonly CommandModule[]): string {
  const names = commandNames;
  const unknown = /Unknown (?:arguments?|commands?): (.*)/.exec(message)?.[1]?.split(', ');
  if (unknown === undefined && (words[0].startsWith('-') || names.includes(words[0]))) {
    const missing = /Not enough (non-option )?arguments(?: following: (.*))?/.exec(message);
    const wanted =
      missing?.[1] !== undefined
        ? `expected ${usageOf(words[0], commands)}, got too few words`
        : missing?.[2] && `--${missing[2]} needs a value`;
    return `${wanted ?? inWords(message, words)}\nsee: ${programName()} ${words[0].startsWith('-') ? '' : `${words[0]} `}--help`;
  }
  if (unknown === undefined || !names.includes(words[0])) {
    const near = nearestName(words[0], names);
    return `unknown command ${words[0]}${near === undefined ? `; commands: ${names.filter((name) => name !== 'main').join(', ')}` : `; did you mean ${near}?`}`;
  }
  const known = knownOptions(words[0], commands);
  return [...new Set(unknown.filter((name) => words.some((word) => word.startsWith(`--${name}`) || word === name || word === `-${name}`)))]
    .map((name) => {
      if (words.includes(name)) return `unexpected word ${name} after ${words[0]}`;
      const near = nearestName(name, known);
      return `unknown option --${name} of ${words[0]}${near === undefined ? `; its options: ${programName()} ${words[0]} --help` : `; did you mean --${near}?`}`;
    })
    .join('\n');
}

function usageOf(name: string, commands: readonly CommandModule[]): string {
  return `${programName()} ${commands.map(({ command }) => String(command)).find((usage) => usage.split(' ')[0] === name) ?? name}`;
}

function knownOptions(name: string, commands: readonly CommandModule[]): string[] {
  const command = commands.find((each) => String(each.command).split(' ')[0] === name);
  const parser = yargs([]);
  if (typeof command?.builder === 'function') void (command.builder as (argv: unknown) => unknown)(parser);
  return Object.keys((parser as unknown as { getOptions(): { key: Record<string, unknown> } }).getOptions().key);
}

/** What the parser says of options that need or exclude each other, or are none of a choice. */
function inWords(message: string, words: readonly string[]): string {
  const [first, ...lines] = message.split('\n').map((line) => line.trim());
  const pairs = lines.map((line) => /^(\S+) -> (\S+)$/.exec(line)).filter((match) => match !== null);
  if (first === 'Implications failed:' && pairs.length > 0)
    return pairs.map(([, option, needed]) => `--${option}: goes with --${needed}`).join('\n');
  const exclusive = /^Arguments (\S+) and (\S+) are mutually exclusive$/.exec(message);
  if (exclusive !== null) return `--${exclusive[1]}: cannot go with --${exclusive[2]}`;
  const choices = lines.map((line) => /^Argument: (\S+), Given: "(.*)", Choices: (.*)$/.exec(line)).filter((match) => match !== null);
  if (first === 'Invalid values:' && choices.length > 0)
    return choices
      .map(
        ([, name, given, valid]) =>
          `${words.some((word) => word.split('=')[0] === `--${name}`) ? '--' : ''}${name}: expected ${valid.replaceAll('"', '')}, got '${given}'`,
      )
      .join('\n');
  return message;
}
