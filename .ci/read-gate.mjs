// Reads back what a gate has written (junit.xml, summary.md, power.json) and holds it against the decision that was expected: met, missed or undecided.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { lexer } from 'marked';

const [folder, expected] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name), 'utf8');

const { decision, requirements } = JSON.parse(read('power.json'));
assert.equal(decision, expected);

const xml = read('junit.xml');
assert.equal(XMLValidator.validate(xml), true);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => ['testsuite', 'testcase'].includes(name),
});
const [suite] = parser.parse(xml).testsuites.testsuite;
const count = (each) => requirements.filter((requirement) => requirement.decision === each).length;
assert.deepEqual([suite.failures, suite.errors].map(Number), [count('missed'), count('undecided')]);
assert.equal(suite.testcase.filter(({ failure }) => failure !== undefined).length, count('missed'));
assert.equal(suite.testcase.length, requirements.length + 1);

const [required, analyses] = lexer(read('summary.md')).filter(({ type }) => type === 'table');
assert.deepEqual(
  required.rows.map(([of, , verdict]) => `${of.text} ${verdict.text.split(' ').at(-1)}`),
  requirements.map((requirement) => `${requirement.of} ${requirement.decision}`),
);
assert.ok(analyses.rows.length > 0);
console.log(`${folder}: ${decision}; junit.xml and summary.md say the same`);
