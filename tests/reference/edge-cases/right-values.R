# Right values of the small data sets of this folder, in base R: Rscript right-values.R > right-values.json (R 4.2.2).
# Values are decimals: differences are rounded to 9 significant digits, which no sum of them can mistake.
read <- function(file) read.csv(file)
wide <- function(data) {
  a <- data[data$treatment == "A", ]; b <- data[data$treatment == "B", ]
  both <- merge(a, b, by = "subject", suffixes = c(".a", ".b"))
  both$difference <- signif(both$value.b - both$value.a, 9) # B - A
  both$first <- both$period.b == 1
  both$period_difference <- ifelse(both$first, both$difference, -both$difference) # period 1 - period 2
  both
}
exact_signed_rank <- function(d) { # all 2^n signs of the mid-ranks
  ranks <- rank(abs(d)); v <- sum(ranks[d > 0])
  sums <- as.matrix(expand.grid(rep(list(0:1), length(d)))) %*% ranks
  min(1, 2 * min(mean(sums <= v), mean(sums >= v)))
}
exact_rank_sum <- function(x, y) { # all choices of the mid-ranks
  ranks <- rank(c(x, y)); w <- sum(ranks[seq_along(x)])
  sums <- combn(length(ranks), length(x), function(chosen) sum(ranks[chosen]))
  min(1, 2 * min(mean(sums <= w), mean(sums >= w)))
}
level_signed_rank <- function(n) 1 - 2 * psignrank(max(1, qsignrank(0.025, n)) - 1, n)
level_rank_sum <- function(m, n) 1 - 2 * pwilcox(max(1, qwilcox(0.025, m, n)) - 1, m, n)
trapezium <- function(rows) { rows <- rows[order(rows$hours), ]; sum(diff(rows$hours) * (head(rows$value, -1) + tail(rows$value, -1)) / 2) }

figures <- list()
for (name in c("nmol", "molpl")) {
  both <- wide(read(paste0(name, ".csv")))
  figures[[name]] <- c(
    wilcoxon_p = exact_signed_rank(both$difference), wilcoxon_level = level_signed_rank(nrow(both)),
    rank_crossover_p = exact_rank_sum(both$period_difference[both$first], both$period_difference[!both$first]),
    rank_crossover_level = level_rank_sum(sum(both$first), sum(!both$first)))
}
two <- wide(read("two.csv"))
figures$two <- c(p = exact_signed_rank(two$difference), level = level_signed_rank(nrow(two)), lower = min(two$difference), upper = max(two$difference))
equal <- wide(read("equal3.csv"))
b <- sum(equal$difference == 1); c <- sum(equal$difference == -1)
figures$equal3 <- c(b = b, c = c, p = binom.test(b, b + c)$p.value, mid_p = 1 - dbinom(b, b + c, 0.5) / 2)
auc <- read("auc.csv")
areas <- aggregate(seq_len(nrow(auc)), auc[c("subject", "period", "treatment")], function(rows) trapezium(auc[rows, ]))
names(areas)[4] <- "value"
figures$auc <- c(estimate = mean(wide(areas)$difference), p = t.test(wide(areas)$difference)$p.value)
perfect <- wide(read("perfect_dec.csv"))
figures$perfect_dec <- c(sd_difference = sd(perfect$difference), estimate = mean(perfect$difference),
  wilcoxon_p = exact_signed_rank(perfect$difference))
square <- read("latin-square.csv")
square[c("subject", "period")] <- lapply(square[c("subject", "period")], factor)
fit <- summary(lm(value ~ subject + period + treatment, square))
figures$latin_square <- c(estimate = fit$coefficients["treatmentB", 1], se = fit$coefficients["treatmentB", 2], df = fit$df[2], p = fit$coefficients["treatmentB", 4])

lines <- sapply(names(figures), function(name) sprintf('  "%s": { %s }', name,
  paste(sprintf('"%s": %s', names(figures[[name]]), formatC(figures[[name]], digits = 15, format = "g", width = 0)), collapse = ", ")))
cat("{\n", paste(lines, collapse = ",\n"), "\n}\n", sep = "")
