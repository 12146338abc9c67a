import { type AnalysisQuestion, remissionCutOffs } from '../../analysis/index.ts';
import { rString } from './strings.ts';
import { type RSummary, summaryCode } from './summaries.ts';

/** Where the R code finds its data: the file, what it calls its columns, and which trial of it. */
export interface RSource {
  readonly file: string;
  /** What stands between fields; a comma unless said otherwise. */
  readonly delimiter?: string;
  /** Standard column name → the file's name; a column left out is not in the file. */
  readonly columns: Readonly<
    Partial<
      Record<'trial' | 'subject' | 'sequence' | 'period' | 'treatment' | 'visit' | 'hours' | 'endpoint' | 'value' | 'baseline', string>
    >
  >;
  /** What is summarised, where the visit asked is a summary (`peak`, `average`, …). */
  readonly summary?: RSummary | undefined;
  readonly trial: string;
  /** The file that holds the covariates of the subjects, and its columns for subject and trial. */
  readonly covariates?: { readonly file: string; readonly delimiter: string; readonly subject: string; readonly trial?: string };
}

/** The argument that tells `read.csv` what stands between fields; nothing for a comma. */
function separatorCode(delimiter: string): string {
  return delimiter === ',' ? '' : `, sep = ${delimiter === '\t' ? '"\\t"' : rString(delimiter)}`;
}

/** R code that reads the file and makes `cells`: one row per subject and period with treatment, response `y` and, where there is one, baseline `b`. */
export function readingCode(question: AnalysisQuestion, source: RSource, visit: string, needsBaseline = false): string {
  const { columns, delimiter = ',' } = source;
  const separator = separatorCode(delimiter);
  const column = (name: keyof RSource['columns'], otherwise: string): string =>
    columns[name] === undefined ? `rep(${rString(otherwise)}, nrow(file))` : `file[[${rString(columns[name])}]]`;
  const lines = [
    `file <- read.csv(${rString(source.file)}${separator}, check.names = FALSE, colClasses = "character", na.strings = c("", "NA"), strip.white = TRUE)`,
    `data <- data.frame(trial = ${column('trial', '1')}, subject = ${column('subject', '')}, sequence = ${column('sequence', '')},`,
    `  period = as.integer(${column('period', '')}), treatment = ${column('treatment', '')}, visit = ${column('visit', visit)},`,
    `  endpoint = ${column('endpoint', question.endpoint)}, value = as.numeric(${column('value', '')})${source.summary === undefined ? '' : `, hours = as.numeric(${column('hours', 'NA')})`})`,
  ];
  if (columns.baseline !== undefined) {
    lines.push(`data <- rbind(data, transform(data, visit = "baseline", value = as.numeric(${column('baseline', '')})))`);
  }
  lines.push(
    `data <- data[data$trial == ${rString(source.trial)}, ]`,
    `reference <- ${rString(question.reference)}`,
    `comparator <- ${rString(question.comparator)}`,
    'cells <- unique(data[c("subject", "period", "treatment")])',
    'recorded <- function(endpoint, visit) {',
    '  rows <- data[data$endpoint == endpoint & data$visit == visit, ]',
    '  rows$value[match(paste(cells$subject, cells$period), paste(rows$subject, rows$period))]',
    '}',
    ...(source.summary === undefined
      ? [`cells$y <- recorded(${rString(question.endpoint)}, ${rString(visit)})`]
      : summaryCode(question.endpoint, source.summary)),
  );
  if (needsBaseline || ['change', 'percent-change', 'responder'].includes(question.measure)) {
    lines.push(`cells$b <- recorded(${rString(question.endpoint)}, ${rString(question.baseline)})`);
  }
  return [...lines, ...populationCode(question), ...measureCode(question), ''].join('\n');
}

/** R code that turns the recorded `cells$y` (and baseline `cells$b`) into the measure asked. */
export function measureCode({ measure, endpoint }: AnalysisQuestion): string[] {
  const cutOffs: Readonly<Record<string, { default: number }>> = remissionCutOffs;
  const expression = {
    value: undefined,
    change: 'cells$y - cells$b',
    'percent-change': 'ifelse(cells$b > 0, 100 * (cells$y - cells$b) / cells$b, NA)',
    responder: 'ifelse(cells$b > 0, as.numeric(cells$y <= cells$b / 2), NA)',
    remission: `as.numeric(cells$y <= ${cutOffs[endpoint]?.default ?? 'NA'})`,
  }[measure];
  return expression === undefined ? [] : [`cells$y <- ${expression}`];
}

