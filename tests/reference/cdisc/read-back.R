# What R reads of the files of a folder. Rscript read-back.R FOLDER: every .xpt by foreign::read.xport and every .json by jsonlite, each written beside it as .r.csv with all digits,
# and the mixed model on ADQS (HAMD17 at day1) by lmerTest with Kenward-Roger degrees of freedom, printed as four numbers.
folder <- commandArgs(TRUE)[1]
digits <- function(column) if (is.numeric(column)) formatC(column, digits = 17, format = "g", width = 1) else as.character(column)
keep <- function(data, file) {
  written <- as.data.frame(lapply(data, function(column) ifelse(is.na(column), "", digits(column))), check.names = FALSE)
  write.csv(written, file, row.names = FALSE)
}
for (file in list.files(folder, "[.]xpt$", full.names = TRUE)) keep(foreign::read.xport(file, as.is = TRUE), sub("xpt$", "xpt.r.csv", file))
for (file in list.files(folder, "[.]json$", full.names = TRUE)) {
  read <- jsonlite::fromJSON(file, simplifyVector = FALSE)
  names <- vapply(read$columns, function(column) column$name, "")
  columns <- lapply(seq_along(names), function(place) {
    values <- lapply(read$rows, function(row) if (is.null(row[[place]])) NA else row[[place]])
    unlist(values)
  })
  keep(setNames(columns, names), sub("json$", "json.r.csv", file))
}
adqs <- foreign::read.xport(file.path(folder, "adqs.xpt"), as.is = TRUE)
rows <- subset(adqs, PARAMCD == "HAMD17" & AVISIT == "day1")
rows$treatment <- factor(rows$TRTA, levels = c("placebo", "naltrexone"))
suppressMessages(library(lmerTest))
fit <- suppressMessages(lmer(AVAL ~ TRTSEQP + factor(APERIOD) + treatment + (1 | USUBJID), rows))
found <- contest1D(fit, as.numeric(names(fixef(fit)) == "treatmentnaltrexone"), ddf = "Kenward-Roger")
cat(sprintf("%.15g %.15g %.15g %.15g\n", found[["Estimate"]], found[["Std. Error"]], found[["df"]], found[["Pr(>|t|)"]]))
