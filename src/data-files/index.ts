/**
 * Trial data as tables: recorded data read from files of many formats and layouts, or every problem with its line; simulated trials as the data files
 * that `crossover-sim simulate` writes.
 *
 * @module data
 */
export {
  observationColumns,
  observationLayout,
  type ColumnNames,
  type ObservationColumn,
  type ReadProblem,
  type RowDefaults,
} from './reading/observation-rows.ts';
export { openTable, readableFormats } from './formats/index.ts';
export type { FormatOptions, OpenedTable, ReadableFormat, Unpacked, Unreadable } from './formats/table-format.ts';
export type { CellOptions } from './layouts/cells.ts';
export type { ColumnRoles } from './layouts/column-roles.ts';
export { type LayoutOptions, tableLayouts } from './layouts/index.ts';
export type { LongTable, SourceTable, TableLayout, ValueColumn } from './layouts/table-layout.ts';
export { readRecords, type RecordOptions, type Records } from './read-records.ts';
export type { DerivedSources } from './reading/derived-columns.ts';
export { readCovariates, type SubjectColumns } from './reading/read-covariates.ts';
export { readGuesses } from './reading/read-guesses.ts';
export type { ReadTrial, Schedule } from './reading/build-trial.ts';
export { readObservations, type Observations } from './reading/read-observations.ts';
export type { RecordRow, RecordTable } from './reading/record-table.ts';
export type { PlannedTreatment } from './reading/recorded-sequences.ts';
export { restoredRows } from './mess/restore-table.ts';
export { scoreCleaning, type CleaningResult, type CleaningScore } from './mess/score-cleaning.ts';
export { adverseEventsTable } from './writing/adverse-events.ts';
export { concentrations } from './writing/concentrations.ts';
export { csvText, type Cell, type DataTable, type TableColumn } from './writing/data-table.ts';
export { dataPackageText, type PackageContents, type WrittenFile, type WrittenTable } from './writing/formats/datapackage.ts';
export { dictionaryText } from './writing/dictionary.ts';
export { datedTables, type DatePlan } from './dates/dated-tables.ts';
export type { TrialDates } from './dates/study-calendar.ts';
export type { DerivedVisit } from '../outcomes/derived-visits.ts';
export type { EndpointProcess, EndpointTraits } from '../outcomes/endpoint.ts';
export { formatOfFile, tableFormats } from './writing/formats/index.ts';
export type { ByteSink, Provenance, TableDescription, TableFormat, TableWriter } from './writing/formats/table-format.ts';
export { guessesTable } from './writing/guesses.ts';
export { items } from './writing/items.ts';
export { observations } from './writing/observations.ts';
export { participantFlow } from './writing/participant-flow.ts';
export { measurementsTable, type MissedRows, type TableShape } from './writing/shapes/index.ts';
export { subjects } from './writing/subjects.ts';
export { tablesBeside } from './writing/tables.ts';
export { truthTable } from './writing/truth.ts';
