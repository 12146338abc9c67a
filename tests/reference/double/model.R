# The mechanistic model a second time, in base R, after docs/model.md. The first version was written before the program was read; where the
# page did not suffice the program was read to mend the page, so rating, covariates, the rise of blockade, and the terms of the second run are not blind to it.
# The third run, the moments of the dependence and the answers that are strongly believed were added by somebody who knew the program.
#
#   Rscript model.R write [participants] [seed]   simulates scenarios/williams-2018.yaml and writes the moments to moments.csv, and with the
#                                                 exact cases to tests/canonical/williams-2018.yaml
#   Rscript model.R check [participants] [seed]   compares a new run with moments.csv, and the exact cases
#                                                 with the canonical file; exit code 1 if they differ
#   Rscript model.R print [participants] [seed]   prints the moments as CSV: moment, value, Monte-Carlo standard error
#
# Values are those that `crossover-sim describe scenarios/williams-2018.yaml` prints, under the names of the page.

population <- list(femaleShare = 0.6, ageMean = 42, ageSd = 12, ageMinimum = 18, ageMaximum = 70, weightWomen = 75, weightMen = 87,
  weightCv = 0.2, failedCoursesMean = 9.8, severityMean = 23.5, severitySd = 4, occasionSd = 2, screeningMinimum = 20,
  correlations = rbind(c(1, 0, 0, 0), c(0, 1, 0.6, 0), c(0, 0.6, 1, 0), c(0, 0, 0, 1)), occasionCorrelation = 0.6)
tablet <- list(doseMg = 50, ed50Mg = 5.59, peakHours = 1, plateauHours = 24, blockadeHalfTimeHours = 90, blockadeHalfTimeCv = 0.12,
  adherence = 1)
infusion <- list(doseMgPerKg = 0.5, minutes = 40, clearance = 79, centralVolume = 60, peripheralVolume = 192,
  intercompartmentalClearance = 309, clearanceCv = 0.2, volumeCv = 0.2, clearanceExponent = 0.75, volumeExponent = 1,
  effectHalfTimeMinutes = 4)
response <- list(opioidDependence = 1, opioidDependenceSd = 0, gate = 'induction', inductionHours = 6, failedCoursesLogit = 0,
  benefit = 0.27, benefitLogitSd = 1.1, benefitCorrelation = 0.5,
  halfEffectDoseMgPerKg = 0.15, onsetHalfHours = 2, persistenceScaleDays = 9.8, persistenceShape = 4, persistenceLogSd = 0.37,
  persistenceCorrelation = 0.5, repeatFactor = 1, naturalImprovement = 0.03, naturalHalfDays = 5, expectancy = 0.25,
  expectancyLogitSd = 1.7, expectancyCorrelation = 0.5, expectancyOnsetHalfHours = 2, expectancyPlateauDays = 7,
  expectancyHalfDays = 12, nonspecificOpioidDependence = 0, antagonistMoodPoints = 0, periodEffectPoints = 0)
carryoverPoints <- list(placebo = 0, naltrexone = 0)
belief <- list(dissociationNoticeScale = 3, activeIfNoticed = 0.9, activeIfUnnoticed = 0.79, blockerIfSick = 0.5, blockerIfWell = 0.5,
  dontKnow = 0, strongly = 0.37, blockerNocebo = 0)
dissociation <- list(opioidDependence = 0, cadssPerReference = 7.8, frailtyCv = 1.14, frailtyCorrelation = 0.6, background = 0.08)
adverseEffects <- rbind(nausea = c(0.2, 1.78), vomiting = c(0.06, 1.98), dizziness = c(0.3, 1.53), headache = c(0.2, 1))
craving <- list(median = 6, logitSd = 1, riseLogit = 0.4, riseHalfDays = 4, opioidDependence = 0.5, sensitisationLogit = 0, errorLogitSd = 0.3)
measurement <- list(errorSd = 1.25, itemDeviationSd = 0.95)
missingness <- list(betweenPeriods = 0.143)
design <- list(leadMinutes = 45, washoutDays = 30)
visits <- list(hamd17 = c(baseline = -1.5, day1 = 24, day3 = 72, day7 = 168, day14 = 334),
  cadss = c(pre = -1, m40 = 0.6666666667, m60 = 1, m80 = 1.3333333333, m120 = 2, m240 = 4),
  craving = c(pre = -1, m240 = 4, day1 = 24, day7 = 168))

