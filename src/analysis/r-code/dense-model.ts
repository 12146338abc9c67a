/**
 * R functions of a linear mixed model with V linear in its parameters, by dense matrices in base R and from the textbook formulas: no R package has
 * Satterthwaite or Kenward–Roger degrees of freedom where variances differ. The comparison with R runs them too.
 */
export const denseModelCode = `# The 0/1 matrices of the variances: of the subject, of its infusions, of the residuals.
variance_matrices <- function(subject, group, residual, by_group) {
  n <- length(subject)
  same <- outer(subject, subject, "==")
  G <- list()
  both <- same & !diag(n)
  if (is.null(group)) {
    if (any(both)) G$subject <- same * 1
  } else {
    together <- same & outer(group, group, "==")
    across <- any(same & !together)
    repeated <- unique(group[rowSums(together) > 1])
    if (any(both)) G$subject <- same * 1
    if (across && length(repeated) > 0) {
      if (by_group) for (g in repeated) G[[paste0("infusion ", g)]] <- together * outer(group == g, group == g)
      else G$infusion <- together * outer(group %in% repeated, group %in% repeated)
    }
  }
  for (r in unique(residual)) G[[paste0("residual ", r)]] <- diag((residual == r) * 1, n)
  G
}

reml_pieces <- function(y, X, G, theta) {
  V <- Reduce(\`+\`, Map(\`*\`, G, theta))
  Vi <- solve(V)
  Phi <- solve(t(X) %*% Vi %*% X)
  P <- Vi - Vi %*% X %*% Phi %*% t(X) %*% Vi
  list(V = V, Vi = Vi, Phi = Phi, P = P, beta = Phi %*% t(X) %*% Vi %*% y)
}

log_likelihood <- function(y, X, G, theta) {
  p <- try(reml_pieces(y, X, G, theta), silent = TRUE)
  if (inherits(p, "try-error")) return(-Inf)
  d <- determinant(p$V)
  if (d$sign <= 0 || any(eigen(p$V, TRUE, TRUE)$values <= 0)) return(-Inf)
  -0.5 * ((length(y) - ncol(X)) * log(2 * pi) + d$modulus[1] - determinant(p$Phi)$modulus[1] + sum(y * (p$P %*% y)))
}

# The likelihood may have several maxima: the highest one that is found from three starts.
fit_dense <- function(y, X, G, negative = FALSE) {
  total <- var(residuals(lm.fit(X, y)))
  residual <- grepl("residual", names(G))
  starts <- list(ifelse(residual, total / 2, total / 4), ifelse(names(G) == "subject", total / 50, total / 2), ifelse(names(G) == "subject", total / 2, total / 10))
  fits <- lapply(starts, function(theta) maximise_dense(y, X, G, theta, negative))
  fits[[which.max(sapply(fits, function(fit) fit$logLik))]]
}

# Fisher scoring with halving; variances that would fall below zero are held there as long as the likelihood falls into the interior.
maximise_dense <- function(y, X, G, theta, negative) {
  k <- length(G)
  free_below <- negative & !grepl("residual", names(G))
  now <- log_likelihood(y, X, G, theta)
  for (round in 1:500) {
    p <- reml_pieces(y, X, G, theta)
    PG <- lapply(G, function(g) p$P %*% g)
    Py <- p$P %*% y
    score <- sapply(1:k, function(i) -0.5 * sum(diag(PG[[i]])) + 0.5 * sum(Py * (G[[i]] %*% Py)))
    trace <- outer(1:k, 1:k, Vectorize(function(i, j) sum(PG[[i]] * t(PG[[j]]))))
    quadratic <- outer(1:k, 1:k, Vectorize(function(i, j) sum(Py * (G[[i]] %*% p$P %*% G[[j]] %*% Py))))
    observed <- quadratic - trace / 2
    held <- theta == 0 & score <= 0 & !free_below
    free <- !held
    information <- if (min(eigen(observed[free, free, drop = FALSE], TRUE)$values) > 0 && round > 5) observed else trace / 2
    step <- numeric(k)
    step[free] <- solve(information[free, free], score[free])
    gain <- sum(score * step)
    if (gain < 1e-17) break
    length <- 1
    repeat {
      trial <- theta + length * step
      trial <- ifelse(free_below, trial, pmax(trial, 0))
      value <- log_likelihood(y, X, G, trial)
      if (value > now || gain < 1e-9 || length < 1e-9) break
      length <- length / 2
    }
    theta <- trial
    now <- value
  }
  c(p, list(theta = setNames(theta, names(G)), logLik = now, expected = trace / 2, observed = observed, held = held, G = G, X = X, y = y))
}

# Estimate, standard error and degrees of freedom of L'beta.
infer_dense <- function(fit, L, rule) {
  X <- fit$X; Vi <- fit$Vi; Phi <- fit$Phi; G <- fit$G; k <- length(G)
  estimate <- sum(L * fit$beta)
  variance <- sum(L * (Phi %*% L))
  if (rule == "residual") return(c(estimate = estimate, se = sqrt(variance), df = length(fit$y) - ncol(X)))
  P <- lapply(G, function(g) -t(X) %*% Vi %*% g %*% Vi %*% X)
  gradient <- sapply(1:k, function(i) -sum(L * (Phi %*% P[[i]] %*% Phi %*% L)))
  if (rule == "satterthwaite") {
    W <- matrix(0, k, k)
    free <- !fit$held
    W[free, free] <- solve(fit$observed[free, free])
    return(c(estimate = estimate, se = sqrt(variance), df = 2 * variance^2 / sum(gradient * (W %*% gradient))))
  }
  W <- solve(fit$expected)
  df <- 2 * variance^2 / sum(gradient * (W %*% gradient))
  more <- matrix(0, ncol(X), ncol(X))
  for (i in 1:k) for (j in 1:k) {
    Q <- t(X) %*% Vi %*% G[[i]] %*% Vi %*% G[[j]] %*% Vi %*% X
    more <- more + W[i, j] * (Q - P[[i]] %*% Phi %*% P[[j]])
  }
  c(estimate = estimate, se = sqrt(variance + 2 * sum(L * (Phi %*% more %*% Phi %*% L))), df = df)
}

# CR2 with the fitted V as working model, clusters = subjects.
robust_dense <- function(fit, L, subject) {
  X <- fit$X; Phi <- fit$Phi
  rest <- fit$y - X %*% fit$beta
  root <- function(A) { e <- eigen(A, TRUE); keep <- e$values > 1e-12 * max(e$values); e$vectors[, keep, drop = FALSE] %*% (t(e$vectors[, keep, drop = FALSE]) / sqrt(e$values[keep])) }
  a <- lapply(unique(subject), function(s) {
    i <- which(subject == s)
    V <- fit$V[i, i, drop = FALSE]; Xi <- X[i, , drop = FALSE]
    D <- chol(V)
    A <- t(D) %*% root(D %*% (V - Xi %*% Phi %*% t(Xi)) %*% t(D)) %*% D
    list(i = i, a = A %*% solve(V) %*% Xi %*% Phi %*% L)
  })
  p <- matrix(0, length(a), length(a))
  for (i in seq_along(a)) for (j in seq_along(a)) {
    one <- a[[i]]; other <- a[[j]]
    inner <- -X[one$i, , drop = FALSE] %*% Phi %*% t(X[other$i, , drop = FALSE])
    if (i == j) inner <- inner + fit$V[one$i, one$i]
    p[i, j] <- t(one$a) %*% inner %*% other$a
  }
  c(estimate = sum(L * fit$beta), se = sqrt(sum(sapply(a, function(one) sum(one$a * rest[one$i])^2))), df = sum(diag(p))^2 / sum(p^2))
}
`;
