import { trialCells, trialColumns } from './subject-columns.ts';
import { armsOf } from '../arms.ts';
import { isoDate } from '../../dates/study-calendar.ts';
import { cdiscDataset, integer, protocol, required, text, type CdiscDataset } from '../dataset.ts';
import { syntheticSentence } from '../synthetic.ts';
import type { CdiscTrial } from '../trial.ts';

/** One parameter of the trial: its code, its name and its value. */
type Parameter = readonly [code: string, name: string, value: string | number];

/** TS: what the trial is, and in four parameters of the sponsor that nobody real takes part in it. */
export function ts(trial: CdiscTrial): CdiscDataset {
  return cdiscDataset(
    {
      ...{ name: 'TS', label: 'Trial Summary', class: 'TRIAL DESIGN' as const, structure: 'One record per trial summary parameter' },
      isReference: true,
      keys: ['STUDYID', 'TSPARMCD', 'TSSEQ'],
      variables: [
        ...trialColumns('TS'),
        integer('TSSEQ', 'Sequence Number', protocol, required),
        text('TSPARMCD', 'Trial Summary Parameter Short Name', protocol, required),
        text('TSPARM', 'Trial Summary Parameter', protocol, required),
        text('TSVAL', 'Parameter Value', protocol),
        text('TSVALNF', 'Parameter Null Flavor', protocol),
        text('TSVALCD', 'Parameter Value Code', protocol),
        text('TSVCDREF', 'Name of the Reference Terminology', protocol),
        text('TSVCDVER', 'Version of the Reference Terminology', protocol),
      ],
    },
    parametersOf(trial).map(([code, name, value]) => ({
      ...trialCells(trial, 'TS'),
      ...{ TSSEQ: 1, TSPARMCD: code, TSPARM: name, TSVAL: String(value) },
    })),
  );
}

function parametersOf(trial: CdiscTrial): Parameter[] {
  const { source, subjects, model, generator } = trial;
  const { study, hash, version, replicate } = source;
  const arms = armsOf(trial);
  const [starts, ends] = [subjects.map(({ screened }) => screened), subjects.map(({ lastContact }) => lastContact)];
  const { claim } = study;
  return [
    ['SYNTH', 'Synthetic Data Statement', syntheticSentence],
    ['SYNHASH', 'Synthetic Data Scenario SHA-256', hash],
    ['SYNSEED', 'Synthetic Data Seed and Replicate', `seed ${study.seed}, replicate ${replicate}`],
    ['SYNPROG', 'Synthetic Data Program and Version', `crossover-sim ${version}`],
    ['TITLE', 'Trial Title', study.title],
    ['STYPE', 'Study Type', 'INTERVENTIONAL'],
    ['SDTIGVER', 'SDTM IG Version', '3.4'],
    ['SDTMVER', 'SDTM Version', '2.0'],
    ['INTMODEL', 'Intervention Model', interventionModel(arms.length, generator.data.periodCount)],
    ['NARMS', 'Planned Number of Arms', arms.length],
    ['RANDOM', 'Trial is Randomized', arms.length > 1 ? 'Y' : 'N'],
    ['PLANSUB', 'Planned Number of Subjects', model.design.participants],
    ['ACTSUB', 'Actual Number of Subjects', subjects.length],
    ['SSTDTC', 'Study Start Date', isoDate(Math.min(...starts))],
    ['SENDTC', 'Study End Date', isoDate(Math.max(...ends))],
    ...(claim === undefined ? [] : [['OBJPRIM', 'Trial Primary Objective', `To support the claim: ${claim.name}`] as const]),
    ...ageParameters(trial),
  ];
}

/** Term of the codelist C99076, Intervention Model Response, as two copies of NCI's list have it (C82637, `CROSS-OVER`). */
function interventionModel(arms: number, periods: number): string {
  if (arms === 1) return 'SINGLE GROUP';
  return periods > 1 ? 'CROSS-OVER' : 'PARALLEL';
}

function ageParameters({ model }: CdiscTrial): Parameter[] {
  if (model.kind === 'gaussian') return [];
  const { ageMinimum, ageMaximum, femaleShare } = model.population;
  const sexes = femaleShare === 1 ? 'F' : femaleShare === 0 ? 'M' : 'BOTH';
  return [
    ['AGEMIN', 'Planned Minimum Age of Subjects', `P${ageMinimum}Y`],
    ['AGEMAX', 'Planned Maximum Age of Subjects', `P${ageMaximum}Y`],
    ['SEXPOP', 'Sex of Participants', sexes],
  ];
}
