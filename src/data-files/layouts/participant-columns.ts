import { listedNames } from '../../text/listed-names.ts';
import { unreadable, type Unreadable } from '../formats/table-format.ts';
import { isBlank } from '../reading/record-table.ts';
import { isTreatmentName, plainName } from './column-roles.ts';
import { measurementColumn } from './measurement-column.ts';
import { dividedSequence, spelledTreatments } from './spelled-treatments.ts';
import type { SourceTable } from './table-layout.ts';
import type { Measurement } from './unpivot.ts';

/** A measurement of a row for each participant: of a period, or under a treatment. */
export type ParticipantMeasurement = Measurement & { readonly period: number | undefined; readonly treatment: string | undefined };

/** The columns of measurements, and what is said of them. */
export interface ParticipantColumns {
  readonly measurements: readonly ParticipantMeasurement[];
  readonly said: string;
}

/** The treatment of one period, in a column: `treatment_p1`, `trt2`, `TRT01P`. */
const TREATMENT_COLUMN = /^(treatment|trt|treat|arm|drug|condition|tx)(?:period|per|p)?0?(\d)[ap]?$/;

/** A column of a name with a number and no word for it: `y1`, `score_2`. */
const NUMBERED = /^(.*?)[_ .-]?([1-9])$/;

/** The columns of treatments by period. */
export function treatmentColumnsAt({ table: { header } }: SourceTable): Map<number, number> {
  return new Map(
    header.flatMap((name, at): [number, number][] => {
      const period = TREATMENT_COLUMN.exec(plainName(name))?.[2];
      return period === undefined ? [] : [[Number(period), at]];
    }),
  );
}

/** Every label of the column of sequences. */
function sequencesOf({ table, roles }: SourceTable): string[] {
  const place = table.header.indexOf(roles.names.sequence ?? '');
  if (place < 0) return [];
  return [...new Set([...table.rows()].filter((row) => !isBlank(row)).map(({ fields }) => fields[place]?.trim() ?? ''))];
}

/** Columns whose names have a word for the period: `hamd_p1_day7`, `period2`. */
export function periodColumns({ table: { header } }: SourceTable): ParticipantColumns | undefined {
  const measurements = header.flatMap((name, at) => {
    const found = TREATMENT_COLUMN.test(plainName(name)) ? undefined : measurementColumn(name);
    if (found?.period === undefined) return [];
    const endpoint = isTreatmentName(found.endpoint) ? '' : found.endpoint;
    return [{ at, endpoint, visit: found.visit ?? '', period: found.period, treatment: undefined }];
  });
  if (measurements.length === 0) return undefined;
  const periods = [...new Set(measurements.map(({ period }) => period))].sort((a, b) => a - b);
  const visits = [...new Set(measurements.map(({ visit }) => visit))].filter((visit) => visit !== '');
  return { measurements, said: `periods ${periods.join(', ')}${visits.length === 0 ? '' : `, visits ${visits.join(', ')}`}` };
}

/** Columns that have the names of the treatments of the sequences: their period is where the sequence has them. */
export function treatmentColumns(source: SourceTable): ParticipantColumns | undefined {
  const { subject, sequence } = source.roles.names;
  const used = [subject, sequence]; // a treatment may be called drug, as a column of treatments may
  const names = [...new Set(sequencesOf(source).flatMap((label) => dividedSequence(label) ?? []))];
  const measurements = source.table.header.flatMap((name, at) => {
    const words = name.split(/[_.\s]+/);
    const treatment = used.includes(name) ? undefined : names.find((each) => words.includes(each) || name === each);
    return treatment === undefined ? [] : [{ at, endpoint: '', visit: measurementColumn(name)?.visit ?? '', period: undefined, treatment }];
  });
  const isWhole = names.length > 1 && names.every((each) => measurements.some(({ treatment }) => treatment === each));
  return isWhole ? { measurements, said: `columns for the treatments ${listedNames(names)}` } : undefined;
}

/** Columns that are numbered without a word: periods, where sequences or columns of treatments have as many; else a question. */
export function numberedColumns(source: SourceTable): ParticipantColumns | Unreadable | undefined {
  const used = Object.values(source.roles.names);
  const found = source.table.header.flatMap((name, at) => {
    const [, stem, digit] = NUMBERED.exec(name) ?? [];
    const isOther = used.includes(name) || TREATMENT_COLUMN.test(plainName(name));
    return stem === undefined || isOther ? [] : [{ at, stem, number: Number(digit), name }];
  });
  const stems = [...new Set(found.map(({ stem }) => stem))].filter((stem) => found.filter((each) => each.stem === stem).length > 1);
  const columns = found.filter(({ stem }) => stems.includes(stem));
  if (columns.length === 0) return undefined;
  const names = listedNames(columns.map(({ name }) => name));
  if (!source.isTold && !areAllPeriods(source, stems, columns))
    return unreadable(
      `the numbers of ${names} may be periods or visits: with --layout participant they are periods; visits need a column for the period`,
    );
  const measurements = columns.map(({ at, stem, number }) => {
    return { at, endpoint: stems.length === 1 ? '' : stem.toLowerCase(), visit: '', period: number, treatment: undefined };
  });
  return { measurements, said: `${names} as periods` };
}

/** Whether every stem has one column for each treatment of a sequence. */
function areAllPeriods(
  source: SourceTable,
  stems: readonly string[],
  columns: readonly { readonly stem: string; readonly number: number }[],
): boolean {
  const periods = Math.max(...columns.map(({ number }) => number));
  if (stems.some((stem) => columns.filter((each) => each.stem === stem).length !== periods)) return false;
  const labels = sequencesOf(source);
  return (
    treatmentColumnsAt(source).size === periods ||
    (labels.length > 0 && labels.every((label) => spelledTreatments(label, periods) !== undefined))
  );
}
