# Blinding indices by the formulas of the publications, in base R (written for R 4.2.2):
#   Rscript tests/reference/blinding/indices.R > tests/reference/blinding/indices.json
#   Rscript tests/reference/blinding/indices.R five > tests/reference/blinding/five-answers.json
# James et al. (1996) Stat Med 15:1421, variance as published; Bang, Ni & Davis (2004) Control Clin Trials 25:143.
# Rows: guessed treatment, guessed placebo, do not know; columns: given treatment, given placebo. With five answers the rows are strongly and somewhat
# believes treatment, somewhat and strongly believes placebo, do not know.
james <- function(x, w = matrix(c(0, 0.5, 0.5, 0), 2)) {
  r <- nrow(w)
  n <- sum(x); p <- x / n; pdk <- sum(p[r + 1, ])
  g <- p[1:r, ]; rows <- rowSums(g); arms <- colSums(g)
  po <- sum(w * g) / (1 - pdk)
  pe <- sum(w * outer(rows, arms)) / (1 - pdk)^2
  kd <- (po - pe) / pe
  part <- function(i, j) g[i, j] * (1 - pdk)^2 *
    ((1 - pdk) * w[i, j] - (1 + kd) * (sum(w[, j] * rows) + sum(w[i, ] * arms)))^2
  first <- sum(outer(1:r, 1:2, Vectorize(part))) / (4 * sum(w * outer(rows, arms))^2)
  second <- pdk * (1 - pdk) - (1 - pdk) * (1 + kd) * (pdk + (1 - pdk) * (1 + kd) / 4)
  bi <- (1 + pdk + (1 - pdk) * kd) / 2
  c(bi, sqrt((first + second) / n))
}
bang <- function(right, wrong, unknown) {
  n <- right + wrong + unknown
  bi <- (2 * right / (right + wrong) - 1) * (right + wrong) / n
  p <- c(right, wrong) / n
  c(bi, sqrt((sum(p * (1 - p)) + 2 * prod(p)) / n))
}
tables <- list(crisp = matrix(c(82, 25, 170, 27, 29, 83), 3), package = matrix(c(48, 4, 330, 22, 30, 319), 3),
               unknownNone = matrix(c(9, 3, 0, 5, 7, 0), 3), against = matrix(c(2, 11, 3, 12, 1, 4), 3))
# Five answers: Bang's index as the mean of the weights of the participants, its error from their variance; James's with disagreements (1 - weight)/2.
weights <- c(1, 0.5, -0.5, -1, 0)
bangOfFive <- function(counts) {
  each <- rep(weights, counts)
  c(mean(each), sqrt(mean((each - mean(each))^2) / length(each)))
}
disagreements <- (1 - cbind(weights[1:4], -weights[1:4])) / 2
# The error once more, by numerical derivatives of the index and the multinomial covariance.
stopifnot(local({
  x <- matrix(c(38, 44, 21, 4, 170, 11, 16, 21, 8, 83), 5); p <- as.vector(x) / sum(x)
  at <- function(p) james(matrix(p, 5) * 1e6, disagreements)[1]
  # Shares need not sum to 1 here: the index divides by their sum.
  slope <- sapply(seq_along(p), function(i) { d <- replace(0 * p, i, 1e-5); (at(p + d) - at(p - d)) / 2e-5 })
  abs(sqrt((sum(p * slope^2) - sum(p * slope)^2) / sum(x)) - james(x, disagreements)[2]) < 1e-8
}))
five <- list(crisp = matrix(c(38, 44, 21, 4, 170, 11, 16, 21, 8, 83), 5), unknownNone = matrix(c(5, 4, 2, 1, 0, 1, 4, 3, 4, 0), 5),
             against = matrix(c(1, 1, 3, 8, 3, 9, 3, 1, 0, 4), 5))
lineOf <- function(v) paste0("[", paste(sprintf("%.15g", v), collapse = ", "), "]")
oneOfFive <- function(name) {
  x <- five[[name]]
  sprintf('  "%s": { "treatmentGiven": %s, "placeboGiven": %s, "james": %s, "treatment": %s, "placebo": %s }', name, lineOf(x[, 1]), lineOf(x[, 2]),
          lineOf(james(x, disagreements)), lineOf(bangOfFive(x[, 1])), lineOf(bangOfFive(x[c(4, 3, 2, 1, 5), 2])))
}
one <- function(name) {
  x <- tables[[name]]
  line <- function(v) paste0("[", paste(sprintf("%.15g", v), collapse = ", "), "]")
  sprintf('  "%s": { "counts": [[%s], [%s], [%s]], "james": %s, "treatment": %s, "placebo": %s }', name,
          paste(x[1, ], collapse = ", "), paste(x[2, ], collapse = ", "), paste(x[3, ], collapse = ", "),
          line(james(x)), line(bang(x[1, 1], x[2, 1], x[3, 1])), line(bang(x[2, 2], x[1, 2], x[3, 2])))
}
# `indices.R five` prints the indices of five answers.
isFive <- "five" %in% commandArgs(trailingOnly = TRUE)
cat("{\n", paste(if (isFive) vapply(names(five), oneOfFive, "") else vapply(names(tables), one, ""), collapse = ",\n"), "\n}\n", sep = "")
