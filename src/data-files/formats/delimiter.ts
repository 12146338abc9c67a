import Papa from 'papaparse';

/** What may stand between fields, and what it is called. */
export const delimiterNames: ReadonlyMap<string, string> = new Map([
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
]);

/** Rows that are looked at beside the header (assumed). */
const SAMPLE = 20;

/**
 * What stands between the fields of a text: what divides the header and the first rows into equally many, else what divides the header into most.
 * @returns a question where two do so equally well
 */
export function sniffedDelimiter(text: string): string | { readonly question: string } {
  const tried = [...delimiterNames.keys()].map((delimiter) => {
    const { data } = Papa.parse<string[]>(text, { delimiter, preview: SAMPLE + 1 });
    const [header = [], ...rows] = data.filter((fields) => fields.some((field) => field.trim() !== ''));
    return { delimiter, width: header.length, isEven: rows.every((fields) => fields.length === header.length) };
  });
  const dividing = tried.filter(({ width }) => width > 1);
  const even = dividing.filter(({ isEven }) => isEven);
  const among = even.length > 0 ? even : dividing;
  const widest = Math.max(...among.map(({ width }) => width));
  const best = among.filter(({ width }) => width === widest);
  if (best.length > 1) {
    const names = best.map(({ delimiter }) => delimiterNames.get(delimiter)).join(' and ');
    return {
      question: `${names} divide the rows into equally many fields: say which one stands between fields, e.g. --delimiter '${best[0].delimiter}'`,
    };
  }
  return best[0]?.delimiter ?? ',';
}
