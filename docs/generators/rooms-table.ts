// Draws the rooms of src and what they import into CONTRIBUTING.md: npm run docs:rooms
import { readFileSync, writeFileSync } from 'node:fs';
import { commandLineRooms, rooms } from '../../tests/house/rooms.ts';
import { importsOf, sourceFiles } from '../../tests/house/source-files.ts';
import { betweenMarks } from './between-marks.ts';

const PAGE = 'CONTRIBUTING.md';
const marks = ['<!-- rooms: made by npm run docs:rooms -->', '<!-- end of rooms -->'] as const;

/** Which room a path within `src` belongs to. */
type RoomOf = (path: string) => string;
const roomOfSource: RoomOf = (path) => path.split('/')[0];
/** The folder that holds the file; nothing for what is not in a folder of `cli`. */
const roomOfCommandLine: RoomOf = (path) => (/^cli\/.*\//.test(path) ? (path.split('/').at(-2) ?? '') : '');

/** What the files of a room import, each room once, in the order of the list. */
function importsOfRoom(room: string, names: readonly string[], roomOf: RoomOf): string[] {
  const imported = new Set(
    sourceFiles
      .filter(({ path }) => roomOf(path) === room)
      .flatMap((file) => importsOf(file).flatMap(({ path }) => (path === undefined ? [] : [roomOf(path)]))),
  );
  return names.filter((name) => name !== room && imported.has(name));
}

/** Folders of a room, by their paths within it. */
function foldersOf(room: string): string[] {
  const folders = sourceFiles
    .filter((file) => file.room === room && file.folder !== room && file.folder !== '.')
    .map(({ folder }) => folder);
  return [...new Set(folders)].map((folder) => folder.slice(room.length + 1));
}

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ') || '–';
const table = (rows: readonly (readonly string[])[]): string => rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The rooms of `src` and those inside `src/cli`, as two Markdown tables. */
export function roomsTables(): string {
  const names = Object.keys(rooms);
  const house = Object.entries(rooms).map(([room, about]) => [
    `\`${room}\``,
    about,
    room === 'cli' ? 'see below' : code(foldersOf(room)),
    code(importsOfRoom(room, names, roomOfSource)),
  ]);
  const inside = Object.keys(commandLineRooms);
  const pathOf = (room: string): string => foldersOf('cli').find((folder) => folder.split('/').at(-1) === room) ?? room;
  const commandLine = Object.entries(commandLineRooms).map(([room, about]) => [
    `\`${pathOf(room)}\``,
    about,
    code(importsOfRoom(room, inside, roomOfCommandLine)),
  ]);
  const line = ['---', '---', '---'];
  return [
    table([['module of `src/`', 'contents', 'folders', 'imports'], [...line, '---'], ...house]),
    'Inside `src/cli/`, below `cli.ts` and `start.ts`:',
    table([['module of `src/cli/`', 'contents', 'imports inside `cli`'], line, ...commandLine]),
  ].join('\n\n');
}

/** `CONTRIBUTING.md` with its tables of rooms renewed. */
export function withRooms(text: string): string {
  return betweenMarks(text, marks, roomsTables());
}

if (process.argv[1]?.endsWith('rooms-table.ts') === true) writeFileSync(PAGE, withRooms(readFileSync(PAGE, 'utf8')));
