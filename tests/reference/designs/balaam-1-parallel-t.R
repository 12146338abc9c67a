# parallel-t: hamd17, value, naltrexone minus placebo
file <- read.csv("balaam.csv", check.names = FALSE, colClasses = "character", na.strings = c("", "NA"), strip.white = TRUE)
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
first <- cells[cells$period == 1 & !is.na(cells$y), ]
a <- first$y[first$treatment == reference]; b <- first$y[first$treatment == comparator]
test <- t.test(b, a, var.equal = FALSE, alternative = "two.sided")
both_sides <- t.test(b, a, var.equal = FALSE, conf.level = 0.95)
cat(sprintf("%s %.15g\n", c("estimate", "standardError", "df", "pValue", "lower", "upper"), c(mean(b) - mean(a), test$stderr, test$parameter, test$p.value, both_sides$conf.int[1], both_sides$conf.int[2])), sep = "")
