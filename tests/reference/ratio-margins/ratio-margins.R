# Margins that are shares of the mean under the reference, in R 4.2.2 with mvtnorm: run in this folder,
#   Rscript ratio-margins.R > results.json
# Written without the program's own code: t statistics by lm() on C - theta R in every participant, Fieller's
# interval by solving |t(theta)| = critical value, power by integrating the bivariate normal over the SD.
suppressMessages(library(mvtnorm))

trial <- function(name, shift) {
  data <- read.csv(sprintf("../datasets/%s.csv", name))
  data <- data[data$visit_day == 1 & !is.na(data$hamd17), ]
  data$y <- data$hamd17 - shift
  data
}

# t statistic of C - theta R = 0, its standard error from the same linear combination in every participant.
statistic <- function(data, design, theta) {
  if (design == "parallel") {
    first <- data[data$period == 1, ]
    # one residual SD for both groups
    fit <- summary(lm(y ~ 0 + treatment, first))
    weights <- c(-theta, 1)[match(rownames(fit$coefficients), c("treatmentA", "treatmentB"))]
    value <- sum(weights * fit$coefficients[, 1])
    return(c(value / (fit$sigma * sqrt(sum(weights^2 * diag(fit$cov.unscaled)))), fit$df[2]))
  }
  wide <- merge(data[data$treatment == "A", ], data[data$treatment == "B", ], by = "subject")
  wide$z <- wide$y.y - theta * wide$y.x
  if (design == "paired") fit <- summary(lm(z ~ 1, wide))
  else fit <- summary(lm(z ~ factor(period.x), wide, contrasts = list("factor(period.x)" = "contr.sum")))
  c(fit$coefficients[1, 3], fit$df[2])
}

means <- function(data, design) {
  if (design == "parallel") data <- data[data$period == 1, ]
  else data <- data[data$subject %in% names(which(table(data$subject) == 2)), ]
  if (design != "crossover") return(c(mean(data$y[data$treatment == "A"]), mean(data$y[data$treatment == "B"])))
  cell <- tapply(data$y, list(data$treatment, data$period), mean)
  rowMeans(cell)
}

fieller <- function(data, design) {
  df <- statistic(data, design, 1)[2]
  critical <- qt(0.95, df)
  centre <- means(data, design)
  ratio <- centre[2] / centre[1]
  excess <- function(theta) statistic(data, design, theta)[1]^2 - critical^2
  of_reference <- statistic(data, design, 1e9)[1] # theta without end: the reference alone
  if (abs(of_reference) <= critical) return(list(ratio = ratio, unbounded = TRUE))
  far <- function(side) { step <- 0.1; while (excess(ratio + side * step) < 0) step <- 2 * step; ratio + side * step }
  ends <- sapply(c(-1, 1), function(side) uniroot(excess, sort(c(ratio, far(side))), tol = 1e-13)$root)
  list(ratio = ratio, lower = ends[1], upper = ends[2])
}

number <- function(x) sprintf("%.12g", x)
block <- function(name, shift, design, share) {
  data <- trial(name, shift)
  sign <- if (means(data, design)[1] < 0) -1 else 1
  low <- statistic(data, design, 1 - sign * share); high <- statistic(data, design, 1 + sign * share); df <- low[2]
  ci <- fieller(data, design)
  interval <- if (isTRUE(ci$unbounded)) "null" else sprintf("[%s, %s]", number(ci$lower), number(ci$upper))
  sprintf('    { "data": "%s", "shift": %g, "design": "%s", "share": %g, "tLower": %s, "tUpper": %s, "pValue": %s, "ratio": %s, "interval90": %s }',
    name, shift, design, share, number(low[1]), number(high[1]),
    number(max(pt(low[1], df, lower.tail = FALSE), pt(high[1], df))), number(ci$ratio), interval)
}

# Power of both tests (Hauschke et al. 1999): T1 > t and T2 < -t, the SD integrated over its chi distribution.
power <- function(alpha, theta1, theta2, theta0, n, parts1, parts2, correlation) {
  df <- n - 2; t <- qt(1 - alpha, df)
  given <- function(u) sapply(u, function(s) {
    pmvnorm(lower = c(t * s - parts1, t * s + parts2), upper = c(Inf, Inf), # T1 > t and -T2 > t
      corr = matrix(c(1, -correlation, -correlation, 1), 2), algorithm = TVPACK(abseps = 1e-12)) *
      2 * s * df * dchisq(s^2 * df, df)
  })
  integrate(given, 0, 5, rel.tol = 1e-9, subdivisions = 1000)$value
}
crossover <- function(alpha, theta1, theta2, theta0, cv, cvb, n) {
  # variance of C - theta R in a participant, the mean under the reference 1: between (1 - theta)^2, within 1 + theta^2
  variance <- function(theta) cvb^2 * (1 - theta)^2 + cv^2 * (1 + theta^2)
  scale <- function(theta) sqrt(variance(theta) / n)
  together <- cvb^2 * (1 - theta1) * (1 - theta2) + cv^2 * (1 + theta1 * theta2)
  power(alpha, theta1, theta2, theta0, n, (theta0 - theta1) / scale(theta1), (theta0 - theta2) / scale(theta2),
    together / sqrt(variance(theta1) * variance(theta2)))
}
parallel <- function(alpha, theta1, theta2, theta0, cv, n) {
  scale <- function(theta) cv * sqrt((1 + theta^2) / (n / 2))
  power(alpha, theta1, theta2, theta0, n, (theta0 - theta1) / scale(theta1), (theta0 - theta2) / scale(theta2),
    (1 + theta1 * theta2) / sqrt((1 + theta1^2) * (1 + theta2^2)))
}

rows <- c()
for (name in c("P01", "P03", "P05")) for (design in c("crossover", "paired", "parallel")) for (share in c(0.2, 0.5))
  rows <- c(rows, block(name, 0, design, share))
# changes from a level: means below zero, and one that is not different from zero
for (design in c("crossover", "paired", "parallel")) rows <- c(rows, block("P01", 30, design, 0.5), block("P01", 12, design, 0.5))
cat('{\n  "source": "', R.version.string, ", mvtnorm ", as.character(packageVersion("mvtnorm")), ': ratio-margins.R",\n', sep = "")
cat('  "tolerance": 1e-8,\n  "trials": [\n', paste(rows, collapse = ",\n"), "\n  ],\n", sep = "")
cat('  "power": {\n')
cat(sprintf('    "crossover28": %s,\n', number(crossover(0.025, 0.8, 1.25, 0.95, 0.2, 0.4, 28))))
cat(sprintf('    "parallel236": %s,\n', number(parallel(0.025, 0.75, 1 / 0.75, 0.9, 0.4, 236))))
cat(sprintf('    "typeOneCrossover14": %s,\n', number(crossover(0.05, 0.5, 1.5, 0.5, 0.3, 0.6, 14))))
cat(sprintf('    "typeOneUpperCrossover14": %s,\n', number(crossover(0.05, 0.5, 1.5, 1.5, 0.3, 0.6, 14))))
cat(sprintf('    "noReferenceCrossover14": %s\n', number(crossover(0.05, 0.5, 1.5, 0.5, 30, 60, 14))))
cat("  }\n}\n")