# Changes values by their paths in a scenario, after all have been put back to those of the shipped one.
sections <- c(population = 'population', treatments.pretreatments.naltrexone = 'tablet', treatments.infusions.ketamine = 'infusion',
  response = 'response', response.carryoverPoints = 'carryoverPoints', belief = 'belief', dissociation = 'dissociation', craving = 'craving',
  missingness = 'missingness', design = 'design')
shipped <- mget(unname(sections))
setValues <- function(changes) {
  list2env(shipped, globalenv())
  for (path in names(changes)) {
    section <- get(sections[[sub('[.][^.]*$', '', path)]])
    name <- sub('.*[.]', '', path)
    stopifnot(name %in% names(section))
    section[[name]] <- changes[[path]]
    assign(sections[[sub('[.][^.]*$', '', path)]], section, globalenv())
  }
}

lognormalFactor <- function(n, cv) exp(sqrt(log(1 + cv^2)) * rnorm(n))

# Blockade at `hours` after intake of the tablet.
blockade <- function(hours, halfTime) {
  dose <- tablet$doseMg * pmin(1, pmax(0, hours) / tablet$peakHours)
  dose / (dose + tablet$ed50Mg) * 2^(-pmax(0, hours - tablet$plateauHours) / halfTime)
}

# Blockade averaged over the induction window of an infusion that starts leadHours after the tablet. `at`: blockade by hours since the infusion.
meanBlockade <- function(at) {
  weights <- c(1, 4, 2, 4, 2, 4, 2, 4, 1) / 24
  Reduce(`+`, lapply(0:8, function(i) weights[i + 1] * at(response$inductionHours * i / 8)))
}

# Plasma and effect-site concentration in ng/mL, `hours` after the start of the infusion.
concentration <- function(hours, weight, clearanceFactor, volumeFactor, effectSite) {
  clearance <- infusion$clearance * (weight / 70)^infusion$clearanceExponent * clearanceFactor
  exchange <- infusion$intercompartmentalClearance * (weight / 70)^infusion$clearanceExponent
  central <- infusion$centralVolume * (weight / 70)^infusion$volumeExponent * volumeFactor
  peripheral <- infusion$peripheralVolume * (weight / 70)^infusion$volumeExponent * volumeFactor
  k10 <- clearance / central
  k12 <- exchange / central
  k21 <- exchange / peripheral
  root <- sqrt((k10 + k12 + k21)^2 - 4 * k10 * k21)
  lambda1 <- (k10 + k12 + k21 + root) / 2
  lambda2 <- (k10 + k12 + k21 - root) / 2
  duration <- infusion$minutes / 60
  rate <- infusion$doseMgPerKg * weight / duration # mg/h; mg/L are 1000 ng/mL
  coefficient1 <- (lambda1 - k21) / (lambda1 - lambda2) / central
  coefficient2 <- (k21 - lambda2) / (lambda1 - lambda2) / central
  ke0 <- log(2) / (infusion$effectHalfTimeMinutes / 60)
  # The integral of exp(-lambda s) over the infusion, and the same seen through the effect compartment.
  during <- function(lambda) {
    from <- pmax(0, hours - duration)
    to <- pmax(0, hours)
    plasma <- (exp(-lambda * from) - exp(-lambda * to)) / lambda
    if (!effectSite) return(plasma)
    (ke0 / (ke0 - lambda)) * (plasma - (exp(-ke0 * from) - exp(-ke0 * to)) / ke0)
  }
  1000 * rate * (coefficient1 * during(lambda1) + coefficient2 * during(lambda2))
}

onset <- function(hours, halfHours) 1 - 2^(-pmax(0, hours) / halfHours)
persistence <- function(hours, scaleDays) exp(-(pmax(0, hours) / (24 * scaleDays))^response$persistenceShape)
expectancyCourse <- function(hours) {
  onset(hours, response$expectancyOnsetHalfHours) *
    2^(-pmax(0, hours - 24 * response$expectancyPlateauDays) / (24 * response$expectancyHalfDays))
}
naturalCourse <- function(hours) response$naturalImprovement * onset(hours, 24 * response$naturalHalfDays)

# The graded response model of the HAM-D17.
items <- rbind(
  data.frame(maximum = 4, step = 1.6, difficulty = c(0.4, 1.1, 2.4, 0.5, 2, 2.2, 0.7, 0.9, 3)),
  data.frame(maximum = 2, step = 2.4, difficulty = c(0.6, 0.8, 1.4, 2.2, 0.6, 1.4, 3, 4.2)))
