/** The part of an option's row that says where the help lists it. */
interface GroupedRow {
  readonly group?: string;
}

/** Headings of a command's help, in their order, with the options that stand under them. What is in none stands under the parser's own, the last. */
const groups: Readonly<Record<string, readonly string[]>> = {
  'Study:': [
    ...['participants', 'set', 'seed', 'mechanistic', 'treatments', 'difference', 'sd', 'sd-difference', 'sd-total', 'icc'],
    ...['drug', 'blocker', 'blocked', 'screening', 'sequences', 'washout', 'dropout', 'claim'],
  ],
  'Data:': [
    ...['from', 'observations', 'design', 'layout', 'columns', 'values', 'missing', 'where', 'subjects', 'trial', 'all', 'edited'],
    ...['decimal', 'delimiter', 'encoding', 'sheet'],
  ],
  'Question:': [
    ...[
      'for',
      'require',
      'vary',
      'sample',
      'tornado',
      'assurance',
      'learning',
      'parameter',
      'threshold',
      'certainty',
      'stated',
      'analytic',
    ],
    ...['target', 'analysis', 'max', 'worlds'],
    ...['endpoint', 'visit', 'visits', 'baseline', 'measure', 'responder-endpoint', 'responder-visit', 'method', 'option', 'reference'],
    ...['comparator', 'covariates', 'population', 'alternative', 'level', 'leave-out', 'prior-sensitivity', 'robust', 'posterior'],
  ],
  'Simulation:': ['replicates', 'mcse', 'trials', 'replicate', 'patients', 'shard-trials'],
  'Output:': [
    ...['details', 'out', 'format', 'as', 'shape', 'missed', 'trials-in', 'syntax', 'json', 'report', 'figures', 'protocol'],
    ...['junit', 'summary', 'estimates', 'curve', 'truth', 'items', 'concentrations', 'mess'],
    ...['start-date', 'recruitment-rate', 'r', 'no-open', 'force'],
  ],
  'Running:': ['workers', 'quiet', 'resume', 'executor', 'shards', 'wait', 'sbatch', 'template', 'at-once', 'image', 'plan-further'],
};

const headings = Object.keys(groups);

/** The heading of an option: the one of its own row, else that of its name. */
export function headingOf(name: string, row: GroupedRow): string | undefined {
  return row.group ?? headings.find((heading) => groups[heading].includes(name));
}

/** The options of a command in the order of its help: heading by heading, the parser's own last, under a heading as the list above has them. */
export function inOrderOfHelp<Row extends GroupedRow>(options: Readonly<Record<string, Row>>): [name: string, row: Row][] {
  const rank = ([name, row]: [string, Row]): number => {
    const heading = headings.indexOf(headingOf(name, row) ?? '');
    if (heading < 0) return headings.length * 100;
    return heading * 100 + groups[headings[heading]].indexOf(name);
  };
  return Object.entries(options).sort((a, b) => rank(a) - rank(b));
}
