# What R's survey package makes of the designs in tests/data/survey/designs.json. See README.md beside this file.
suppressMessages({library(survey); library(jsonlite)})
options(survey.lonely.psu = "fail", contrasts = c("contr.treatment", "contr.poly"))
folder <- "tests/data/survey"
designs <- fromJSON(file.path(folder, "designs.json"), simplifyVector = FALSE)

frame_of <- function(rows) {
  made <- do.call(rbind, lapply(rows, function(row) as.data.frame(row, stringsAsFactors = FALSE)))
  made$yes <- as.numeric(made$answer == "yes")
  made$points <- ifelse(made$rating >= 9, 100, ifelse(made$rating >= 7, 0, -100))
  made$answer <- factor(made$answer)
  made$size <- factor(made$size)
  made$type <- factor(made$type)
  made
}

known <- function(totals, name) {
  made <- data.frame(names(totals), as.numeric(unlist(totals)), stringsAsFactors = FALSE)
  names(made) <- c(name, "Freq")
  made
}

plain <- function(data, sizes) {
  stratified <- length(unique(data$stratum)) > 1
  data$size_of_stratum <- if (is.null(sizes)) NA else unlist(sizes)[data$stratum]
  svydesign(ids = ~cluster, strata = if (stratified) ~stratum else NULL, weights = ~weight, data = data,
            fpc = if (is.null(sizes)) NULL else ~size_of_stratum)
}

figure <- function(of) list(value = unname(coef(of)[1]), se = unname(SE(of)[1]))

of_design <- function(given) {
  data <- frame_of(given$rows)
  base <- plain(data, given$sizes)
  design <- base
  found <- list(name = given$name)
  totals <- given$totals
  if (length(totals) == 1) {
    design <- postStratify(base, ~size, known(totals$size, "size"))
  } else if (length(totals) == 2) {
    control <- list(maxit = 2000, epsilon = 1e-14)
    raked <- rake(base, list(~size, ~type), list(known(totals$size, "size"), known(totals$type, "type")), control = control)
    found$rake_weights <- unname(weights(raked))
    found$rake_mean <- figure(svymean(~promises, raked))
    found$rake_total <- figure(svytotal(~promises, raked))
    terms <- c("(Intercept)" = sum(unlist(totals$size)),
               setNames(unlist(totals$size)[levels(data$size)[-1]], paste0("size", levels(data$size)[-1])),
               setNames(unlist(totals$type)[levels(data$type)[-1]], paste0("type", levels(data$type)[-1])))
    design <- calibrate(base, ~size + type, terms, calfun = "raking", epsilon = 1e-15, maxit = 2000)
  }
  found$weights <- unname(weights(design))
  found$degf <- degf(design)
  found$total <- figure(svytotal(~promises, design))
  found$mean <- figure(svymean(~promises, design))
  ratio <- svyratio(~promises, ~spend, design)
  found$ratio <- list(value = unname(ratio$ratio[1, 1]), se = sqrt(unname(ratio$var[1, 1])))
  found$proportion <- figure(svymean(~yes, design))
  some <- subset(design, asked)
  found$domain <- figure(svymean(~yes, some))
  found$domain_degf <- degf(some)
  found$domain_total <- figure(svytotal(~promises, some))
  found$domain_t <- as.numeric(confint(svymean(~yes, some), df = degf(some)))
  found$beta <- as.numeric(attr(svyciprop(~yes, design, method = "beta"), "ci"))
  found$spread <- unname(sqrt(coef(svyvar(~promises, design))[1]))
  found$promoters <- figure(svymean(~points, design))
  # Shares of two sizes and their difference, as two domains of one design.
  by_size <- svyratio(~I(yes * (size == "large")) + I(yes * (size == "small")),
                      ~I(1 * (size == "large")) + I(1 * (size == "small")), design, covmat = TRUE)
  together <- by_size$vcov[c(1, 4), c(1, 4)]
  found$difference <- list(value = unname(by_size$ratio[1, 1] - by_size$ratio[2, 2]),
                           se = sqrt(unname(together[1, 1] + together[2, 2] - 2 * together[1, 2])))
  test <- svychisq(~answer + size, design, statistic = "F")
  found$rao_scott <- list(F = unname(test$statistic), above = unname(test$parameter[1]),
                          below = unname(test$parameter[2]), p = unname(as.numeric(test$p.value)))
  test <- svychisq(~answer + size, some, statistic = "F")
  found$rao_scott_asked <- list(F = unname(test$statistic), above = unname(test$parameter[1]),
                                below = unname(test$parameter[2]), p = unname(as.numeric(test$p.value)))
  found$trimmed <- unname(weights(trimWeights(design, lower = 0.8 * mean(weights(design)),
                                              upper = 1.15 * mean(weights(design)), strict = TRUE)))
  if (length(totals) == 0) {
    stratified <- length(unique(data$stratum)) > 1
    knife <- as.svrepdesign(base, type = if (stratified) "JKn" else "JK1")
    found$jackknife_mean <- figure(svymean(~promises, knife))
    ratio <- svyratio(~promises, ~spend, knife)
    found$jackknife_ratio <- sqrt(unname(ratio$var[1]))
    if (is.null(given$sizes)) {
      set.seed(20140601)
      boot <- as.svrepdesign(base, type = "subbootstrap", replicates = 12, compress = FALSE)
      found$bootstrap_weights <- unname(as.matrix(weights(boot, type = "analysis")))
      found$bootstrap_mean <- figure(svymean(~promises, boot))
    }
  }
  found
}

# Two independent waves are one sample with the wave among its strata.
of_waves <- function(one, other) {
  first <- frame_of(one$rows); first$wave <- 1
  second <- frame_of(other$rows); second$wave <- 2
  data <- rbind(first, second)
  data$here <- interaction(data$wave, data$stratum, drop = TRUE)
  data$drawn <- interaction(data$wave, data$cluster, drop = TRUE)
  design <- svydesign(ids = ~drawn, strata = ~here, weights = ~weight, data = data)
  both <- svyratio(~I(yes * (wave == 1)) + I(yes * (wave == 2)), ~I(1 * (wave == 1)) + I(1 * (wave == 2)), design,
                   covmat = TRUE)
  together <- both$vcov[c(1, 4), c(1, 4)]
  list(one = one$name, other = other$name, value = unname(both$ratio[2, 2] - both$ratio[1, 1]),
       se = sqrt(unname(together[1, 1] + together[2, 2] - 2 * together[1, 2])))
}

named <- setNames(designs, vapply(designs, function(each) each$name, ""))
results <- list(
  made_by = list(R = R.version.string, survey = as.character(packageVersion("survey"))),
  designs = lapply(designs, of_design),
  waves = list(of_waves(named$stratified_1, named$stratified_2), of_waves(named$clustered_1, named$clustered_2)),
  wilson = lapply(list(c(0, 23), c(1, 23), c(61, 200), c(200, 200)), function(each) {
    list(having = each[1], of = each[2], interval = as.numeric(suppressWarnings(prop.test(each[1], each[2], correct = FALSE))$conf.int))
  }),
  adjusted = local({
    p <- c(0.04, 0.001, 0.2, 0.012, 0.9, 0.03)
    list(p = p, bonferroni = p.adjust(p, "bonferroni"), holm = p.adjust(p, "holm"), benjamini_hochberg = p.adjust(p, "BH"))
  })
)
writeLines(toJSON(results, digits = I(17), auto_unbox = TRUE, null = "null"), file.path(folder, "r_survey.json"))
