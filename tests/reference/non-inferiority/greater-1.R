# non-inferiority: hamd17, value, B minus A
file <- read.csv("../datasets/P01.csv", check.names = FALSE, colClasses = "character", na.strings = c("", "NA"), strip.white = TRUE)
data <- data.frame(trial = rep("1", nrow(file)), subject = file[["subject"]], sequence = file[["sequence"]],
  period = as.integer(file[["period"]]), treatment = file[["treatment"]], visit = file[["visit_day"]],
  endpoint = rep("hamd17", nrow(file)), value = as.numeric(file[["hamd17"]]))
data <- data[data$trial == "1", ]
reference <- "A"
comparator <- "B"
cells <- unique(data[c("subject", "period", "treatment")])
recorded <- function(endpoint, visit) {
  rows <- data[data$endpoint == endpoint & data$visit == visit, ]
  rows$value[match(paste(cells$subject, cells$period), paste(rows$subject, rows$period))]
}
cells$y <- recorded("hamd17", "1")
wide <- merge(cells[cells$period == 1, ], cells[cells$period == 2, ], by = "subject", suffixes = c("1", "2"))
wide <- wide[!is.na(wide$y1) & !is.na(wide$y2), ]
wide <- wide[(wide$treatment1 == reference & wide$treatment2 == comparator) | (wide$treatment1 == comparator & wide$treatment2 == reference), ]
wide$d <- wide$y1 - wide$y2
wide$comparatorFirst <- wide$treatment1 == comparator
test <- t.test(wide$d[wide$comparatorFirst], wide$d[!wide$comparatorFirst], var.equal = TRUE)
estimate <- -diff(test$estimate) / 2; se <- test$stderr / 2; df <- test$parameter
cat(sprintf("%s %.15g\n", c("estimate", "standardError", "df", "pValue"), c(estimate, se, df, pt((estimate + 1) / se, df, lower.tail = FALSE))), sep = "")
