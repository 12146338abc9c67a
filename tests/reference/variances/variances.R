# Mixed models whose variances differ, by nlme, glmmTMB and clubSandwich: Rscript variances.R writes results.json beside it.
# Data sets: crossovers with missing periods, as in data.csv (simulated here, kept so that no random-number generator is needed).
suppressMessages({library(nlme); library(glmmTMB); library(clubSandwich); library(jsonlite)})
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "dense.R")) # as `analyze --r` gives it
control <- lmeControl(maxIter = 500, msMaxIter = 2000, msMaxEval = 5000, niterEM = 50, tolerance = 1e-12, msTol = 1e-14, opt = "nlminb", returnObject = TRUE)

simulate <- function(name, sequences, n, sd, sd_infusion, missing, seed) {
  set.seed(seed)
  conditions <- unique(unlist(sequences))
  rows <- do.call(rbind, lapply(seq_len(n), function(i) {
    sequence <- sequences[[(i - 1) %% length(sequences) + 1]]
    infusion <- sub("^[^+]*[+]?", "", sequence)
    group <- if (all(infusion == "")) sequence else infusion
    own <- rnorm(length(unique(group)), 0, sd_infusion)
    y <- 20 + rnorm(1, 0, 4) + own[match(group, unique(group))] + 2 * match(sequence, conditions) + rnorm(length(sequence), 0, sd[match(sequence, conditions)])
    data.frame(set = name, subject = sprintf("s%02d", i), sequence = paste(sequence, collapse = ">"), period = seq_along(sequence), treatment = sequence, y = round(y, 3))
  }))
  rows[runif(nrow(rows)) >= missing, ]
}
two <- list(c("A", "B"), c("B", "A"))
extra <- list(c("A", "B", "B"), c("B", "A", "A"))
balaam <- list(c("A", "A"), c("A", "B"), c("B", "A"), c("B", "B"))
four <- list(c("P+S", "P+K", "N+K", "N+S"), c("P+K", "N+S", "P+S", "N+K"), c("N+S", "N+K", "P+K", "P+S"), c("N+K", "P+S", "N+S", "P+K"))
file <- file.path(here, "data.csv")
if (!file.exists(file)) {
  data <- rbind(
    simulate("two", two, 24, c(2, 5), 0, 0.1, 1),
    simulate("extra", extra, 24, c(2, 4), 2, 0.1, 2),
    simulate("extra-few", extra, 10, c(2, 4), 2, 0.15, 3),
    simulate("balaam", balaam, 32, c(2, 4), 2.5, 0.05, 4),
    simulate("four", four, 28, c(2, 4, 4, 2), 2, 0.1, 5),
    simulate("four-few", four, 12, c(2, 5, 3, 2), 2, 0.1, 6))
  write.csv(data, file, row.names = FALSE, quote = FALSE)
}
data <- read.csv(file)

