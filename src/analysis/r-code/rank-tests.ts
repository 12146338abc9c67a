import type { AnalysisSpec } from '../analysis.ts';
import { pairsCode, periodsCode, printCode } from './data.ts';

/** R code that turns exact tails `less` and `greater` into the p-value asked. */
function tailCode({ alternative }: AnalysisSpec): string {
  return { 'two-sided': 'min(1, 2 * min(less, greater))', less: 'less', greater: 'greater' }[alternative];
}

/** R code of a normal p from `z_of(correction)`, R's continuity correction towards the mean. */
function normalCode({ alternative }: AnalysisSpec): string {
  return {
    'two-sided': '2 * pnorm(-abs((distance - sign(distance) / 2) / sd))',
    less: 'pnorm((distance + 0.5) / sd)',
    greater: 'pnorm((distance - 0.5) / sd, lower.tail = FALSE)',
  }[alternative];
}

/** R code that makes `magnitude`: the largest of the responses, or of the values that they are differences of. */
export function magnitudeCode({ measure }: AnalysisSpec, responses: string): string {
  const before = { change: ', cells$b, cells$y + cells$b', 'percent-change': ', 100' }[String(measure)] ?? '';
  return `magnitude <- max(abs(c(${responses}${before})), na.rm = TRUE)\n`;
}

/** R code that makes ties of values which are equal but for rounding. */
const tieCode = `near <- 2^-45 * magnitude # closer than this differences are equal on paper
tied <- function(x) {
  place <- order(x)
  group <- cumsum(c(TRUE, diff(x[place]) > near))
  x[place] <- ave(x[place], group, FUN = function(v) min(v) + (max(v) - min(v)) / 2)
  x
}
`;

/** R code of the Wilcoxon signed-rank test, in base R: its distribution is conditional on the mid-ranks. */
export function wilcoxonCode(question: AnalysisSpec, { zeros }: { readonly zeros: 'drop' | 'pratt' }): string {
  return `${pairsCode}${magnitudeCode(question, 'c(a, b)')}${tieCode}d <- b - a; d[abs(d) <= near] <- 0; d <- sign(d) * tied(abs(d))
ranked <- ${zeros === 'pratt' ? 'd' : 'd[d != 0]'}
ranks <- rank(abs(ranked))[ranked != 0]
V <- sum(ranks[ranked[ranked != 0] > 0])
if (length(ranks) <= 50) { # exact, given the ranks: convolution over doubled ranks
  ways <- 1
  for (r in round(2 * ranks)) ways <- (c(ways, rep(0, r)) + c(rep(0, r), ways)) / 2
  sums <- (seq_along(ways) - 1) / 2
  less <- sum(ways[sums <= V]); greater <- sum(ways[sums >= V])
  p <- ${tailCode(question)}
} else { # normal, with tie and continuity correction
  distance <- V - sum(ranks) / 2; sd <- sqrt(sum(ranks^2) / 4)
  p <- ${normalCode(question)}
}
walsh <- sort(outer(d, d, "+")[upper.tri(diag(length(d)), diag = TRUE)] / 2)
q <- max(1, qsignrank(${halfOf(question)}, length(d))) # the interval reaches the level 1 - 2 * psignrank(q - 1, length(d))
${printCode({ estimate: 'median(walsh)', statistic: 'V', pValue: 'p', lower: 'walsh[q]', upper: 'walsh[length(walsh) + 1 - q]' })}`;
}

/** R code of the rank-sum test on period differences, in base R: its distribution is conditional on the mid-ranks. */
export function rankCrossoverCode(question: AnalysisSpec): string {
  return `${periodsCode}${magnitudeCode(question, 'c(wide$y1, wide$y2)')}${tieCode}wide$d <- tied(wide$d)
x <- wide$d[wide$comparatorFirst]; y <- wide$d[!wide$comparatorFirst]
m <- length(x); n <- length(y)
ranks <- rank(c(x, y)); W <- sum(ranks[seq_len(m)])
if (m + n <= 50) { # exact, given the ranks: ways to choose m of the doubled ranks by their sum
  doubled <- round(2 * ranks); ways <- matrix(0, m + 1, sum(doubled) + 1); ways[1, 1] <- 1
  for (r in doubled) for (k in m:1) ways[k + 1, (r + 1):ncol(ways)] <- ways[k + 1, (r + 1):ncol(ways)] + ways[k, 1:(ncol(ways) - r)]
  sums <- (seq_len(ncol(ways)) - 1) / 2; share <- ways[m + 1, ] / choose(m + n, m)
  less <- sum(share[sums <= W]); greater <- sum(share[sums >= W])
  p <- ${tailCode(question)}
} else { # normal, with tie and continuity correction
  ties <- table(ranks); distance <- W - m * (m + n + 1) / 2
  sd <- sqrt(m * n / 12 * (m + n + 1 - sum(ties^3 - ties) / ((m + n) * (m + n - 1))))
  p <- if (sd == 0) 1 else ${normalCode(question)}
}
shifts <- sort(outer(x, y, "-"))
q <- max(1, qwilcox(${halfOf(question)}, m, n)) # the interval reaches the level 1 - 2 * pwilcox(q - 1, m, n)
${printCode({ estimate: 'median(shifts) / 2', statistic: 'W - m * (m + 1) / 2', pValue: 'p', lower: 'shifts[q] / 2', upper: 'shifts[length(shifts) + 1 - q] / 2' })}`;
}

function halfOf({ level }: AnalysisSpec): string {
  return `(1 - ${level}) / 2`;
}
