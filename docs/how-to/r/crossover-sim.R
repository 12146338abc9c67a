# crossover-sim from R: source("crossover-sim.R"). Needs R 3.6 or later, the package jsonlite, and the program.
#
# Arguments have the names of the command line: cs_power("trial.yaml", participants = 24) is
# `crossover-sim power trial.yaml --participants 24`. A switch is TRUE, a dash in a name is an underscore, an option that may be repeated
# takes a vector, and what is written name=value on the command line is a named vector or list:
# set = c(response.opioidDependence = 0.5), vary = list(design.participants = c(16, 24, 32)), require = c(claim = 0.9).

#' How the program is called, as a character vector: the option `crossover_sim`, else the words of the environment variable CROSSOVER_SIM,
#' else what npm has installed in this folder, else the program of that name.
cs_program <- function() {
  given <- getOption("crossover_sim", strsplit(Sys.getenv("CROSSOVER_SIM"), " +")[[1]])
  if (length(given) > 0) return(given)
  installed <- file.path("node_modules", ".bin", "crossover-sim")
  if (file.exists(installed)) installed else "crossover-sim"
}

#' The words of a command line for arguments of R.
cs_words <- function(options) {
  written <- function(value) {
    if (is.numeric(value)) format(value, digits = 15, scientific = FALSE, trim = TRUE) else as.character(value)
  }
  words <- character(0)
  for (name in names(options)) {
    value <- options[[name]]
    option <- paste0("--", gsub("_", "-", name, fixed = TRUE))
    if (is.null(value) || identical(value, FALSE)) next
    if (identical(value, TRUE)) {
      words <- c(words, option)
    } else if (!is.null(names(value))) {
      for (path in names(value)) {
        words <- c(words, option, paste0(path, "=", paste(vapply(value[[path]], written, ""), collapse = ",")))
      }
    } else {
      for (each in value) words <- c(words, option, written(each))
    }
  }
  words
}

#' Runs a command of the program and gives what it prints.
#' An exit code that says something about the answer (0 done or met, 1 missed, 3 undecided) is the attribute "status";
#' any other is an error with the program's message.
cs_run <- function(command, files, options = list()) {
  program <- cs_program()
  messages <- tempfile()
  on.exit(unlink(messages))
  words <- c(program[-1], command, files, cs_words(options))
  printed <- suppressWarnings(system2(program[1], shQuote(words), stdout = TRUE, stderr = messages))
  status <- attr(printed, "status")
  if (is.null(status)) status <- 0L
  said <- readLines(messages, warn = FALSE)
  if (!status %in% c(0L, 1L, 3L) || (length(printed) == 0 && status != 0L)) {
    stop("crossover-sim ", command, " ended with code ", status, "\n", paste(said, collapse = "\n"), call. = FALSE)
  }
  if (length(said) > 0) message(paste(said, collapse = "\n"))
  structure(as.character(printed), status = status)
}

#' The document that a command prints with --json, as a list.
cs_json <- function(command, files, options) {
  printed <- cs_run(command, files, c(options, list(json = TRUE)))
  jsonlite::fromJSON(paste(printed, collapse = "\n"), simplifyDataFrame = FALSE)
}

#' Power of a trial by simulation: the result of `crossover-sim power` as a list.
cs_power <- function(scenario, ..., quiet = TRUE) cs_json("power", scenario, list(..., quiet = quiet))

#' The smallest number of participants that reaches a power: the result of `crossover-sim sample-size` as a list.
cs_sample_size <- function(scenario, ..., quiet = TRUE) cs_json("sample-size", scenario, list(..., quiet = quiet))

#' An analysis of recorded data: the result of `crossover-sim analyze` as a list.
cs_analyze <- function(csv, ...) cs_json("analyze", csv, list(...))

#' Simulated trials: the tables of `crossover-sim simulate` as a list of data frames (observations, subjects, ...).
#' Files stay in the folder `out`; without it they are removed.
cs_simulate <- function(scenario, ..., out = NULL, quiet = TRUE) {
  folder <- if (is.null(out)) tempfile("crossover-sim-") else out
  if (is.null(out)) on.exit(unlink(folder, recursive = TRUE))
  printed <- cs_run("simulate", scenario, list(..., out = folder, quiet = quiet))
  files <- printed[grepl("\\.csv$", printed)]
  tables <- lapply(files, utils::read.csv, stringsAsFactors = FALSE)
  names(tables) <- gsub("-", "_", sub("\\.csv$", "", basename(files)), fixed = TRUE)
  tables
}

#' The power of every analysis and of the claim as a data frame: one row for each, and with `vary` for each of its values too.
#' lower and upper are the 95 % Monte-Carlo interval.
cs_power_table <- function(result) {
  cells <- if (is.null(result$cells)) list(result) else result$cells
  rows <- lapply(cells, function(cell) {
    powers <- c(lapply(cell$analyses, `[[`, "power"), list(claim = cell$claim$power))
    powers <- Filter(Negate(is.null), powers)
    table <- data.frame(
      participants = cell$participants,
      of = names(powers),
      power = vapply(powers, `[[`, 0, "value"),
      lower = vapply(powers, `[[`, 0, "lower"),
      upper = vapply(powers, `[[`, 0, "upper"),
      row.names = NULL
    )
    for (path in setdiff(names(cell$set), "design.participants")) table[[path]] <- cell$set[[path]]
    table
  })
  do.call(rbind, rows)
}
