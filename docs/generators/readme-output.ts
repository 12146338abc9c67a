// Puts the real output of commands into pages: npm run docs:readme (README.md and the pages below, or those named)
// A block ```text that follows a line <!-- output of: COMMAND --> is replaced by what the command prints on stdout.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const FILES = [
  'README.md',
  'docs/questions.md',
  'docs/tutorial.md',
  ...['sample-size', 'washout', 'which-analysis'].map((name) => `docs/how-to/${name}.md`),
];

/** What a command prints, without npm's own lines. @throws Error where it is refused: a page shows answers */
function outputOf(command: string): string {
  const began = performance.now();
  const { status, stdout: text, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  if (status === null || status === 2 || text.trim() === '') throw new Error(`${command}: ended with ${status}\n${stderr}`);
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${command}\n`);
  const lines = text.split('\n').filter((line) => !line.startsWith('> '));
  return lines.join('\n').trim();
}

for (const file of process.argv.length > 2 ? process.argv.slice(2) : FILES) {
  const text = readFileSync(file, 'utf8');
  const renewed = text.replace(/<!-- output of: (.*) -->\n+```text\n[\s\S]*?```/g, (_, command: string) => {
    return `<!-- output of: ${command} -->\n\n\`\`\`text\n${outputOf(command)}\n\`\`\``;
  });
  writeFileSync(file, renewed);
}
