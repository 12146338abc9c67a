import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { moduleText as sums } from '../../src/analysis/sums/module-text.ts';
import { moduleText as group } from '../../src/random/stream-group/module-text.ts';
import { moduleText as trials } from '../../src/trial/gaussian/four-trials/module-text.ts';
import { assembled } from '../../tests/vectors/assembled.ts';

/** `npm run build:wasm`: assembles every `module-text.ts` into the `module-bytes.ts` beside it. */
for (const [folder, moduleText] of [
  ['trial/gaussian/four-trials', trials],
  ['analysis/sums', sums],
  ['random/stream-group', group],
]) {
  const file = fileURLToPath(new URL(`../../src/${folder}/module-bytes.ts`, import.meta.url));
  const text = Buffer.from(await assembled(moduleText)).toString('base64');
  writeFileSync(
    file,
    `/** The module of \`module-text.ts\` as WebAssembly, in base64; written by \`npm run build:wasm\`. */\nexport const moduleBytes =\n  '${text}';\n`,
  );
}