# nlme and glmmTMB stop where the likelihood is flat, at about 1e-6 of the variances; the dense program goes on to the top.
# clubSandwich 0.5.8 gives a subject with one value the variance of the first group: such fits are left out of its comparison.
same_variances <- function(fit, d) {
  target <- clubSandwich:::targetVariance.lme(fit, cluster = d$subject)
  for (s in levels(d$subject)) {
    V <- getVarCov(fit, individuals = s, type = "marginal")[[1]]
    if (max(abs(target[[s]] * fit$sigma^2 / V * c(V)[1] / c(V)[1] - 1)) > 1e-6) return(FALSE)
  }
  TRUE
}
models <- list()
for (set in unique(data$set)) {
  d <- data[data$set == set, ]
  d$treatment <- factor(d$treatment, levels = sort(unique(d$treatment), decreasing = set %in% c("four", "four-few")))
  d$sequence <- factor(d$sequence); d$period <- factor(d$period); d$subject <- factor(d$subject)
  infusion <- sub("^[^+]*[+]?", "", as.character(d$treatment))
  d$group <- factor(if (all(infusion == "")) as.character(d$treatment) else infusion)
  effect <- if (grepl("four", set)) c("P+K", "N+K") else c("A", "B")
  d$treatment <- relevel(d$treatment, ref = effect[1])
  column <- paste0("treatment", effect[2])
  fits <- list(
    equal = list(random = ~ 1 | subject, weights = NULL),
    "by-treatment" = list(random = ~ 1 | subject, weights = varIdent(form = ~ 1 | treatment)),
    "by-period" = list(random = ~ 1 | subject, weights = varIdent(form = ~ 1 | period)))
  if (set != "two") {
    fits[["by-treatment with infusions"]] <- list(random = list(subject = pdBlocked(list(pdIdent(~ 1), pdDiag(~ group - 1)))), weights = varIdent(form = ~ 1 | treatment))
    fits[["by-period with infusions"]] <- list(random = ~ 1 | subject / group, weights = varIdent(form = ~ 1 | period))
  }
  for (name in names(fits)) {
    fit <- try(lme(y ~ sequence + period + treatment, d, fits[[name]]$random, weights = fits[[name]]$weights, method = "REML", control = control), silent = TRUE)
    if (inherits(fit, "try-error")) { cat(set, name, "lme stops:", attr(fit, "condition")$message, "\n"); next }
    by <- sub(" with.*", "", name)
    residual <- fit$sigma^2 * if (by == "equal") 1 else c(coef(fit$modelStruct$varStruct, unconstrained = FALSE, allCoef = TRUE))^2
    entry <- list(estimate = fixef(fit)[[column]], standardError = sqrt(vcov(fit)[column, column]), logLik = c(logLik(fit)), residual = as.list(residual))
    if (!grepl("infusions", name)) entry$subject <- getVarCov(fit)[1, 1]
    checked <- by == "equal" || grepl("infusions", name) || !isFALSE(try(same_variances(fit, d), silent = TRUE))
    test <- if (checked) try(coef_test(fit, vcov = "CR2", cluster = d$subject, coefs = column, test = "Satterthwaite"), silent = TRUE) else NULL
    if (!is.null(test) && !inherits(test, "try-error")) entry$robust <- list(standardError = test$SE, df = if (is.null(test$df)) test$df_Satt else test$df)
    formula <- list(equal = ~ 1, "by-treatment" = ~ treatment, "by-period" = ~ period)[[by]]
    random <- if (!grepl("infusions", name)) y ~ sequence + period + treatment + (1 | subject) else if (by == "by-period") y ~ sequence + period + treatment + (1 | subject / group) else y ~ sequence + period + treatment + (1 | subject) + diag(0 + group | subject)
    second <- try(suppressWarnings(glmmTMB(random, d, dispformula = formula, REML = TRUE, control = glmmTMBControl(optCtrl = list(iter.max = 5000, eval.max = 5000, rel.tol = 1e-15)))), silent = TRUE)
    if (!inherits(second, "try-error")) entry$glmmTMB <- list(estimate = fixef(second)$cond[[column]], standardError = sqrt(vcov(second)$cond[column, column]), logLik = c(logLik(second)))
    residuals <- switch(by, equal = rep("1", nrow(d)), "by-treatment" = as.character(d$treatment), "by-period" = as.character(d$period))
    G <- variance_matrices(as.character(d$subject), if (grepl("infusions", name)) as.character(d$group), residuals, by == "by-treatment")
    X <- model.matrix(~ sequence + period + treatment, d)
    dense <- fit_dense(d$y, X, G)
    L <- as.numeric(colnames(X) == column)
    figures <- function(found) list(standardError = found[["se"]], df = found[["df"]])
    entry$dense <- list(estimate = sum(L * dense$beta), logLik = dense$logLik, variances = as.list(dense$theta), singular = any(dense$held),
      satterthwaite = figures(infer_dense(dense, L, "satterthwaite")), "kenward-roger" = figures(infer_dense(dense, L, "kenward-roger")),
      robust = figures(robust_dense(dense, L, as.character(d$subject))))
    models[[set]][[name]] <- entry
  }
}
write(toJSON(list(R = R.version.string, nlme = as.character(packageVersion("nlme")), glmmTMB = as.character(packageVersion("glmmTMB")), clubSandwich = as.character(packageVersion("clubSandwich")), sets = models), auto_unbox = TRUE, digits = NA, pretty = TRUE), file.path(here, "results.json"))
