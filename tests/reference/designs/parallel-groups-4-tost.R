# tost: cadss, value, naltrexone minus placebo
file <- read.csv("parallel-groups.csv", check.names = FALSE, colClasses = "character", na.strings = c("", "NA"), strip.white = TRUE)
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
cells$y <- recorded("cadss", "m40")
cells$y <- log1p(cells$y)
first <- cells[cells$period == 1 & !is.na(cells$y), ]
a <- first$y[first$treatment == reference]; b <- first$y[first$treatment == comparator]
test <- t.test(b, a, var.equal = TRUE)
estimate <- mean(b) - mean(a); se <- test$stderr; df <- test$parameter
margins <- log(c(0.8, 1.25))
p_lower <- pt((estimate - margins[1]) / se, df, lower.tail = FALSE)
p_upper <- pt((estimate - margins[2]) / se, df)
cat(sprintf("%s %.15g\n", c("estimate", "standardError", "df", "pValue"), c(estimate, se, df, max(p_lower, p_upper))), sep = "")
