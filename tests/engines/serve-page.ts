import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CaseText } from './engine-cases.ts';

/** A page that runs the cases and sends their texts back, or what kept it from doing so. */
const page = `<!doctype html>
<meta charset="utf-8">
<title>cases</title>
<script type="module">
const send = (path, body) => fetch(path, { method: 'POST', body });
try {
  await import('/cases.mjs');
  await send('/texts', JSON.stringify(globalThis.engineCases()));
} catch (error) {
  await send('/problem', error.name + ': ' + error.message + '\\n' + error.stack);
}
</script>
`;

/** A page on this machine that is open to one browser. */
export interface ServedPage {
  readonly address: string;
  /** What the page sends. Rejects where it could not run the cases. */
  readonly texts: Promise<CaseText[]>;
  readonly close: () => void;
}

/** Serves the page and the module of the cases. @param cases  the module of `bundledCases` */
export async function servePage(cases: string): Promise<ServedPage> {
  const { promise: texts, resolve, reject } = deferred<CaseText[]>();
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      void bodyOf(request).then((body) => {
        response.end();
        if (request.url === '/texts') resolve(JSON.parse(body) as CaseText[]);
        else reject(new Error(body));
      }, reject);
    } else if (request.url === '/') response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
    else if (request.url === '/cases.mjs') response.setHeader('content-type', 'text/javascript; charset=utf-8').end(cases);
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${port}/`, texts, close };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += part;
  return body;
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

function deferred<T>(): Deferred<T> {
  let [resolve, reject]: [(value: T) => void, (reason: unknown) => void] = [() => undefined, () => undefined];
  const promise = new Promise<T>((yes, no) => ([resolve, reject] = [yes, no]));
  return { promise, resolve, reject };
}