function populationCode(question: AnalysisQuestion): string[] {
  if (question.population === 'all') return [];
  if (question.population === 'completers') {
    return [
      'periods <- max(data$period)',
      'seen <- tapply(!is.na(cells$y), cells$subject, sum)',
      'cells <- cells[cells$subject %in% names(seen)[seen == periods], ]',
    ];
  }
  const endpoint = question.responderEndpoint ?? 'hamd17';
  const own = question.endpoint === endpoint || /^day[1-9]/.test(question.visit);
  const visit = question.responderVisit ?? (own ? question.visit : 'day1');
  return [
    `fall <- recorded(${rString(endpoint)}, ${rString(visit)}) <= recorded(${rString(endpoint)}, ${rString(question.baseline)}) / 2`,
    'judged <- cells$treatment == reference & !is.na(fall)',
    'responded <- tapply(fall[judged], cells$subject[judged], all)',
    'cells <- cells[cells$subject %in% names(responded)[responded], ]',
  ];
}

/** R code that makes `a` and `b`: each subject's mean response under the reference and the comparator. */
export const pairsCode = `seen <- cells[!is.na(cells$y), ]
a <- tapply(seen$y[seen$treatment == reference], seen$subject[seen$treatment == reference], mean)
b <- tapply(seen$y[seen$treatment == comparator], seen$subject[seen$treatment == comparator], mean)
both <- intersect(names(a), names(b))
a <- as.numeric(a[both]); b <- as.numeric(b[both])
`;

/** R code that makes `wide`: subjects with both periods, d = period 1 − period 2, and whether the comparator came first. */
export const periodsCode = `wide <- merge(cells[cells$period == 1, ], cells[cells$period == 2, ], by = "subject", suffixes = c("1", "2"))
wide <- wide[!is.na(wide$y1) & !is.na(wide$y2), ]
wide <- wide[(wide$treatment1 == reference & wide$treatment2 == comparator) | (wide$treatment1 == comparator & wide$treatment2 == reference), ]
wide$d <- wide$y1 - wide$y2
wide$comparatorFirst <- wide$treatment1 == comparator
`;

/** R code that prints what our own analysis gives under the same names. */
export function printCode(figures: Readonly<Record<string, string>>): string {
  const names = Object.keys(figures);
  return `cat(sprintf("%s %.15g\\n", c(${names.map(rString).join(', ')}), c(${Object.values(figures).join(', ')})), sep = "")\n`;
}

/** R code that gives every row of `cells` its subject's sequence: the file's label, else the treatments in order of period. */
export function sequenceCode(source: RSource): string {
  return source.columns.sequence === undefined
    ? `cells <- cells[order(cells$subject, cells$period), ]
orders <- tapply(cells$treatment, cells$subject, paste, collapse = "-")
cells$sequence <- as.character(orders[cells$subject])
`
    : 'cells$sequence <- data$sequence[match(cells$subject, data$subject)]\n';
}

/** R code that gives every row of `cells` its subject's covariates `x1`, `x2`, …: numbers, or factors of their words. */
export function covariateCode({ covariates: names = [] }: AnalysisQuestion, { covariates: source, trial }: RSource): string {
  if (source === undefined) return '';
  const reading = `subjects <- read.csv(${rString(source.file)}${separatorCode(source.delimiter)}, check.names = FALSE, colClasses = "character", na.strings = c("", "NA"), strip.white = TRUE)\n`;
  const chosen = source.trial === undefined ? '' : `subjects <- subjects[subjects[[${rString(source.trial)}]] == ${rString(trial)}, ]\n`;
  const lines = names.map(
    (name, i) =>
      `cells$x${i + 1} <- type.convert(subjects[[${rString(name)}]][match(cells$subject, subjects[[${rString(source.subject)}]])], as.is = FALSE) # ${name.replace(/\s/g, ' ')}\n`,
  );
  return reading + chosen + lines.join('');
}

/** R's word for an alternative. */
export function rAlternative(question: AnalysisQuestion): string {
  return rString(question.alternative === 'two-sided' ? 'two.sided' : question.alternative);
}
