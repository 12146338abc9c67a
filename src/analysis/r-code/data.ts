import { SEVERITY_ENDPOINT } from '../../outcomes/scales/index.ts';
import type { AnalysisSpec } from '../analysis.ts';
import { needsBaseline, scoreRules } from '../selection/measure.ts';
import type { RSource } from './source.ts';
import { rComment, rString, rStrings } from './strings.ts';
import { summaryCode } from './summaries.ts';

/** The argument that tells `read.csv` what stands between fields; nothing for a comma. */
function separatorCode(delimiter: string): string {
  return delimiter === ',' ? '' : `, sep = ${delimiter === '\t' ? '"\\t"' : rString(delimiter)}`;
}

/** R code that reads a file as texts without the blanks around them; rows without any text are left out. */
function tableCode(name: string, { file, lines, delimiter = ',' }: Pick<RSource, 'file' | 'lines' | 'delimiter'>): string[] {
  const content = lines === undefined ? rString(file) : `text = c( # ${rComment(file)}\n  ${lines.map(rString).join(',\n  ')})`;
  return [
    `${name} <- read.csv(${content}${separatorCode(delimiter)}, check.names = FALSE, colClasses = "character", na.strings = character(0), encoding = "UTF-8")`,
    `names(${name}) <- trimws(sub("^\\ufeff", "", names(${name})), whitespace = "[\\\\h\\\\v]")`,
    `${name}[] <- lapply(${name}, trimws, whitespace = "[\\\\h\\\\v]")`,
    `${name} <- ${name}[rowSums(${name} != "") > 0, , drop = FALSE]`,
    `${name}[${name} == "NA" | ${name} == "."] <- "" # missing`,
  ];
}

/** R code that reads the file and makes `cells`: one row per subject and period with treatment, response `y` and, where there is one, baseline `b`. */
export function readingCode(question: AnalysisSpec, source: RSource, visit: string, readsBaseline = false): string {
  const { columns } = source;
  const column = (name: keyof RSource['columns'], otherwise: string): string =>
    columns[name] === undefined ? `rep(${rString(otherwise)}, nrow(file))` : `file[[${rString(columns[name])}]]`;
  const shift = (source.firstPeriod ?? 1) - 1;
  const lines = [
    ...tableCode('file', source),
    `data <- data.frame(trial = ${column('trial', '1')}, subject = ${column('subject', '')}, sequence = ${column('sequence', '')},`,
    `  period = as.integer(${column('period', '')})${shift === 0 ? '' : ` - ${shift}L`}, treatment = ${column('treatment', '')}, visit = ${column('visit', question.visits?.[0] ?? visit)},`,
    `  endpoint = ${column('endpoint', question.endpoint)}, value = as.numeric(${column('value', '')})${source.summary === undefined ? '' : `, hours = as.numeric(${column('hours', 'NA')})`})`,
  ];
  if (columns.baseline !== undefined) {
    lines.push(`data <- rbind(data, transform(data, visit = "baseline", value = as.numeric(${column('baseline', '')})))`);
  }
  lines.push(
    `data <- data[data$trial == ${rString(source.trial)}, ]`,
    `reference <- ${rString(question.reference)}`,
    `comparator <- ${rString(question.comparator)}`,
    'given <- unique(data[c("subject", "period", "treatment")]) # treatments received',
    'cells <- given',
    'recorded <- function(endpoint, visit) {',
    '  rows <- data[data$endpoint == endpoint & data$visit == visit, ]',
    '  rows$value[match(paste(cells$subject, cells$period), paste(rows$subject, rows$period))]',
    '}',
    ...(source.summary === undefined
      ? [`cells$y <- recorded(${rString(question.endpoint)}, ${rString(visit)})`]
      : summaryCode(question.endpoint, source.summary)),
  );
  if (readsBaseline || needsBaseline(question.measure)) {
    lines.push(`cells$b <- recorded(${rString(question.endpoint)}, ${rString(question.baseline)})`);
  }
  return [...lines, ...populationCode(question), ...measureCode(question), ''].join('\n');
}

