source("tasks/_common.R"); suppressPackageStartupMessages(library(nlme))
# four conditions in a Williams square, 30 patients, variances by condition, random effects of patient and infusion, 10 % missing
SQUARE <- list(c("P+S", "P+K", "N+K", "N+S"), c("P+K", "N+S", "P+S", "N+K"), c("N+S", "N+K", "P+K", "P+S"), c("N+K", "P+S", "N+S", "P+K"))
sim_four <- function() {
  d <- do.call(rbind, lapply(seq_len(N), function(i) data.frame(subject = i, sequence = (i - 1) %% 4 + 1, period = 1:4, treatment = SQUARE[[(i - 1) %% 4 + 1]], b = rnorm(1, 0, SB))))
  d$group <- factor(sub("^.[+]", "", d$treatment)); d$y <- 24 + d$b + rnorm(nrow(d), 0, SW)
  d[c("subject", "sequence", "period", "treatment")] <- lapply(d[c("subject", "sequence", "period", "treatment")], factor)
  d[runif(nrow(d)) >= .1, ]
}
work <- function(reps) { rej <- 0; for (i in seq_len(reps)) { d <- sim_four(); m <- try(lme(y ~ sequence + period + treatment, d, random = list(subject = pdBlocked(list(pdIdent(~ 1), pdDiag(~ group - 1)))), weights = varIdent(form = ~ 1 | treatment), control = lmeControl(returnObject = TRUE)), silent = TRUE); if (!inherits(m, "try-error") && summary(m)$tTable["treatmentP+K", 5] < .05) rej <- rej + 1 }; rej }
run(work, "c5 nlme::lme varIdent by condition, random patient and infusion (containment df)")
