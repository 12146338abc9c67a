// Counts a JSON report of Vitest: count-suite.mjs REPORT CODE NAME prints `passed, failed, skipped, name`, with tabs between.
// A suite that ended with an error (no report, a file that could not be loaded) has at least one failure.
import { existsSync, readFileSync } from 'node:fs';

const [path, code, name] = process.argv.slice(2);
const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = report;
const failed = code === '0' ? numFailedTests : Math.max(1, numFailedTests);
console.log([numPassedTests, failed, numPendingTests + numTodoTests, name].join('\t'));
