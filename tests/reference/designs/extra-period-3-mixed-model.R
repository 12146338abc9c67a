# mixed-model: hamd17, change, naltrexone minus placebo
file <- read.csv("extra-period.csv", check.names = FALSE, colClasses = "character", na.strings = c("", "NA"), strip.white = TRUE)
data <- data.frame(trial = file[["trial"]], subject = file[["subject"]], sequence = file[["sequence"]],
  period = as.integer(file[["period"]]), treatment = file[["treatment"]], visit = file[["visit"]],
  endpoint = file[["endpoint"]], value = as.numeric(file[["value"]]))
data <- data[data$trial == "1", ]
reference <- "placebo"
comparator <- "naltrexone"
cells <- unique(data[c("subject", "period", "treatment")])
recorded <- function(endpoint, visit) {
  rows <- data[data$endpoint == endpoint & data$visit == visit, ]
  rows$value[match(paste(cells$subject, cells$period), paste(rows$subject, rows$period))]
}
cells$y <- recorded("hamd17", "day1")
cells$b <- recorded("hamd17", "baseline")
cells$y <- cells$y - cells$b
cells$sequence <- data$sequence[match(cells$subject, data$subject)]
rows <- cells[!is.na(cells$y), ]
previous <- cells$treatment[match(paste(rows$subject, rows$period - 1), paste(cells$subject, cells$period))]
rows$before <- relevel(factor(ifelse(is.na(previous), reference, previous)), ref = reference)
rows$sequence <- factor(rows$sequence); rows$period <- factor(rows$period)
rows$treatment <- relevel(factor(rows$treatment), ref = reference)
library(lmerTest) # Kenward-Roger needs pbkrtest
fit <- lmer(y ~ sequence + period + before + treatment + (1 | subject), data = rows, REML = TRUE, control = lmerControl(optCtrl = list(xtol_abs = 1e-13, xtol_rel = 1e-13, ftol_abs = 1e-14, ftol_rel = 1e-15)))
L <- setNames(numeric(length(fixef(fit))), names(fixef(fit)))
L[paste0("treatment", comparator)] <- 1
found <- contest1D(fit, L, ddf = "Satterthwaite"); estimate <- found[["Estimate"]]; se <- found[["Std. Error"]]; df <- found[["df"]]
t <- estimate / se
reach <- qt(0.975, df) * se
cat(sprintf("%s %.15g\n", c("estimate", "standardError", "df", "pValue", "lower", "upper"), c(estimate, se, df, 2 * pt(-abs(t), df), estimate - reach, estimate + reach)), sep = "")
