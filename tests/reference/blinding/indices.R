# Blinding indices by the formulas of the publications, in base R (written for R 4.2.2):
#   Rscript tests/reference/blinding/indices.R > tests/reference/blinding/indices.json
# James et al. (1996) Stat Med 15:1421, variance as published; Bang, Ni & Davis (2004) Control Clin Trials 25:143.
# Rows: guessed treatment, guessed placebo, do not know; columns: given treatment, given placebo.
james <- function(x, level = 0.95) {
  n <- sum(x); p <- x / n; pdk <- sum(p[3, ]); w <- matrix(c(0, 0.5, 0.5, 0), 2)
  g <- p[1:2, ]; rows <- rowSums(g); arms <- colSums(g)
  po <- sum(w * g) / (1 - pdk)
  pe <- sum(w * outer(rows, arms)) / (1 - pdk)^2
  kd <- (po - pe) / pe
  part <- function(i, j) g[i, j] * (1 - pdk)^2 *
    ((1 - pdk) * w[i, j] - (1 + kd) * (sum(w[, j] * rows) + sum(w[i, ] * arms)))^2
  first <- sum(outer(1:2, 1:2, Vectorize(part))) / (4 * sum(w * outer(rows, arms))^2)
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
one <- function(name) {
  x <- tables[[name]]
  line <- function(v) paste0("[", paste(sprintf("%.15g", v), collapse = ", "), "]")
  sprintf('  "%s": { "counts": [[%s], [%s], [%s]], "james": %s, "treatment": %s, "placebo": %s }', name,
          paste(x[1, ], collapse = ", "), paste(x[2, ], collapse = ", "), paste(x[3, ], collapse = ", "),
          line(james(x)), line(bang(x[1, 1], x[2, 1], x[3, 1])), line(bang(x[2, 2], x[1, 2], x[3, 2])))
}
cat("{\n", paste(vapply(names(tables), one, ""), collapse = ",\n"), "\n}\n", sep = "")
