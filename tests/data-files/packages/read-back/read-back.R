# Every table of the folder: the CSV file against .sav (haven, foreign), .dta (haven) and what the R code beside it makes of it.
suppressPackageStartupMessages(library(haven))

as_text <- function(column) {
  if (inherits(column, "haven_labelled")) column <- as_factor(column, levels = "labels")
  text <- if (is.numeric(column)) sprintf("%.17g", column) else as.character(column)
  text[is.na(column)] <- ""
  text
}
numbers <- function(text) suppressWarnings(as.numeric(text))
same <- function(a, b) {
  both <- !is.na(numbers(a)) & !is.na(numbers(b))
  all(ifelse(both, numbers(a) == numbers(b), sub(" +$", "", a) == sub(" +$", "", b)))
}

failures <- 0
compared <- 0
for (csv in list.files(pattern = "[.]csv$")) {
  name <- sub("[.]csv$", "", csv)
  truth <- read.csv(csv, colClasses = "character", na.strings = character(), fileEncoding = "UTF-8")
  code <- new.env()
  sys.source(paste0(name, ".R"), code)
  ways <- list(sav = read_sav(paste0(name, ".sav")), dta = read_dta(paste0(name, ".dta")), R = get(name, code))
  # foreign knows other names for texts beyond 255 bytes, which only the sample has; the table of dates is read by haven.
  if (!name %in% c("sample", "dated"))
    ways$foreign <- suppressWarnings(foreign::read.spss(paste0(name, ".sav"), to.data.frame = TRUE, stringsAsFactors = FALSE, max.value.labels = Inf))
  for (way in names(ways)) {
    read <- ways[[way]]
    labels <- if (way == "foreign") NULL else vapply(read, function(column) substr(attr(column, "label"), 1, 80), "")
    # In a factor of integers the CSV has the codes.
    grades <- switch(name, sample = c("0" = "none", "1" = "mild", "2" = "severe"), adverse_events = c("1" = "Mild", "2" = "Moderate", "3" = "Severe"))
    coded <- !is.null(grades) & names(read) == "grade"
    columns <- vapply(seq_along(truth), function(i) {
      expected <- truth[[i]]
      if (coded[i]) expected <- c(grades, " " = "")[ifelse(expected == "", " ", expected)]
      column <- read[[i]]
      # To foreign, a date is the seconds since the day on which the calendar of SPSS begins.
      if (way == "foreign" && grepl("(^|_)date$", names(read)[i])) column <- as.Date(column / 86400, origin = "1582-10-14")
      same(as_text(column), unname(expected))
    }, NA)
    good <- identical(names(read), names(truth)) && nrow(read) == nrow(truth) && all(columns) &&
      (is.null(labels) || identical(labels, vapply(ways$sav, function(column) substr(attr(column, "label"), 1, 80), ""))) &&
      (way == "foreign" || startsWith(attr(read, "label"), "SYNTHETIC")) &&
      (!way %in% c("sav", "dta") || any(grepl("scenario hash", attr(read, "notes"))))
    compared <- compared + nrow(truth) * ncol(truth)
    if (!good) {
      failures <- failures + 1
      cat(name, "by", way, "differs in", names(truth)[!columns], "\n")
    }
  }
}
cat(compared, "values compared,", failures, "files differ\n")
quit(status = if (failures > 0 || compared == 0) 1 else 0)
