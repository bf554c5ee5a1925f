# Standard errors of every cell and Rao and Scott's test for a few of the tables, by R's survey. Reads the answers and the tables to
# make; writes a line for each: question, banner, seconds of the processor, p.
suppressMessages(library(survey))
given <- commandArgs(trailingOnly = TRUE)
data <- read.csv(given[1])
design <- svydesign(ids = ~1, strata = ~stratum, weights = ~w, fpc = ~size, data = data)
for (pair in strsplit(given[-1], ":")) {
  question <- pair[1]; banner <- pair[2]
  design$variables$rows <- factor(design$variables[[question]])
  design$variables$cols <- factor(design$variables[[banner]])
  spent <- system.time({
    svyby(~rows, ~cols, design, svymean)
    tested <- svychisq(~rows + cols, design, statistic = "F")
  })
  cat(question, banner, spent[["user.self"]] + spent[["sys.self"]], format(tested$p.value, digits = 12), "\n")
}
