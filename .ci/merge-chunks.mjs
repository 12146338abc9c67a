// Which chunks of the program are written as one file. A file costs a start about as much as FILE bytes of code; what one command alone needs stays apart from what another needs.

/** Bytes of code that take as long to load as one more file does (measured: 0.4 ms a file, 25 MB of minified code a second). */
const FILE = 10_000;

/** Bytes for which an imported package counts: whoever does not use it is not to load it. */
const PACKAGE = 200_000;

/**
 * Groups of chunks, as a map from the path of each to the name of its group.
 * @param outputs  those of an esbuild metafile: path, bytes, imports, entry point
 * @param apart    paths of the files that are entered from outside, which stay as they are
 * @param browser  those of them that run in a browser: nothing that they load may import from Node
 */
export function groupsOfChunks(outputs, apart, browser) {
  const graph = new Map(
    Object.entries(outputs).map(([path, { imports }]) => [
      path,
      imports.filter(({ kind, external }) => kind === 'import-statement' && external !== true).map(({ path: to }) => to),
    ]),
  );
  const reached = (from, seen = new Set()) => {
    if (!seen.has(from)) {
      seen.add(from);
      for (const to of graph.get(from)) reached(to, seen);
    }
    return seen;
  };
  const entries = Object.keys(outputs).filter((path) => outputs[path].entryPoint !== undefined);
  let groups = [...graph.keys()].map((path) => ({
    paths: [path],
    bytes: weightOf(outputs[path]),
    entries: new Set(),
    needsNode: [...reached(path)].some((each) => importsNode(outputs[each])),
    fixed: apart.has(path),
  }));
  for (const entry of entries) {
    const all = reached(entry);
    for (const group of groups) if (all.has(group.paths[0])) group.entries.add(entry);
  }
  for (;;) {
    const best = bestPair(groups, graph, { apart, browser });
    if (best === undefined) return new Map(groups.flatMap(({ paths }) => paths.map((path) => [path, paths[0]])));
    const [a, b] = best;
    const merged = {
      paths: [...a.paths, ...b.paths],
      bytes: a.bytes + b.bytes,
      entries: new Set([...a.entries, ...b.entries]),
      needsNode: a.needsNode || b.needsNode,
      fixed: false,
    };
    groups = [...groups.filter((group) => group !== a && group !== b), merged];
  }
}

const importsNode = ({ imports }) => imports.some(({ path, external }) => external === true && path.startsWith('node:'));

function weightOf({ bytes, imports }) {
  const packages = imports.filter(
    ({ path, kind, external }) => kind === 'import-statement' && external === true && !path.startsWith('node:'),
  );
  return bytes + PACKAGE * new Set(packages.map(({ path }) => path)).size;
}

/** The pair of groups whose merging spares the most, if any does, without two groups that import one another. */
function bestPair(groups, graph, doors) {
  const pairs = [];
  for (const [i, a] of groups.entries()) {
    for (const b of groups.slice(i + 1)) {
      const gain = gainOf(a, b, doors);
      if (gain > 0) pairs.push([gain, a, b]);
    }
  }
  pairs.sort(([x], [y]) => y - x);
  const found = pairs.find(([, a, b]) => !wouldCycle(a, b, groups, graph));
  return found?.slice(1);
}

/** Bytes that are spared over all entries; those from outside, which are called most, count a hundredfold. */
function gainOf(a, b, { apart, browser }) {
  const entries = new Set([...a.entries, ...b.entries]);
  const inBrowser = [...entries].some((entry) => browser.has(entry));
  if (a.fixed || b.fixed || (inBrowser && (a.needsNode || b.needsNode))) return 0;
  let gain = 0;
  for (const entry of entries) {
    const weight = apart.has(entry) ? 100 : 1;
    const [inA, inB] = [a.entries.has(entry), b.entries.has(entry)];
    gain += weight * (inA && inB ? FILE : inA ? -b.bytes : -a.bytes);
  }
  return gain;
}

/** Whether a path leads from one group to the other through a third. */
function wouldCycle(a, b, groups, graph) {
  const groupOf = new Map(groups.flatMap((group) => group.paths.map((path) => [path, group])));
  const next = (group) => new Set(group.paths.flatMap((path) => graph.get(path)).map((path) => groupOf.get(path)));
  const leads = (from, to) => {
    const seen = new Set();
    const waiting = [...next(from)].filter((group) => group !== from && group !== to);
    for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
      if (group === to) return true;
      if (seen.has(group)) continue;
      seen.add(group);
      waiting.push(...next(group));
    }
    return false;
  };
  return leads(a, b) || leads(b, a);
}
