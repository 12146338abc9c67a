import { parseTree } from '../../scenario/document/document-tree.ts';
import { textTable } from '../../text/text-table.ts';
import { pick } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { InvalidScenario, loadStudy } from '../arguments/load-study.ts';
import { textOf } from '../files/input-file.ts';
import { shippedNames, shippedPath } from '../files/scenario-files.ts';
import { emitAnswer } from '../results/emit-answer.ts';
import { engineHead } from '../results/result-document.ts';
import { programName } from '../terminal/program-name.ts';

/** A shipped scenario as it is listed. */
interface ListedScenario {
  readonly name: string;
  /** Its title; of a part of a scenario, which has none, the first sentence of its comment. */
  readonly title: string;
  /** The comment at its head: what it is and what it asks. */
  readonly about: string;
  readonly file: string;
}

export const scenariosCommand = defineCommand({
  usage: 'scenarios',
  summary: 'the scenarios that come with the program: their names, which every command and `extends` take, and what they ask',
  options: pick('json'),
  examples: [
    ['scenarios', 'list them'],
    ['scenarios --json', 'the same with the comment at the head of each and its file'],
  ],
  run({ json }, session) {
    const listed = shippedNames().map(listedScenario);
    const document = { ...engineHead(), scenarios: json ? listed.map((each) => ({ ...each, hash: hashOf(each.name) })) : [] };
    return emitAnswer(session, { json }, { document, timed: false, text: () => listText(listed) });
  },
});

/** The hash of what a shipped scenario resolves to; null where it is a part of a scenario, and none by itself. */
function hashOf(name: string): string | null {
  try {
    return loadStudy(name, {}).hash;
  } catch (error) {
    if (error instanceof InvalidScenario) return null;
    throw error;
  }
}

function listedScenario(name: string): ListedScenario {
  const file = shippedPath(name);
  const text = textOf(file, 'scenario');
  const about = commentOf(text);
  const { title } = parseTree(file, text).tree.value;
  return { name, title: typeof title === 'string' ? title : firstSentence(about), about, file };
}

/** The first paragraph of the comment that a file begins with, less the line for editors. */
function commentOf(text: string): string {
  const lines = text.split('\n').filter((line) => !line.startsWith('# yaml-language-server'));
  const head = lines.slice(
    0,
    lines.findIndex((line) => !/^# \S/.test(line)),
  );
  return head.map((line) => line.slice(2).trim()).join(' ');
}

function firstSentence(text: string): string {
  return /^.*?[.?!](?=\s|$)/.exec(text)?.[0] ?? text;
}

/** Names and titles, the scenarios of each folder together. */
function listText(listed: readonly ListedScenario[]): string {
  const folderOf = ({ name }: ListedScenario): string => name.slice(0, name.lastIndexOf('/') + 1);
  const folders = [...new Set(listed.map(folderOf))].sort();
  const rows = folders.flatMap((folder) => listed.filter((each) => folderOf(each) === folder).map(({ name, title }) => [name, title]));
  const first = listed.at(0)?.file ?? '';
  return [
    textTable([['scenario', 'what it is'], ...rows]),
    '',
    `to run one from anywhere: ${programName()} power williams-2018`,
    'to build on one:          extends: williams-2018 (in a scenario file; a list puts several together)',
    `to read one:              ${first.slice(0, first.length - `${listed.at(0)?.name ?? ''}.yaml`.length)}`,
  ].join('\n');
}
