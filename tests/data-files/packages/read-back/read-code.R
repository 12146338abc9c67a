# Folders of tables as `simulate --syntax` writes them: what the R code beside each table makes of it, cell by cell against the text of the file.
compared <- 0
for (code in list.files(commandArgs(trailingOnly = TRUE), pattern = "[.]R$", recursive = TRUE, full.names = TRUE)) {
  setwd(dirname(code))
  stem <- sub("[.]R$", "", basename(code))
  file <- Sys.glob(paste0(stem, c(".csv", ".tsv")))
  separator <- if (endsWith(file, ".tsv")) "\t" else ","
  truth <- read.csv(file, sep = separator, colClasses = "character", na.strings = character(), encoding = "UTF-8")
  places <- new.env()
  sys.source(basename(code), places)
  read <- get(ls(places), places)
  stopifnot(identical(names(read), names(truth)), nrow(read) == nrow(truth), startsWith(attr(read, "label"), "SYNTHETIC"))
  for (name in names(read)) {
    column <- read[[name]]
    stopifnot(nzchar(attr(column, "label")))
    # In a factor of integers the file has the codes, which are the levels in the code.
    levels <- sub(".*levels = (c\\([^)]*\\)).*", "\\1", grep(paste0("$", name, " <- factor("), readLines(basename(code)), fixed = TRUE, value = TRUE))
    codes <- if (is.factor(column)) eval(parse(text = levels))
    if (is.numeric(codes)) column <- codes[as.integer(column)]
    text <- if (is.numeric(column)) sprintf("%.17g", column) else as.character(column)
    text[is.na(text) | text == "NA"] <- ""
    same <- if (is.numeric(column)) is.na(column) == (truth[[name]] == "") & (is.na(column) | column == as.numeric(truth[[name]])) else text == truth[[name]]
    if (!all(same)) stop(code, ": ", name, " differs in row ", which(!same)[1], ": ", text[!same][1], " for ", truth[[name]][!same][1])
    compared <- compared + length(text)
  }
}
cat(compared, "cells compared\n")
quit(status = if (compared == 0) 1 else 0)
