import type { TableLayout } from './table-layout.ts';

/** A row for each measurement, as in `observations.csv`. */
export const long: TableLayout = {
  name: 'long',
  description: 'a row for each measurement',
  arrange({ table, roles: { names }, endpoint, isTold }) {
    const { header } = table;
    const value = names.value ?? endpoint ?? '';
    const isWhole = [names.subject, names.period, names.treatment, value].every((name) => name !== undefined && header.includes(name));
    if (!isWhole && !isTold) return undefined;
    const used = [...Object.values(names), value];
    return { table, columns: names, said: [], aside: header.filter((name) => !used.includes(name)), perRow: 1 };
  },
};
