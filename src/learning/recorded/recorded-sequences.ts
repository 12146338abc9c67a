import type { ReadTrial } from '../../data-files/reading/build-trial.ts';
import { unknownName } from '../../scenario/document/finding.ts';
import { listedNames, shortName } from '../../text/listed-names.ts';
import { conditionNames } from '../../trial/conditions.ts';
import type { MechanisticTrial } from '../../trial/trial-model.ts';

/** Subjects of individual data by the sequences of the design, by the treatments they received; undefined where the data have others, which is said. */
export function subjectsBySequence(
  { data, subjects }: ReadTrial,
  { design }: MechanisticTrial,
  say: (message: string) => void,
): number[][] | undefined {
  const { treatment, treatments, periodCount } = data;
  const conditions = conditionNames(design);
  const given = treatments.filter((_, code) => treatment.includes(code));
  const foreign = given.filter((name) => !conditions.includes(name));
  for (const name of foreign) say(`treatment: ${unknownName('a condition of the design', name, conditions)}`);
  const planned = design.sequences[0].length;
  if (periodCount !== planned) say(`expected ${planned} period${planned === 1 ? '' : 's'} as the design has, got ${periodCount}`);
  if (foreign.length > 0 || periodCount !== planned) return undefined;
  const groups = design.sequences.map((): number[] => []);
  const unknown: string[] = [];
  const unclear: string[] = [];
  subjects.forEach((name, subject) => {
    const order = Array.from(
      { length: periodCount },
      (_, period) => treatments[treatment[subject * periodCount + period]] as string | undefined,
    );
    const fitting = design.sequences.flatMap((sequence, place) =>
      order.every((condition, period) => condition === undefined || condition === sequence[period]) ? [place] : [],
    );
    if (fitting.length === 1) groups[fitting[0]].push(subject);
    else (fitting.length === 0 ? unknown : unclear).push(shortName(name));
  });
  if (unknown.length > 0) say(`expected the sequences of the design, got others of participants ${listedNames(unknown)}`);
  if (unclear.length > 0)
    say(`expected every period's treatment, or a sequence that tells it, got neither of participants ${listedNames(unclear)}`);
  return unknown.length + unclear.length > 0 ? undefined : groups;
}
