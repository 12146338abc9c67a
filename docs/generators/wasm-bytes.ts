import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { moduleText as crossovers } from '../../src/power/crossover-kernel/module-text.ts';
import { moduleText as streams } from '../../src/random/four-streams/module-text.ts';
import { assembled } from '../../tests/random/assembled.ts';

/** `npm run build:wasm`: assembles every `module-text.ts` into the `module-bytes.ts` beside it. */
for (const [folder, moduleText] of [
  ['random/four-streams', streams],
  ['power/crossover-kernel', crossovers],
]) {
  const file = fileURLToPath(new URL(`../../src/${folder}/module-bytes.ts`, import.meta.url));
  const text = Buffer.from(await assembled(moduleText)).toString('base64');
  writeFileSync(
    file,
    `/** The module of \`module-text.ts\` as WebAssembly, in base64; written by \`npm run build:wasm\`. */\nexport const moduleBytes =\n  '${text}';\n`,
  );
}
