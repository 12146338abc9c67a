# Power of two correlated crossover t tests that must both succeed: residual variances are the diagonal of a Wishart matrix.
# Two ways: the density of that diagonal with Bessel's function, Gauss-Legendre nodes and mvtnorm::pmvnorm (TVPACK); and rWishart.
# Rscript tests/reference/power/joint_power.R > tests/reference/power/joint_power.json
suppressMessages(library(mvtnorm))

legendre <- function(n, a, b) {
  i <- seq_len(n - 1)
  off <- i / sqrt(4 * i^2 - 1)
  m <- matrix(0, n, n)
  m[cbind(i, i + 1)] <- off
  m[cbind(i + 1, i)] <- off
  e <- eigen(m, symmetric = TRUE)
  list(x = (a + b) / 2 + (b - a) / 2 * e$values, w = (b - a) * e$vectors[1, ]^2)
}

# Each region is one or two quadrants; signs are changed so that both ranges go up to infinity, as TVPACK wants it.
rectangle <- function(crit, s, ncp, rho, side) {
  signs <- lapply(side, function(each) switch(each, greater = 1, less = -1, either = c(1, -1)))
  total <- 0
  for (a in signs[[1]]) for (b in signs[[2]]) {
    corr <- matrix(c(1, a * b * rho, a * b * rho, 1), 2)
    total <- total + pmvnorm(crit * s - c(a, b) * ncp, c(Inf, Inf), corr = corr, algorithm = TVPACK(abseps = 1e-12))[1]
  }
  total
}

by_density <- function(ncp, df, rho, crit, side, nodes = 48) {
  r <- df / 2
  c1 <- 1 - rho^2
  q <- legendre(nodes, sqrt(qchisq(1e-11, df)), sqrt(qchisq(1e-11, df, lower.tail = FALSE)))
  total <- 0
  for (i in seq_len(nodes)) for (j in seq_len(nodes)) {
    u <- q$x[i]; v <- q$x[j]
    w1 <- u^2; w2 <- v^2
    if (rho == 0) density <- dchisq(w1, df) * dchisq(w2, df)
    else {
      b <- abs(rho) * sqrt(w1 * w2) / (2 * c1)
      density <- exp(-r * log(c1) - r * log(4) - lgamma(r) - (w1 + w2) / (2 * c1) + (r - 1) * log(w1 * w2) - (r - 1) * log(b) +
                     log(besselI(2 * b, r - 1, TRUE)) + 2 * b)
    }
    weight <- q$w[i] * q$w[j] * density * 4 * u * v
    if (weight > 1e-13) total <- total + weight * rectangle(crit, sqrt(c(w1, w2) / df), ncp, rho, side)
  }
  total
}

by_wishart <- function(ncp, df, rho, crit, side, n = 1e6) {
  sigma <- matrix(c(1, rho, rho, 1), 2)
  w <- rWishart(n, df, sigma)
  z1 <- rnorm(n); z2 <- rho * z1 + sqrt(1 - rho^2) * rnorm(n)
  t1 <- (z1 + ncp[1]) / sqrt(w[1, 1, ] / df)
  t2 <- (z2 + ncp[2]) / sqrt(w[2, 2, ] / df)
  ok <- function(t, crit, side) switch(side, greater = t >= crit, less = t <= -crit, either = abs(t) >= crit)
  mean(ok(t1, crit[1], side[1]) & ok(t2, crit[2], side[2]))
}

set.seed(1)
rows <- list(
  list(n = 24, delta = c(3, 1.5), sd = c(4, 1.7), rho = 0.3, side = c("greater", "greater")),
  list(n = 24, delta = c(3, -1.5), sd = c(4, 1.7), rho = -0.3, side = c("greater", "less")),
  list(n = 24, delta = c(3, 3), sd = c(4, 4), rho = 0, side = c("either", "either")),
  list(n = 24, delta = c(3, 3), sd = c(4, 4), rho = 0.8, side = c("either", "either")),
  list(n = 8, delta = c(6, 5), sd = c(4, 4), rho = 0.5, side = c("greater", "either")),
  list(n = 60, delta = c(2, 2), sd = c(4, 4), rho = -0.6, side = c("greater", "greater")),
  list(n = 100, delta = c(1.5, 1), sd = c(4, 3), rho = 0.95, side = c("greater", "greater"))
)
num <- function(x) format(x, digits = 12, trim = TRUE)
out <- vapply(rows, function(row) {
  df <- row$n - 2
  ncp <- row$delta / (row$sd * sqrt(2) / sqrt(row$n))
  crit <- rep(qt(0.975, df), 2)
  exact <- by_density(ncp, df, row$rho, crit, row$side)
  drawn <- by_wishart(ncp, df, row$rho, crit, row$side)
  common <- if (all(row$side == "greater")) num(pmvt(crit, c(Inf, Inf), delta = ncp, df = df, corr = matrix(c(1, row$rho, row$rho, 1), 2), type = "Kshirsagar")[1]) else "null"
  sprintf('{"n": %d, "difference": [%s], "sdWithin": [%s], "correlation": %s, "side": ["%s", "%s"], "power": %s, "wishart": %s, "oneVariance": %s}',
          row$n, paste(row$delta, collapse = ", "), paste(row$sd, collapse = ", "), row$rho, row$side[1], row$side[2], num(exact), num(drawn), common)
}, "")
cat(sprintf('{\n  "program": "%s, mvtnorm %s", "alpha": 0.05, "tol_abs": 1e-6, "wishartDraws": 1000000,\n  "note": "power: density of the Wishart diagonal and pmvnorm; wishart: share of random draws; oneVariance: pmvt, which has one variance for both tests and is another probability",\n  "rows": [\n    %s\n  ]\n}\n',
  R.version.string, packageVersion("mvtnorm"), paste(out, collapse = ",\n    ")))
