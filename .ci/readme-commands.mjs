// Runs every ```sh block of a Markdown file, line by line, from the top of the checkout; a line that fails ends it.
// What .ci/run has done already (npm test, npm run build) is passed over. The README's run as they stand; those of other pages by the built program, which starts in a quarter of the time. A block whose line before the fence is <!-- exit N --> is expected to end with that code.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const file = process.argv[2];
const text = readFileSync(file, 'utf8');
const blocks = [...text.matchAll(/(?:<!-- exit (\d+) -->\n+)?```sh\n([\s\S]*?)```/g)];
for (const [, code, block] of blocks) {
  for (const line of block.split('\n').filter((each) => each.trim() !== '' && !each.startsWith('#'))) {
    if (/^(git clone|cd |npm test$|npm run build --silent$)/.test(line)) continue;
    if (code === undefined && text.includes(`<!-- output of: ${line} -->`)) continue; // npm run docs:readme has run it, and CI compares what it printed
    console.log(`$ ${line}`);
    const asRun = file === 'README.md' ? line : line.replaceAll(/^npm start (?:--silent )?--(?= |$)/g, 'node dist/cli/cli.js');
    const { status } = spawnSync('bash', ['-c', asRun], { stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== Number(code ?? 0)) {
      console.error(`${file}: '${line}' ended with ${status}, expected ${code ?? 0}`);
      process.exit(1);
    }
  }
}
console.log(`${blocks.length} blocks of ${file} ran`);
