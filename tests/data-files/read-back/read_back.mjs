// Reads the table that write.ts wrote with DuckDB for Node.js, and compares every row: node read_back.mjs FOLDER FOLDER-WITH-@duckdb/node-api
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [folder, modules] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(join(resolve(modules), 'here.js'))('@duckdb/node-api');
const expected = JSON.parse(readFileSync(join(folder, 'rows.json'), 'utf8'));
const connection = await (await DuckDBInstance.create()).connect();
const read = (source) => connection.runAndReadAll(`select * from ${source}`);

const path = join(folder, 'rows.parquet').replaceAll("'", "''");
const table = await read(`'${path}'`);
assert.deepEqual(table.columnNames(), expected.columns);
const rows = table.getRows().map((row) => row.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell)));
assert.ok(rows.length > 0);
assert.deepEqual(rows, expected.rows);
const pairs = await read(`(select decode(key), decode(value) from parquet_kv_metadata('${path}'))`);
assert.match(Object.fromEntries(pairs.getRows()).provenance, /^SYNTHETIC: /);
console.log(`parquet: ${rows.length} rows as they were written`);
