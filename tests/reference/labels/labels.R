# Figures of results.json: lme4, lmerTest and pbkrtest on data frames that are written by hand, so that nothing depends on labels being read.
# Run in this folder: Rscript labels.R > results.json
suppressMessages(library(lmerTest))
figures <- function(name, fit, treatment) {
  found <- contest1D(fit, setNames(as.numeric(names(fixef(fit)) == treatment), names(fixef(fit))), ddf = "Kenward-Roger")
  sprintf('  "%s": { "estimate": %.15g, "standardError": %.15g, "df": %.15g, "pValue": %.15g, "observations": %d }', name,
    found[["Estimate"]], found[["Std. Error"]], found[["df"]], found[["Pr(>|t|)"]], nobs(fit))
}
control <- lmerControl(optCtrl = list(xtol_abs = 1e-13, xtol_rel = 1e-13, ftol_abs = 1e-14, ftol_rel = 1e-15))
# hyphen.csv: participants 1, 3, 5 had placebo first, 2, 4, 6 the beta-blocker.
hyphen <- data.frame(subject = c(1, 1, 2, 2, 3, 3, 4, 4, 5, 6), sequence = c(1, 1, 2, 2, 1, 1, 2, 2, 1, 2),
  period = c(1, 2, 1, 2, 1, 2, 1, 2, 1, 1), blocker = c(0, 1, 1, 0, 0, 1, 1, 0, 0, 1), value = c(50, 47, 44, 49, 55, 51, 52, 53, 46, 50))
# misdosed.csv: participant 7 was randomised to sequence 1 and treated in the order of sequence 2.
misdosed <- rbind(hyphen, data.frame(subject = c(7, 7, 8), sequence = c(1, 1, 2), period = c(1, 2, 2), blocker = c(1, 0, 0), value = c(48, 50, 50)))
# carryover.csv: order A B B of participants 1, 3, 5, 8, order B A A of the others. Periods 2 of participant 5 and 1 of participant 6 have no rows, so that
# what came before period 3 of the one and period 2 of the other is not recorded: the values 17 and 24 cannot be used.
carryover <- data.frame(
  subject = factor(c(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 6, 7, 7, 7, 8, 8, 8)),
  sequence = factor(c(1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2, 1, 2, 2, 2, 2, 1, 1, 1)),
  period = factor(c(1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 3, 1, 2, 3, 1, 2, 3)),
  before = c(0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1),
  B = c(0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1),
  value = c(20, 14, 13, 17, 19, 21, 25, 18, 20, 15, 20, 18, 22, 22, 16, 17, 21, 24, 19, 17))
cat("{", paste0('  "origin": "labels.R under ', R.version.string, ", lme4 ", packageVersion("lme4"), ", lmerTest ", packageVersion("lmerTest"), ", pbkrtest ", packageVersion("pbkrtest"), '",'),
  paste(c(
    figures("hyphen", lmer(value ~ factor(sequence) + factor(period) + blocker + (1 | subject), hyphen, control = control), "blocker"),
    figures("misdosed", lmer(value ~ factor(sequence) + factor(period) + blocker + (1 | subject), misdosed, control = control), "blocker"),
    figures("carryover", lmer(value ~ sequence + period + before + B + (1 | subject), carryover, control = control), "B")), collapse = ",\n"),
  "}", sep = "\n")