itemOf <- rep(seq_len(nrow(items)), items$maximum)
scoreOf <- sequence(items$maximum)
thresholds <- items$difficulty[itemOf] + (scoreOf - 1) * items$step[itemOf]

# P(item scores at least k) by patient (rows) and threshold, at each patient's location.
reached <- function(location, deviations, noise) plogis((location + deviations[, itemOf] - rep(thresholds, each = length(location))) / noise)
locationOf <- function(severity, deviations, noise) {
  lower <- rep(-20, nrow(deviations))
  upper <- rep(20, nrow(deviations))
  for (i in 1:34) {
    middle <- (lower + upper) / 2
    high <- rowSums(reached(middle, deviations, noise)) > severity
    upper[high] <- middle[high]
    lower[!high] <- middle[!high]
  }
  (lower + upper) / 2
}
# Distribution of the total, 0 to 52, by patient: convolution over the items.
totals <- function(severity, deviations, noise) {
  p <- reached(locationOf(severity, deviations, noise), deviations, noise)
  sum <- cbind(1, matrix(0, nrow(p), 52))
  for (item in seq_len(nrow(items))) {
    atLeast <- cbind(1, p[, itemOf == item], 0)
    following <- 0 * sum
    for (score in 0:items$maximum[item]) {
      following[, (score + 1):53] <- following[, (score + 1):53] + (atLeast[, score + 1] - atLeast[, score + 2]) * sum[, 1:(53 - score)]
    }
    sum <- following
  }
  sum
}
varianceOf <- function(distribution) sum(distribution * (0:52)^2) - sum(distribution * 0:52)^2

# Deviations of the items in n patients: normal quantiles in an order of their own for every item (Latin hypercube).
deviationsOf <- function(n) sapply(seq_len(nrow(items)), function(item) measurement$itemDeviationSd * sample(qnorm((seq_len(n) - 0.5) / n)))
set.seed(17)
manyPatients <- deviationsOf(2000)
tablePatients <- deviationsOf(200)
noise <- exp(uniroot(function(logNoise) {
  mean(apply(totals(20, manyPatients, exp(logNoise)), 1, varianceOf)) - measurement$errorSd^2
}, c(-2.5, -1), tol = 1e-5)$root)
severityGrid <- seq(0, 52, 0.25)
table <- t(sapply(severityGrid, function(severity) {
  if (severity == 0 || severity == 52) return(as.numeric(0:52 == severity))
  colMeans(totals(severity, tablePatients, noise))
}))
cumulative <- t(apply(table, 1, cumsum))[, 1:52]

# A HAM-D17 total at a true severity; between two severities of the table one of the two by its share.
rateHamd17 <- function(severity) {
  at <- 1 + pmin(52, pmax(0, severity)) * 4
  row <- floor(at) + (runif(length(at)) < at - floor(at))
  as.integer(rowSums(runif(length(at)) >= cumulative[row, , drop = FALSE]))
}

candidates <- function(n) {
  z <- matrix(rnorm(4 * n), n) %*% chol(population$correlations)
  usual <- population$severityMean + population$severitySd * z[, 1]
  female <- runif(n) < population$femaleShare
  ageRange <- pnorm((c(population$ageMinimum, population$ageMaximum) - population$ageMean) / population$ageSd)
  age <- population$ageMean + population$ageSd * qnorm(runif(n, ageRange[1], ageRange[2]))
  weight <- ifelse(female, population$weightWomen, population$weightMen) * lognormalFactor(n, population$weightCv)
  failed <- 2 + rgeom(n, 1 / (population$failedCoursesMean - 1))
  screening <- rateHamd17(usual + population$occasionSd * rnorm(n))
  data.frame(z = z, usual, female, age, weight, failed, screening)
}

enrol <- function(n) {
  everybody <- candidates(2 * n)
  eligible <- which(everybody$screening >= population$screeningMinimum)
  everybody[eligible[seq_len(n)], ]
}