/** R code that turns the recorded `cells$y` (and baseline `cells$b`) into the measure asked. */
export function measureCode(question: AnalysisSpec): string[] {
  const { measure } = question;
  const { responseShare, cutOff = 'NA', isHigherBetter } = scoreRules(question);
  const better = isHigherBetter ? '>=' : '<=';
  const reached =
    responseShare === 0.5 && !isHigherBetter ? 'cells$b / 2' : `cells$b * ${isHigherBetter ? 1 + responseShare : 1 - responseShare}`;
  const expression = {
    value: undefined,
    change: 'cells$y - cells$b',
    'percent-change': 'ifelse(cells$b > 0, 100 * (cells$y - cells$b) / cells$b, NA)',
    responder: `ifelse(cells$b > 0, as.numeric(cells$y ${better} ${reached}), NA)`,
    remission: `as.numeric(cells$y ${better} ${cutOff})`,
  }[measure];
  return expression === undefined ? [] : [`cells$y <- ${expression}`];
}

function populationCode(question: AnalysisSpec): string[] {
  if (question.population === 'all') return [];
  if (question.population === 'completers') {
    return [
      ...(question.visits === undefined
        ? ['seen <- tapply(!is.na(cells$y), cells$subject, sum)']
        : [
            `visits <- ${rStrings(question.visits)}`,
            `everywhere <- Reduce("&", lapply(visits, function(visit) !is.na(recorded(${rString(question.endpoint)}, visit))))`,
            'seen <- tapply(everywhere, cells$subject, sum)',
          ]),
      'cells <- cells[cells$subject %in% names(seen)[seen == max(data$period)], ]',
    ];
  }
  const endpoint = question.responderEndpoint ?? SEVERITY_ENDPOINT;
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
export const periodsCode = `stopifnot("a two-period analysis needs 2 periods" = max(data$period) == 2)
wide <- merge(cells[cells$period == 1, ], cells[cells$period == 2, ], by = "subject", suffixes = c("1", "2"))
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
export function sequenceCode({ columns, sequences = columns.sequence === undefined ? 'received' : 'recorded' }: RSource): string {
  if (sequences === 'received') return receivedCode;
  if (sequences === 'recorded') {
    return `labelled <- data[data$sequence != "", ] # a participant's label may be given in some of the rows only
cells$sequence <- labelled$sequence[match(cells$subject, labelled$subject)]
`;
  }
  return `# the file does not record every sequence, or not as the order of treatments: as \`analyze\` takes them
participants <- ${rStrings([...sequences.keys()])}
cells$sequence <- ${rStrings([...sequences.values()])}[match(cells$subject, participants)]
stopifnot(!is.na(cells$sequence))
`;
}

/** R code that makes everybody's sequence the order of the treatments received. */
const receivedCode = `orders <- tapply(given$treatment, list(given$subject, factor(given$period, seq_len(max(data$period)))), function(treatments) treatments[1])
gaps <- rowSums(is.na(orders)) > 0
complete <- unique(orders[!gaps, , drop = FALSE])
for (participant in which(gaps)) { # the only complete order that fits
  fits <- which(apply(complete, 1, function(order) all(is.na(orders[participant, ]) | orders[participant, ] == order)))
  if (length(fits) == 1) orders[participant, ] <- complete[fits, ]
}
cells$sequence <- apply(orders, 1, function(order) paste(deparse(unname(order)), collapse = ""))[cells$subject]
`;

/** R code that adds to `given` the treatments of periods without rows. */
export function plannedCode({ planned = [] }: RSource): string {
  if (planned.length === 0) return '';
  return `# periods without rows: the treatment of the recorded sequence
given <- rbind(given, data.frame(subject = ${rStrings(planned.map(({ subject }) => subject))},
  period = c(${planned.map(({ period }) => period + 1).join(', ')}),
  treatment = ${rStrings(planned.map(({ treatment }) => treatment))}))
`;
}

/** R code that gives every row of `cells` its subject's covariates `x1`, `x2`, …: numbers, or factors of their words. */
export function covariateCode({ covariates: names = [] }: AnalysisSpec, { covariates: source, trial }: RSource): string {
  if (source === undefined) return '';
  const reading = `${tableCode('subjects', source).join('\n')}\n`;
  const chosen = source.trial === undefined ? '' : `subjects <- subjects[subjects[[${rString(source.trial)}]] == ${rString(trial)}, ]\n`;
  const lines = names.map(
    (name, i) =>
      `cells$x${i + 1} <- type.convert(subjects[[${rString(name)}]][match(cells$subject, subjects[[${rString(source.subject)}]])], as.is = FALSE, na.strings = "") # ${rComment(name)}\n`,
  );
  return reading + chosen + lines.join('');
}

/** R's word for an alternative. */
export function rAlternative(question: AnalysisSpec): string {
  return rString(question.alternative === 'two-sided' ? 'two.sided' : question.alternative);
}
