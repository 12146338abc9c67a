// Puts the real output of commands into pages: npm run docs:readme (README.md and the pages below, or those named)
// With PROGRAM=dist/cli/cli.js the commands of the pages, but not those of README.md, start that program, which npm run build made: a start takes a quarter of the time.
// A block ```text that follows a line <!-- output of: COMMAND --> is replaced by what the command prints on stdout.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const FILES = [
  'README.md',
  'docs/questions.md',
  'docs/tutorial.md',
  ...['sample-size', 'washout', 'which-analysis'].map((name) => `docs/how-to/${name}.md`),
];

/** A command as it is run: through npm as it stands, or by the built program, which then names itself as under npm. */
function asRun(command: string, file: string): string {
  const program = process.env.PROGRAM;
  if (program === undefined || file === 'README.md') return command;
  return command.replace(/^npm start -- /, `npm_lifecycle_event=start ${process.execPath} ${program} `);
}

/** What a command prints, without npm's own lines. @throws Error where it is refused: a page shows answers */
function outputOf(command: string, file: string): string {
  const began = performance.now();
  const {
    status,
    stdout: text,
    stderr,
  } = spawnSync('bash', ['-c', asRun(command, file)], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (status === null || status === 2 || text.trim() === '') throw new Error(`${command}: ended with ${status}\n${stderr}`);
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${command}\n`);
  const lines = text.split('\n').filter((line) => !line.startsWith('> '));
  return lines.join('\n').trim();
}

for (const file of process.argv.length > 2 ? process.argv.slice(2) : FILES) {
  const text = readFileSync(file, 'utf8');
  const renewed = text.replace(/<!-- output of: (.*) -->\n+```text\n[\s\S]*?```/g, (_, command: string) => {
    return `<!-- output of: ${command} -->\n\n\`\`\`text\n${outputOf(command, file)}\n\`\`\``;
  });
  writeFileSync(file, renewed);
}
