# Reads the table that write.ts wrote with one reader, and compares its values: Rscript read_back.R FOLDER base|jsonlite|readxl|arrow
words <- commandArgs(trailingOnly = TRUE)
path <- function(name) file.path(words[1], name)
values <- scan(path("values.txt"), quiet = TRUE)
notes <- c("plain", "a, \"quoted\" text", "\u00fcn\u00efcode \u2603", NA, "<b> & </b>", " spaces ")

compare <- function(name, rows) {
  rows <- as.data.frame(rows)
  note <- ifelse(is.na(rows$note) | rows$note == "", NA, rows$note)
  stopifnot(
    identical(names(rows), c("trial", "subject", "note", "value")),
    identical(as.numeric(rows$trial), as.numeric(seq_along(values))),
    rows$subject == sprintf("S%03d", (seq_along(values) - 1) %% 40 + 1),
    identical(enc2utf8(note), rep(notes, length.out = length(values))),
    identical(is.na(rows$value), is.na(values)),
    isTRUE(all.equal(rows$value, values, tolerance = 1e-14))
  )
  cat(name, ": ", nrow(rows), " rows as they were written\n", sep = "")
}

switch(words[2],
  base = {
    compare("csv", read.csv(path("rows.csv"), encoding = "UTF-8"))
    compare("csv.gz", read.csv(path("rows.csv.gz"), encoding = "UTF-8"))
    compare("tsv", read.delim(path("rows.tsv"), encoding = "UTF-8"))
  },
  jsonlite = compare("ndjson", jsonlite::stream_in(file(path("rows.ndjson")), verbose = FALSE)),
  readxl = {
    compare("xlsx", readxl::read_excel(path("rows.xlsx"), trim_ws = FALSE))
    about <- readxl::read_excel(path("rows.xlsx"), "SYNTHETIC", col_names = c("name", "text", "unit"))
    stopifnot(about$text[about$name %in% "scenario_hash"] == "abc123")
  },
  arrow = compare("parquet", arrow::read_parquet(path("rows.parquet"))),
  stop("unknown reader ", words[2])
)
