# Power of crossover designs with replicate periods, with several sequences and with dropout, by base R: least squares with
# fixed participants from model.matrix, noncentral t by pt, dropout by sums over dbinom. Writes exact_designs.json.
# Rscript tests/reference/power/exact_designs.R > tests/reference/power/exact_designs.json

power_of <- function(ncp, df, alpha = 0.05) {
  crit <- qt(1 - alpha / 2, df)
  pt(crit, df, ncp, lower.tail = FALSE) + pt(-crit, df, ncp)
}

# Least squares with fixed participants; effects of period (and carry-over) and treatment B against A.
model_power <- function(sequences, counts, delta, sd, carryover) {
  subjects <- rep(seq_along(sequences), counts)
  rows <- do.call(rbind, lapply(seq_along(subjects), function(i) {
    given <- strsplit(sequences[subjects[i]], "")[[1]]
    data.frame(subject = i, period = seq_along(given), treatment = given, before = c("A", head(given, -1)))
  }))
  x <- model.matrix(~ factor(subject) + factor(period) + treatment, rows)
  if (carryover) x <- cbind(x[, colnames(x) != "treatmentB"], carry = as.numeric(rows$before == "B"), treatmentB = x[, "treatmentB"])
  q <- qr(x)
  df <- nrow(x) - q$rank
  se <- sd * sqrt(solve(crossprod(x))["treatmentB", "treatmentB"])
  list(df = df, se = se, power = power_of(delta / se, df))
}

model_rows <- list(
  list(sequences = c("ABB", "BAA"), counts = c(8, 8), carryover = FALSE),
  list(sequences = c("ABB", "BAA"), counts = c(8, 8), carryover = TRUE),
  list(sequences = c("ABB", "BAA"), counts = c(10, 5), carryover = FALSE),
  list(sequences = c("ABAB", "BABA"), counts = c(6, 6), carryover = FALSE),
  list(sequences = c("ABAB", "BABA"), counts = c(9, 3), carryover = TRUE),
  list(sequences = c("AABB", "BBAA", "ABBA", "BAAB"), counts = c(4, 4, 4, 4), carryover = TRUE),
  list(sequences = c("AB", "BA", "AA", "BB"), counts = c(6, 6, 6, 6), carryover = TRUE),
  list(sequences = c("AB", "BA"), counts = c(16, 8), carryover = FALSE)
)
delta <- 3
sd <- 4

# Crossover t test of those who are complete, each with probability q: averaged over both sequences.
dropout_power <- function(n1, n2, q, delta, sd) {
  total <- 0
  for (m1 in 1:n1) for (m2 in 1:n2) if (m1 + m2 >= 3) {
    se <- sd * sqrt(2) * sqrt(1 / m1 + 1 / m2) / 2
    total <- total + dbinom(m1, n1, q) * dbinom(m2, n2, q) * power_of(delta / se, m1 + m2 - 2)
  }
  total
}
# Paired t test likewise.
paired_power <- function(n, q, delta, sd) {
  m <- 2:n
  sum(dbinom(m, n, q) * power_of(delta / (sd * sqrt(2) / sqrt(m)), m - 1))
}

num <- function(x) format(x, digits = 15, trim = TRUE)
models <- vapply(model_rows, function(row) {
  found <- model_power(row$sequences, row$counts, delta, sd, row$carryover)
  sprintf('{"sequences": [%s], "counts": [%s], "carryover": %s, "df": %s, "se": %s, "power": %s}',
          paste0('"', row$sequences, '"', collapse = ", "), paste(row$counts, collapse = ", "),
          tolower(row$carryover), num(found$df), num(found$se), num(found$power))
}, "")
losses <- list(c(12, 12, 0.8), c(16, 8, 0.7), c(3, 3, 0.6), c(60, 60, 0.85), c(400, 400, 0.9))
crossovers <- vapply(losses, function(x) sprintf('{"n1": %s, "n2": %s, "complete": %s, "power": %s}',
  x[1], x[2], x[3], num(dropout_power(x[1], x[2], x[3], if (x[1] > 300) 0.6 else delta, sd))), "")
paired <- vapply(losses, function(x) sprintf('{"n": %s, "complete": %s, "power": %s}',
  x[1] + x[2], x[3], num(paired_power(x[1] + x[2], x[3], if (x[1] > 300) 0.6 else delta, sd))), "")
cat(sprintf('{\n  "program": "%s, base", "tol_rel": 1e-8, "delta": %s, "deltaOfLargest": 0.6, "sdWithin": %s, "alpha": 0.05,\n  "models": [\n    %s\n  ],\n  "crossover": [\n    %s\n  ],\n  "paired": [\n    %s\n  ]\n}\n',
  R.version.string, delta, sd, paste(models, collapse = ",\n    "), paste(crossovers, collapse = ",\n    "), paste(paired, collapse = ",\n    ")))