# All records of n participants: for each condition one row a participant, NA where the period was not reached.
simulate <- function(n) {
  patient <- enrol(n)
  naltrexoneFirst <- rep(c(TRUE, FALSE), length.out = n)
  halfTime <- tablet$blockadeHalfTimeHours * lognormalFactor(n, tablet$blockadeHalfTimeCv)
  clearanceFactor <- lognormalFactor(n, infusion$clearanceCv)
  volumeFactor <- lognormalFactor(n, infusion$volumeCv)
  zeta <- rnorm(n)
  cravingLevel <- qlogis(craving$median / 100) + craving$logitSd * rnorm(n)
  completed <- runif(n) >= missingness$betweenPeriods
  start <- c(0, 24 * design$washoutDays)
  intake <- ifelse(naltrexoneFirst, start[1], start[2]) - design$leadMinutes / 60
  taken <- runif(n) < tablet$adherence
  b <- function(t) taken * blockade(t - intake, halfTime)
  spread <- response$opioidDependenceSd
  mean <- response$opioidDependence
  delta <- if (spread > 0) rbeta(n, mean * (mean * (1 - mean) / spread^2 - 1), (1 - mean) * (mean * (1 - mean) / spread^2 - 1)) else mean

  infusionOf <- function(k) {
    epsilon <- rnorm(n)
    r <- population$occasionCorrelation
    score <- r * epsilon + sqrt(1 - r^2) * rnorm(n)
    mix <- function(rho, between, within) sqrt(rho) * between + sqrt(1 - rho) * within
    benefit <- plogis(qlogis(response$benefit) + response$failedCoursesLogit * (patient$failed - population$failedCoursesMean) +
      response$benefitLogitSd * mix(response$benefitCorrelation, patient$z.2, epsilon))
    dose <- infusion$doseMgPerKg
    half <- response$halfEffectDoseMgPerKg
    size <- pmin(1, benefit * dose / (dose + half) * (0.5 + half) / 0.5 * response$repeatFactor^(k - 1))
    scale <- response$persistenceScaleDays * exp(response$persistenceLogSd * mix(response$persistenceCorrelation, zeta, rnorm(n)))
    beta <- meanBlockade(function(tau) b(start[k] + tau))
    shape <- 1 / dissociation$frailtyCv^2
    frailty <- qgamma(pnorm(mix(dissociation$frailtyCorrelation, patient$z.3, score)), shape, shape)
    added <- function(tau) {
      frailty * dissociation$cadssPerReference / 185 * concentration(tau, patient$weight, clearanceFactor, volumeFactor, TRUE) *
        (1 - dissociation$opioidDependence * b(start[k] + tau))
    }
    noticed <- runif(n) < 1 - exp(-added(infusion$minutes / 60) / belief$dissociationNoticeScale)
    active <- ifelse(noticed, belief$activeIfNoticed, belief$activeIfUnnoticed)
    underBlocker <- naltrexoneFirst == (k == 1)
    adverse <- apply(adverseEffects, 1, function(each) runif(n) < plogis(qlogis(each[1]) + log(each[2]) * (underBlocker & taken)))
    sick <- adverse[, 'nausea'] | adverse[, 'vomiting']
    blocker <- ifelse(sick, belief$blockerIfSick, belief$blockerIfWell)
    x <- plogis(qlogis(response$expectancy) + response$expectancyLogitSd * mix(response$expectancyCorrelation, patient$z.4, rnorm(n)))
    expectancy <- x * active * (1 - belief$blockerNocebo * blocker)
    unsure <- runif(n) < belief$dontKnow
    u <- runif(n)
    list(underBlocker = underBlocker, size = size, scale = scale, beta = beta, added = added, adverse = adverse,
      expectancy = expectancy, guess = ifelse(unsure, NA, u < blocker),
      strong = u < belief$strongly * blocker | u >= 1 - belief$strongly * (1 - blocker))
  }
  infusions <- list(infusionOf(1), infusionOf(2))
  level <- lapply(1:2, function(k) pmax(0, patient$usual + population$occasionSd * rnorm(n)))

  severity <- function(j, t) {
    remaining <- 1
    nonDrug <- 0
    for (k in 1:j) {
      each <- infusions[[k]]
      tau <- t - start[k]
      blocked <- if (response$gate == 'maintenance') b(t) else each$beta
      remaining <- remaining * (1 - each$size * onset(tau, response$onsetHalfHours) * persistence(tau, each$scale) *
        (1 - delta * blocked))
      nonDrug <- pmax(nonDrug, (1 - response$nonspecificOpioidDependence * blocked) *
        (1 - (1 - naturalCourse(tau)) * (1 - each$expectancy * expectancyCourse(tau))))
    }
    held <- level[[j]] * remaining * (1 - nonDrug) + response$antagonistMoodPoints * b(t) +
      (if (j > 1) response$periodEffectPoints + ifelse(infusions[[j - 1]]$underBlocker, carryoverPoints$naltrexone, carryoverPoints$placebo) else 0)
    pmin(52, pmax(0, held))
  }
  cravingLogit <- function(j, t) {
    rise <- 0
    for (k in 1:j) {
      tau <- t - start[k]
      rise <- rise + (tau > 0) * (craving$riseLogit * 2^(-pmax(0, tau) / (24 * craving$riseHalfDays)) + craving$sensitisationLogit) *
        (1 - craving$opioidDependence * infusions[[k]]$beta)
    }
    cravingLevel + rise
  }

  periods <- lapply(1:2, function(j) {
    each <- infusions[[j]]
    list(
      underBlocker = each$underBlocker,
      hamd17 = sapply(visits$hamd17, function(tau) rateHamd17(severity(j, start[j] + tau))),
      cadss = sapply(visits$cadss, function(tau) pmin(92, rpois(n, dissociation$background + each$added(tau)))),
      craving = sapply(visits$craving, function(tau) {
        round(100 * plogis(cravingLogit(j, start[j] + tau) + craving$errorLogitSd * rnorm(n)))
      }),
      adverse = each$adverse,
      # 1 naltrexone, 0 placebo, -1 does not know: NA is kept for periods that were not reached.
      guess = ifelse(is.na(each$guess), -1, each$guess), strong = each$strong + 0)
  })
  of <- function(blocker, what) {
    first <- naltrexoneFirst == blocker
    one <- as.matrix(periods[[1]][[what]])
    two <- as.matrix(periods[[2]][[what]])
    two[!completed, ] <- NA
    one[!first, ] <- two[!first, ]
    one
  }
  conditions <- lapply(c(placebo = FALSE, naltrexone = TRUE), function(blocker) {
    sapply(c('hamd17', 'cadss', 'craving', 'adverse', 'guess', 'strong'), function(what) of(blocker, what), simplify = FALSE)
  })
  list(patient = patient, dependence = rep(delta, length.out = n), completed = completed, naltrexoneFirst = naltrexoneFirst,
    conditions = conditions, severity = severity, second = ifelse(completed, periods[[2]]$hamd17[, 'baseline'], NA))
}

