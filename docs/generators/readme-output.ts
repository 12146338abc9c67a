// Puts the real output of commands into README.md: npm run docs:readme
// A block ```text that follows a line <!-- output of: COMMAND --> is replaced by what the command prints on stdout.
import { execSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'README.md';

/** What a command prints, without npm's own lines. */
function outputOf(command: string): string {
  const text = execSync(command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, NO_COLOR: '1' } });
  const lines = text.split('\n').filter((line) => !line.startsWith('> '));
  return lines.join('\n').trim();
}

const text = readFileSync(FILE, 'utf8');
const renewed = text.replace(/<!-- output of: (.*) -->\n+```text\n[\s\S]*?```/g, (_, command: string) => {
  return `<!-- output of: ${command} -->\n\n\`\`\`text\n${outputOf(command)}\n\`\`\``;
});
writeFileSync(FILE, renewed);
