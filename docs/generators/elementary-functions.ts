// Writes docs/elementary-functions.md: npm run docs:elementary
import { writeFileSync } from 'node:fs';
import { functionNames } from '../../tests/elementary/arguments.ts';
import { worstError } from '../../tests/elementary/worst-error.ts';
import { markdownTable } from './validation/agreement-table.ts';

const ARGUMENTS = 1_300_000;

const grouped = (count: number): string => count.toLocaleString('en-US').replaceAll(',', ' ');

const rows = functionNames.map((name) => {
  const { tried, error, at } = worstError(name, ARGUMENTS);
  if (tried < 1_000_000) throw new Error(`${name}: ${tried} results were compared`);
  const isOfTwo = name === 'pow' || name === 'hypot';
  return [`\`${name}\``, grouped(tried), error.toFixed(3), isOfTwo ? at.join(', ') : String(at[0])];
});

const text = `# Elementary functions

The ECMAScript standard leaves the last digits of \`Math.exp\`, \`Math.log\`, \`Math.pow\` and the like
to each engine. Every number of a result or a data file comes from additions, products, quotients,
square roots and bit operations, whose results IEEE 754 specifies, and from the functions of
\`src/elementary\`, which are made of them. One scenario and one seed therefore give the same bits on
every engine and every machine; a test refuses the functions of \`Math\` anywhere else in \`src\`.

\`exp\` is by tables and a polynomial (Tang 1989), \`hypot\` by exact squares and a corrected root
(Borges 2020); the others follow FDLIBM (Sun Microsystems 1993). Their docstrings give formulas and
sources.

Made by \`npm run docs:elementary\`: the largest distance from the true value, in units in the last
place, over as many finite results as the second column says. The true values are computed in whole
numbers of 60 digits or more (\`tests/elementary/exact.ts\`), which agree with those of mpmath in 38
digits. The arguments cover every exponent, numbers below the normal ones, the ends of the range,
and the places where a formula changes, with their neighbours; \`sin\` and \`cos\` are for angles up
to 2^20 radians. The largest error of \`exp\` is at results below the normal numbers; elsewhere it
is below 0.52.

${markdownTable(['function', 'results', 'largest error', 'at'], rows)}

\`npm test\` tries 6 000 arguments of each, and the values that the standard gives for 0, infinite
arguments and NaN. \`pow\` differs from \`Math.pow\` on purpose: 1^y is 1 for every y, and a negative
base gives NaN. \`sin\` and \`cos\` give NaN beyond their range.
`;

writeFileSync(new URL('../elementary-functions.md', import.meta.url), text);