# Moments of the participants `rows`.
momentsOf <- function(trial, rows) {
  mean1 <- function(x) mean(x, na.rm = TRUE)
  sd1 <- function(x) sd(x, na.rm = TRUE)
  cor1 <- function(x, y) cor(x, y, use = 'complete.obs')
  patient <- trial$patient[rows, ]
  moments <- c(
    'women, share' = mean(patient$female), 'age, mean' = mean(patient$age), 'age, SD' = sd(patient$age),
    'weight, mean' = mean(patient$weight), 'weight, SD' = sd(patient$weight),
    'failed courses, mean' = mean(patient$failed), 'failed courses, SD' = sd(patient$failed),
    'HAM-D17 at screening, mean' = mean(patient$screening), 'HAM-D17 at screening, SD' = sd(patient$screening),
    'dropout between the periods, share' = mean(!trial$completed[rows]),
    'second period: HAM-D17 baseline, mean' = mean1(trial$second[rows]),
    'opioid dependence, mean' = mean(trial$dependence[rows]), 'opioid dependence, SD' = sd(trial$dependence[rows]),
    'opioid dependence at most 0.25, share' = mean(trial$dependence[rows] <= 0.25))
  wide <- list()
  for (condition in names(trial$conditions)) {
    each <- lapply(trial$conditions[[condition]], function(x) x[rows, , drop = FALSE])
    hamd <- each$hamd17
    name <- function(text) paste0(condition, ': ', text)
    add <- function(text, value) moments[[name(text)]] <<- value
    for (visit in colnames(hamd)) add(paste0('HAM-D17 ', visit, ', mean'), mean1(hamd[, visit]))
    for (visit in colnames(hamd)) add(paste0('HAM-D17 ', visit, ', SD'), sd1(hamd[, visit]))
    for (visit in c('day1', 'day7', 'day14')) {
      add(paste0('response ', visit, ', share'), mean1(hamd[, visit] <= hamd[, 'baseline'] / 2))
    }
    for (visit in c('day1', 'day7')) add(paste0('remission ', visit, ', share'), mean1(hamd[, visit] <= 7))
    add('HAM-D17 baseline and day1, correlation', cor1(hamd[, 'baseline'], hamd[, 'day1']))
    add('HAM-D17 day1 and day7, correlation', cor1(hamd[, 'day1'], hamd[, 'day7']))
    peak <- apply(each$cadss[, -1], 1, max)
    add('CADSS pre, mean', mean1(each$cadss[, 'pre']))
    add('CADSS m40, mean', mean1(each$cadss[, 'm40']))
    add('CADSS m40, SD', sd1(each$cadss[, 'm40']))
    add('CADSS m80, mean', mean1(each$cadss[, 'm80']))
    add('CADSS peak, mean', mean1(peak))
    add('CADSS peak, SD', sd1(peak))
    change <- hamd[, 'day1'] - hamd[, 'baseline']
    add('CADSS peak and HAM-D17 change on day1, correlation', cor1(peak, change))
    for (visit in colnames(each$craving)) add(paste0('craving ', visit, ', mean'), mean1(each$craving[, visit]))
    add('craving pre, SD', sd1(each$craving[, 'pre']))
    add('craving pre and day1, correlation', cor1(each$craving[, 'pre'], each$craving[, 'day1']))
    for (event in colnames(each$adverse)) add(paste0(event, ', share'), mean1(each$adverse[, event]))
    add('guesses naltrexone, share', mean1(each$guess == 1))
    add('does not know, share', mean1(each$guess == -1))
    add('strongly believes naltrexone, share', mean1(each$guess == 1 & each$strong == 1))
    add('strongly believes placebo, share', mean1(each$guess == 0 & each$strong == 1))
    add('failed courses and HAM-D17 change on day1, correlation', cor1(patient$failed, hamd[, 'day1'] - hamd[, 'baseline']))
    add('CADSS m240, mean', mean1(each$cadss[, 'm240']))
    add('HAM-D17 day7 and day14, correlation', cor1(hamd[, 'day7'], hamd[, 'day14']))
    wide[[condition]] <- list(day1 = hamd[, 'day1'], day7 = hamd[, 'day7'], day14 = hamd[, 'day14'], change = change, peak = peak)
  }
  between <- function(what) cor1(wide$placebo[[what]], wide$naltrexone[[what]])
  for (visit in c('day1', 'day7', 'day14')) moments[[paste0('both conditions: HAM-D17 ', visit, ', correlation')]] <- between(visit)
  moments[['both conditions: HAM-D17 change on day1, correlation']] <- between('change')
  moments[['both conditions: CADSS peak, correlation']] <- between('peak')
  unlist(moments)
}

