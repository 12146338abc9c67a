// Builds the explorer: npm run site [-- FOLDER], output/site where left out.
// FOLDER/index.html with its assets is for a file server: what is needed later is loaded later. FOLDER/explorer.html is one file that opens from disk.
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { singlePage, writeHostedPage } from './explorer-page.mjs';

const out = resolve(process.argv[2] ?? fileURLToPath(new URL('../output/site', import.meta.url)));
rmSync(out, { recursive: true, force: true });
await writeHostedPage(out);
writeFileSync(join(out, 'explorer.html'), await singlePage());
