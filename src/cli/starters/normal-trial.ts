import { starterText, unnamedTreatments, type StarterNumbers } from '../../scenario/templates/starter-scenario.ts';
import { pairedDifferenceText, standardDeviations, variabilityIn, type Variability } from '../../scenario/templates/variability.ts';
import { faultInNumber, numberIn } from './answers.ts';
import type { Answers, Question } from './questions.ts';

/** Names that a treatment may have. */
const TREATMENT = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** What a starter of the normal model asks. */
export const normalQuestions: readonly Question[] = [
  { name: 'participants', text: 'How many patients?', usual: '30', source: 'assumed', faultIn: faultInNumber },
  {
    name: 'difference',
    text: 'Which difference between the treatments do you expect (in the unit of the endpoint)?',
    usual: '4',
    source: 'assumed',
    faultIn: faultInNumber,
  },
  {
    name: 'sd',
    text: [
      'Which SD (same unit)? Write',
      '  5                 of one period, within a patient',
      '  difference 7.07   of the difference between two periods of a patient',
      '  total 7 icc 0.5   over patients, with the intraclass correlation',
      'SD',
    ].join('\n'),
    usual: '5',
    source: 'assumed',
    faultIn: (answer) =>
      variabilityIn(answer) === undefined ? `expected an SD such as 5, difference 7.07 or total 7 icc 0.5, got '${answer}'` : undefined,
    echo: (answer) => pairedDifferenceText(variabilityOf({ sd: answer })),
  },
  {
    name: 'treatments',
    text: 'Which two treatments, the one to compare with first?',
    usual: unnamedTreatments.join(','),
    source: 'names without meaning',
    faultIn(answer) {
      const names = treatmentsIn(answer);
      const isFit = names.length === 2 && names[0] !== names[1] && names.every((name) => TREATMENT.test(name));
      return isFit ? undefined : `expected two different names of letters, digits, - and _, such as placebo,buprenorphine, got '${answer}'`;
    },
  },
  {
    name: 'endpoint',
    text: 'What is the endpoint, as texts call it?',
    usual: 'score',
    source: 'a name without meaning',
    faultIn: () => undefined,
  },
];

function variabilityOf({ sd }: Answers): Variability {
  return variabilityIn(sd) ?? { kind: 'period', sd: NaN };
}

function treatmentsIn(answer: string): string[] {
  return answer.split(/[\s,;]+/).filter((name) => name !== '');
}

/** The file that the answers make. */
export function normalScenario(answers: Answers): string {
  const given = variabilityOf(answers);
  const { within, between } = standardDeviations(given);
  const [reference, comparator] = treatmentsIn(answers.treatments);
  return starterText({
    participants: numberIn(answers.participants),
    difference: numberIn(answers.difference),
    sd: within,
    sdBetween: between,
    ...writtenAs(given),
    treatments: [reference, comparator],
    endpoint: answers.endpoint === 'score' ? '' : answers.endpoint,
  });
}

/** The variability as it is written: that of one period as an SD, any other as it was given. */
function writtenAs(given: Variability): Pick<StarterNumbers, 'variability'> {
  if (given.kind === 'period') return {};
  return { variability: given.kind === 'difference' ? { sdDifference: given.sd } : { sdTotal: given.sd, correlation: given.icc } };
}

/** What follows from the answers. */
export function normalEcho(answers: Answers): string {
  return pairedDifferenceText(variabilityOf(answers));
}

/** The option that is to blame for a problem of a value. */
export const normalOptions: Readonly<Record<string, string>> = {
  'design.participants': 'participants',
  'gaussian.difference': 'difference',
  'gaussian.sdWithin': 'sd',
  'gaussian.sdBetween': 'sd',
  'gaussian.variability.sdDifference': 'sd',
  'gaussian.variability.sdTotal': 'sd',
  'gaussian.variability.correlation': 'sd',
};
