// The explorer as vite builds it: for a file server, and as one file.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
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

/** Writes the page for a file server: `index.html`, and beside it what is loaded at once and what is loaded later. */
export async function writeHostedPage(folder) {
  await build({
    ...common,
    plugins: [workerAs('?worker'), policy("'self'", "'self'")],
    worker: { format: 'es' },
    build: { ...options, outDir: folder },
  });
}

/** The page as the text of one file that opens from disk. A module worker hangs silently there, a classic one does not. */
export async function singlePage() {
  const { output } = await build({
    ...common,
    plugins: [workerAs('?worker&inline'), policy("'unsafe-inline'", 'blob:')],
    worker: { format: 'iife' },
    build: { ...options, write: false, assetsInlineLimit: Number.MAX_SAFE_INTEGER },
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
  return single;
}
