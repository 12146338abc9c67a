# Comparison tasks in R, written for this project as an independent yardstick (reference/bench). args: cores reps [seed]. Every task defines work(reps) -> number of rejections (vector of length 1) for `reps` replicates.
if (nzchar(Sys.getenv("BENCH_R_LIB"))) .libPaths(c(Sys.getenv("BENCH_R_LIB"), .libPaths()))
A <- commandArgs(TRUE); CORES <- as.integer(A[1]); REPS <- as.integer(A[2]); SEED <- if (length(A) > 2) as.integer(A[3]) else 20250101L
# BENCH_RNG=mt (default): R's default Mersenne-Twister, children reseeded SEED+i; BENCH_RNG=lecuyer: L'Ecuyer-CMRG streams (parallel-safe, ~1.6x slower normals)
MT <- Sys.getenv("BENCH_RNG", "mt") == "mt"; if (!MT) RNGkind("L'Ecuyer-CMRG"); set.seed(SEED)
# scenario shared with our tool: n = 30 (15/15), sigma_subject 3, sigma_within 3, treatment B-A = 2, period effect -0.5, alpha .05 two-sided
N <- 30L; N1 <- 15L; SB <- 3; SW <- 3; TRT <- 2; PER <- -.5
SEQ <- rep(c("AB", "BA"), c(N1, N - N1)); G <- as.integer(SEQ == "BA")
sim_wide <- function() { b <- rnorm(N, 24, SB); cbind(b + TRT * G + rnorm(N, 0, SW), b + TRT * (1 - G) + PER + rnorm(N, 0, SW)) }
sim_long <- function() { Y <- sim_wide(); data.frame(y = as.vector(Y), subject = factor(rep(seq_len(N), 2)), sequence = factor(rep(SEQ, 2)), period = factor(rep(1:2, each = N)), treatment = factor(c(ifelse(G == 1, "B", "A"), ifelse(G == 1, "A", "B")))) }
VISITS <- c(1, 3, 7, 14); Rv <- .6^abs(outer(1:4, 1:4, "-")); CH <- chol(Rv)
sim_mmrm <- function() { b <- rnorm(N, 24, SB); e <- function() matrix(rnorm(N * 4), N) %*% CH * SW; y1 <- b + TRT * G + e(); y2 <- b + TRT * (1 - G) + PER + e()
  data.frame(y = c(as.vector(y1), as.vector(y2)), subject = factor(rep(seq_len(N), 8)), sequence = factor(rep(SEQ, 8)), period = factor(rep(1:2, each = 4 * N)), visit = factor(rep(rep(VISITS, each = N), 2)), treatment = factor(c(rep(ifelse(G == 1, "B", "A"), 4), rep(ifelse(G == 1, "A", "B"), 4)))) }
run <- function(work, label, reps = REPS, unit = "replicates", ownpar = FALSE) {
  invisible(gc(reset = TRUE)); t0 <- sum(proc.time()[if (CORES == 1) 1:2 else 3])
  if (CORES == 1 || ownpar) r <- work(reps) else { per <- rep(reps %/% CORES, CORES); per[1] <- per[1] + reps %% CORES; r <- Reduce(`+`, parallel::mclapply(seq_along(per), function(i) { if (MT) set.seed(SEED + i); work(per[i]) }, mc.cores = CORES, mc.set.seed = TRUE)) }
  s <- sum(proc.time()[if (CORES == 1) 1:2 else 3]) - t0 # one core: processor time, so that a busy machine is fair to both sides
  cat(sprintf('{"label": "%s", "cores": %d, "reps": %d, "inner_seconds": %.3f, "reps_per_second": %s, "rejection_rate": %s, "r": "%s"}\n', label, CORES, reps, s, if (s > 0.001) sprintf("%.2f", reps / s) else "null", if (is.numeric(r)) sprintf("%.5f", sum(r) / reps) else "null", paste(R.version$major, R.version$minor, sep = ".")))
}
ctl <- function() lme4::lmerControl(check.conv.singular = lme4::.makeCC("ignore", tol = 1e-4))
