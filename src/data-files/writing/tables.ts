import { adverseEvents } from './adverse-events.ts';
import type { DataTable } from './data-table.ts';
import { observations } from './observations.ts';
import { participantFlow } from './participant-flow.ts';
import { subjects } from './subjects.ts';

/** Every table that `simulate` writes by default. A table is one file of its name and one entry here. */
export const tables: readonly DataTable[] = [observations, subjects, adverseEvents, participantFlow];
