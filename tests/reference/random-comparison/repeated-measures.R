# REML of a covariance that is linear in its parameters, in base R, with whole N x N matrices and nothing shared with src/: Newton steps on the
# analytic score (Fisher scoring where the observed information is not positive definite); Satterthwaite from the observed information,
# Kenward-Roger (1997, linear) from the expected.
# y: values; X: fixed effects; G: list of N x N matrices, V = sum theta G; theta: start; L: a contrast.
reml <- function(y, X, G, theta, L) {
  state <- function(theta) {
    V <- Reduce(`+`, Map(`*`, G, theta))
    if (inherits(try(chol(V), silent = TRUE), "try-error")) return(NULL)
    Vi <- solve(V); A <- t(X) %*% Vi %*% X; Phi <- solve(A)
    P <- Vi - Vi %*% X %*% Phi %*% t(X) %*% Vi; Py <- drop(P %*% y); PG <- lapply(G, function(g) P %*% g)
    list(theta = theta, Vi = Vi, Phi = Phi, P = P, Py = Py, PG = PG,
      deviance = -as.numeric(determinant(Vi)$modulus) + as.numeric(determinant(A)$modulus) + sum(y * Py),
      score = sapply(seq_along(G), function(k) (sum(Py * (G[[k]] %*% Py)) - sum(diag(PG[[k]]))) / 2))
  }
  expected <- function(s) sapply(seq_along(G), function(i) sapply(seq_along(G), function(j) sum(s$PG[[i]] * t(s$PG[[j]])) / 2))
  observed <- function(s) {
    forces <- sapply(G, function(g) g %*% s$Py)
    t(forces) %*% s$P %*% forces - expected(s)
  }
  s <- state(theta)
  for (step in 1:200) {
    information <- observed(s)
    if (min(eigen(information, only.values = TRUE)$values) <= 0) information <- expected(s)
    direction <- solve(information, s$score); gain <- sum(direction * s$score)
    if (gain < 1e-18) break
    repeat {
      tried <- state(s$theta + direction)
      if (!is.null(tried) && (tried$deviance < s$deviance || gain < 1e-9)) break
      direction <- direction / 2
      if (max(abs(direction)) < 1e-12 * max(abs(theta))) stop("no step rises")
    }
    s <- tried
  }
  if (step == 200) stop("not converged")
  a <- drop(s$Phi %*% L); v <- sum(L * a); z <- s$Vi %*% X %*% a
  g <- sapply(G, function(each) sum(z * (each %*% z)))
  Wo <- solve(observed(s)); We <- solve(expected(s))
  forces <- sapply(G, function(each) each %*% z)
  extra <- t(forces) %*% s$P %*% forces # a'(Q - P Phi P)a
  list(estimate = sum(L * drop(s$Phi %*% t(X) %*% s$Vi %*% y)), theta = s$theta, deviance = s$deviance,
    satterthwaite = c(se = sqrt(v), df = 2 * v^2 / drop(g %*% Wo %*% g)),
    kenward_roger = c(se = sqrt(v + 2 * sum(We * extra)), df = 2 * v^2 / drop(g %*% We %*% g)))
}

# Every variance and covariance of the slots 1..K free; values of different subjects are independent.
reml_unstructured <- function(y, X, subject, slot, L) {
  same <- outer(subject, subject, "==")
  pairs <- which(lower.tri(diag(max(slot)), diag = TRUE), arr.ind = TRUE)
  G <- lapply(seq_len(nrow(pairs)), function(k) same * (outer(slot == pairs[k, 1], slot == pairs[k, 2]) | outer(slot == pairs[k, 2], slot == pairs[k, 1])))
  variance <- var(lm.fit(X, y)$residuals)
  reml(y, X, G, ifelse(pairs[, 1] == pairs[, 2], variance, variance / 4), L)
}

# One variance and one covariance, which may be negative.
reml_compound_symmetry <- function(y, X, subject, L) {
  variance <- var(lm.fit(X, y)$residuals)
  reml(y, X, list(outer(subject, subject, "==") + 0, diag(length(y))), c(0.2, 0.8) * variance, L)
}

print_fit <- function(fit, rule) {
  found <- fit[[rule]]; df <- found[["df"]]
  cat(sprintf("%s %.15g\n", c("estimate", "standardError", "df", "pValue"),
    c(fit$estimate, found[["se"]], df, 2 * pt(-abs(fit$estimate / found[["se"]]), df))), sep = "")
}