# What is simulated: the scenario as shipped, and with every term of the model at work that it leaves out.
runs <- list(
  'as shipped' = list(),
  'every term at once' = list(
    design.washoutDays = 15, treatments.pretreatments.naltrexone.adherence = 0.8, response.opioidDependence = 0.6,
    response.opioidDependenceSd = 0.2, response.gate = 'maintenance', response.repeatFactor = 0.8, response.failedCoursesLogit = -0.1,
    response.nonspecificOpioidDependence = 0.3, response.antagonistMoodPoints = 2, response.periodEffectPoints = 1,
    response.carryoverPoints.naltrexone = -1.5, belief.dontKnow = 0.2, belief.blockerIfSick = 0.8, belief.blockerNocebo = 0.4,
    belief.activeIfUnnoticed = 0.3, dissociation.opioidDependence = 0.4, craving.sensitisationLogit = 0.3),
  # Other spreads are small, so that scores under naltrexone tell how the dependence is distributed.
  'dependence differs between patients' = list(
    response.opioidDependence = 0.5, response.opioidDependenceSd = 0.35, response.benefit = 0.6, response.benefitLogitSd = 0.3,
    response.expectancyLogitSd = 0.3, belief.strongly = 0.8))
withoutSpread <- list(response.failedCoursesLogit = 0, population.severitySd = 0, population.occasionSd = 0, population.screeningMinimum = 0,
  response.benefitLogitSd = 0,
  response.persistenceLogSd = 0, response.expectancyLogitSd = 0, response.opioidDependenceSd = 0, belief.activeIfNoticed = 0.79,
  belief.activeIfUnnoticed = 0.79, belief.blockerIfSick = 0.5, belief.blockerIfWell = 0.5,
  treatments.pretreatments.naltrexone.blockadeHalfTimeCv = 0, treatments.pretreatments.naltrexone.adherence = 1)

