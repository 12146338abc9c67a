# mixed-model: hamd17, value, naltrexone minus placebo
file <- read.csv("observations.csv", check.names = FALSE, colClasses = "character", na.strings = c("", "NA"), strip.white = TRUE)
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
cells$sequence <- data$sequence[match(cells$subject, data$subject)]
subjects <- read.csv("subjects.csv", check.names = FALSE, colClasses = "character", na.strings = c("", "NA"), strip.white = TRUE)
subjects <- subjects[subjects[["trial"]] == "1", ]
cells$x1 <- type.convert(subjects[["sex"]][match(cells$subject, subjects[["subject"]])], as.is = FALSE) # sex
cells$x2 <- type.convert(subjects[["age"]][match(cells$subject, subjects[["subject"]])], as.is = FALSE) # age
cells$x3 <- type.convert(subjects[["failed_courses"]][match(cells$subject, subjects[["subject"]])], as.is = FALSE) # failed_courses
rows <- cells[!is.na(cells$y) & !is.na(cells$x1) & !is.na(cells$x2) & !is.na(cells$x3), ]
rows$sequence <- factor(rows$sequence); rows$period <- factor(rows$period)
rows$treatment <- relevel(factor(rows$treatment), ref = reference)
effect <- paste0("treatment", comparator)
library(lmerTest) # Kenward-Roger needs pbkrtest
fit <- lmer(y ~ sequence + period + treatment + x1 + x2 + x3 + (1 | subject), data = rows, REML = TRUE)
found <- coef(summary(fit, ddf = "Kenward-Roger"))[effect, ]; estimate <- found[["Estimate"]]; se <- found[["Std. Error"]]; df <- found[["df"]]
t <- estimate / se
reach <- qt(0.975, df) * se
cat(sprintf("%s %.15g\n", c("estimate", "standardError", "df", "pValue", "lower", "upper"), c(estimate, se, df, 2 * pt(-abs(t), df), estimate - reach, estimate + reach)), sep = "")
