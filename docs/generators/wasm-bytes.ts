import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assembled } from '../../tests/power/crossover-kernel/assembled.ts';

/** `npm run build:wasm`: assembles `src/power/crossover-kernel/module-text.ts` into `module-bytes.ts`. */
const file = fileURLToPath(new URL('../../src/power/crossover-kernel/module-bytes.ts', import.meta.url));
const text = Buffer.from(await assembled()).toString('base64');
writeFileSync(
  file,
  `/** The module of \`module-text.ts\` as WebAssembly, in base64; written by \`npm run build:wasm\`. */\nexport const moduleBytes =\n  '${text}';\n`,
);