# Value and Monte-Carlo standard error of every moment: the SD of the moments of 100 batches of participants, over 10.
momentTable <- function(run, participants, seed) {
  setValues(runs[[run]])
  set.seed(seed)
  trial <- simulate(participants)
  batches <- split(seq_len(participants), rep(1:100, length.out = participants))
  value <- momentsOf(trial, seq_len(participants))
  se <- apply(sapply(batches, function(rows) momentsOf(trial, rows)), 1, sd) / sqrt(length(batches))
  data.frame(run = run, moment = names(value), value = signif(value, 6), se = signif(se, 3), row.names = NULL)
}

# Cases with one right value each: no random number takes part, apart from the patients of the table of totals.
exactCases <- function() {
  setValues(list())
  cases <- list()
  add <- function(quantity, given, value, tolerance = 1e-6) {
    cases[[length(cases) + 1]] <<- list(quantity = quantity, given = given, value = as.numeric(value), tolerance = tolerance)
  }
  for (hours in c(1 / 3, 2 / 3, 1, 2, 4)) add('plasma ketamine, ng/mL', list(weight = 70, hours = hours), concentration(hours, 70, 1, 1, FALSE))
  add('plasma ketamine, ng/mL', list(weight = 100, hours = 2 / 3), concentration(2 / 3, 100, 1, 1, FALSE))
  for (hours in c(1 / 3, 2 / 3, 1, 2)) add('effect-site ketamine, ng/mL', list(weight = 70, hours = hours), concentration(hours, 70, 1, 1, TRUE))
  for (hours in c(0.5, 0.75, 1, 24, 24.75, 72.75, 334.75)) add('blockade', list(hoursSinceTablet = hours), blockade(hours, 90))
  add('blockade averaged over the induction window', list(leadHours = 0.75), meanBlockade(function(tau) blockade(tau + 0.75, 90)))
  for (z in list(c(0, 0, 0.5), c(1, 0, 0.5), c(1, -0.5, 0.5), c(0, 0, 0.25))) {
    score <- sqrt(0.5) * z[1] + sqrt(0.5) * z[2]
    size <- plogis(qlogis(response$benefit) + response$benefitLogitSd * score) * z[3] / (z[3] + 0.15) * 0.65 / 0.5
    add('size of the benefit', list(patient = z[1], occasion = z[2], doseMgPerKg = z[3]), size)
  }
  for (z in list(c(0, 0), c(1, -0.5))) {
    scale <- response$persistenceScaleDays * exp(response$persistenceLogSd * sqrt(0.5) * sum(z))
    for (hours in c(2, 24, 168, 334)) {
      add('course of the benefit', list(patient = z[1], occasion = z[2], hours = hours), onset(hours, 2) * persistence(hours, scale))
    }
  }
  for (hours in c(2, 24, 168, 334)) {
    x <- plogis(qlogis(response$expectancy) + response$expectancyLogitSd * sqrt(0.5) * (1 - 0.5))
    add('improvement without the drug', list(patient = 1, occasion = -0.5, belief = 0.9, hours = hours),
      1 - (1 - naturalCourse(hours)) * (1 - 0.9 * x * expectancyCourse(hours)))
  }
  peak <- dissociation$cadssPerReference / 185 * concentration(2 / 3, 70, 1, 1, TRUE)
  add('probability that the infusion is noticed', list(weight = 70, frailty = 1), 1 - exp(-peak / belief$dissociationNoticeScale))
  for (z in c(-1, 0, 1, 2)) {
    shape <- 1 / dissociation$frailtyCv^2
    add('frailty', list(patient = z, occasion = 0), qgamma(pnorm(sqrt(dissociation$frailtyCorrelation) * z), shape, shape), 1e-3)
  }
  add('probability of nausea', list(blocked = 'yes'), plogis(qlogis(0.2) + log(1.78)))
  for (severity in c(5, 10, 20, 30)) {
    row <- colMeans(totals(severity, manyPatients, noise))
    add('HAM-D17 total, mean', list(severity = severity), sum(row * 0:52))
    # 2000 patients here, 32 in the program.
    add('HAM-D17 total, SD', list(severity = severity), sqrt(varianceOf(row)), 0.02)
  }
  for (run in names(runs)) {
    changes <- modifyList(runs[[run]], withoutSpread)
    setValues(changes)
    severity <- simulate(2)$severity
    for (each in list(c(1, -1.5), c(1, 24), c(1, 168), c(1, 334), c(2, -1.5), c(2, 24), c(2, 168))) {
      values <- severity(each[1], 24 * design$washoutDays * (each[1] - 1) + each[2])
      for (who in 1:2) {
        add('severity with all scores 0', list(run = run, first = c('naltrexone', 'placebo')[who], period = each[1], hours = each[2]), values[who])
      }
    }
  }
  cases
}

