/** Four treatments in a Williams square, three compared with the reference by paired t tests: null hypotheses that may be true one by one. */
export function threeTreatments(multiplicity: string, [a, b, c]: readonly number[], trials: number, claim = ''): string {
  return `model: gaussian
name: several
seed: several
design:
  participants: 24
  blockSize: 4
  sequences: [[placebo, a, c, b], [a, b, placebo, c], [b, c, a, placebo], [c, placebo, b, a]]
gaussian: {mean: 20, sdWithin: 4, sdBetween: 4, effects: {a: ${a}, b: ${b}, c: ${c}}}
analyses:
  a: {method: paired-t, comparator: a}
  b: {method: paired-t, comparator: b}
  c: {method: paired-t, comparator: c}
${multiplicity}
${claim}
power: {replicates: ${trials}, truthPatients: 100}
`;
}
