// Builds the explorer: npm run site [-- FOLDER], output/site where left out.
// FOLDER/index.html with its assets is for a file server: what is needed later is loaded later. FOLDER/explorer.html is one file that opens from disk.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = resolve(process.argv[2] ?? `${root}output/site`);
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** Every import of the worker: as a file of its own, or inside the page. */
const workerAs = (query) => ({
  name: 'worker-as',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('.ts') && code.includes('engine-worker.ts?worker') ? code.replace('?worker', query) : undefined),
});

/** What the page may load: nothing from elsewhere. Its numbers need WebAssembly, and the drawings have styles of their own. */
const policy = (scripts, workers) => ({
  name: 'policy',
  transformIndexHtml: (html) =>
    html.replace(
      '%POLICY%',
      `default-src 'none'; script-src ${scripts} 'wasm-unsafe-eval'; worker-src ${workers}; style-src 'self' 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`,
    ),
});

const common = {
  root: `${root}src/explorer`,
  configFile: false,
  logLevel: 'warn',
  base: './',
  define: { __VERSION__: JSON.stringify(version) },
};
const options = {
  rolldownOptions: { checks: { pluginTimings: false } },
  target: 'es2022',
  modulePreload: false,
  emptyOutDir: false,
  chunkSizeWarningLimit: 2000,
};

rmSync(out, { recursive: true, force: true });
await build({
  ...common,
  plugins: [workerAs('?worker'), policy("'self'", "'self'")],
  worker: { format: 'es' },
  build: { ...options, outDir: out },
});

// A module worker hangs silently when it is opened from disk, a classic one does not.
const { output } = await build({
  ...common,
  plugins: [workerAs('?worker&inline'), policy("'unsafe-inline'", 'blob:')],
  worker: { format: 'iife' },
  build: { ...options, outDir: out, write: false, assetsInlineLimit: Number.MAX_SAFE_INTEGER },
});
const page = output.find(({ fileName }) => fileName === 'index.html').source;
const textOf = (name) => {
  const file = output.find(({ fileName }) => fileName === name);
  return file.type === 'chunk' ? file.code : file.source;
};
const single = page
  .replace(/<link rel="stylesheet"[^>]*href="\.\/([^"]+)"[^>]*>/, (_, name) => `<style>${textOf(name)}</style>`)
  .replace(/<script type="module"[^>]*src="\.\/([^"]+)"[^>]*><\/script>/, (_, name) => {
    return `<script type="module">${textOf(name).replaceAll('</script', '<\\/script')}</script>`;
  });
if (/(?:src|href)="\.\//.test(single)) throw new Error('the single file still names another file');
mkdirSync(out, { recursive: true });
writeFileSync(`${out}/explorer.html`, single);