quoted <- function(x) if (is.numeric(x)) format(x, digits = 10) else paste0("'", x, "'")
mapOf <- function(x) paste0('{ ', paste0(names(x), ': ', sapply(x, quoted), collapse = ', '), ' }')
linesOf <- function(cases) {
  sapply(cases, function(each) {
    paste0("  - { quantity: '", each$quantity, "', given: ", mapOf(each$given), ', value: ', format(each$value, digits = 9),
      ', tolerance: ', format(each$tolerance, scientific = FALSE), ' }')
  })
}

canonicalFile <- function(moments, participants) {
  c('# What any implementation of docs/model.md must give for scenarios/williams-2018.yaml. Written by tests/reference/double/model.R (base R,',
    '# after the page): `Rscript tests/reference/double/model.R write`. README.md in this folder says how the numbers are compared.',
    'scenario: scenarios/williams-2018.yaml', '',
    '# The typical patient where nothing else is given: standard normal scores 0. Scores of patient and occasion are those of the page.',
    '# Tolerances are relative.', 'exact:', linesOf(exactCases()), '',
    '# Set in every run of "severity with all scores 0", after the values of the run.', paste('withoutSpread:', mapOf(withoutSpread)), '',
    'runs:',
    unlist(lapply(names(runs), function(run) {
      rows <- moments[moments$run == run, ]
      c(paste0("  - name: '", run, "'"), paste0('    set: ', if (length(runs[[run]]) == 0) '{}' else mapOf(runs[[run]])),
        paste0('    participants: ', participants), '    moments: # se: Monte-Carlo standard error of the value',
        paste0("      - { moment: '", rows$moment, "', value: ", rows$value, ', se: ', rows$se, ' }'))
    })))
}

here <- dirname(sub('^--file=', '', grep('^--file=', commandArgs(), value = TRUE)[1]))
kept <- file.path(here, 'moments.csv')
canonical <- file.path(here, '../../canonical/williams-2018.yaml')
arguments <- commandArgs(trailingOnly = TRUE)
verb <- arguments[1]
participants <- if (length(arguments) >= 2) as.integer(arguments[2]) else 20000L
seed <- if (length(arguments) >= 3) as.integer(arguments[3]) else 2018L
moments <- do.call(rbind, lapply(names(runs), momentTable, participants = participants, seed = seed))
if (verb == 'write') {
  write.csv(moments, kept, row.names = FALSE)
  writeLines(canonicalFile(moments, participants), canonical)
} else if (verb == 'check') {
  before <- read.csv(kept)
  stopifnot(before$moment == moments$moment, before$run == moments$run)
  error <- sqrt(before$se^2 + moments$se^2)
  off <- abs(before$value - moments$value) > 4 * error
  cat(sprintf('%s, %s: %g, kept %g, combined standard error %g\n', moments$run, moments$moment, moments$value, before$value, error)[off], sep = '')
  exact <- linesOf(exactCases())
  caseOf <- function(lines) sub(', value: .*', '', lines)
  valueOf <- function(lines) as.numeric(sub('.*, value: ([^,]*),.*', '\\1', lines))
  written <- readLines(canonical)
  same <- valueOf(written[match(caseOf(exact), caseOf(written))])
  differing <- exact[is.na(same) | abs(same - valueOf(exact)) > 1e-6 * abs(same)]
  cat(differing, sep = '\n')
  cat(nrow(moments), 'moments of', participants, 'participants,', sum(off), 'beyond four standard errors;', length(exact), 'exact cases,',
    length(differing), 'differ\n')
  quit(status = if (any(off) || length(differing) > 0) 1 else 0)
} else {
  write.csv(moments, stdout(), row.names = FALSE)
}
