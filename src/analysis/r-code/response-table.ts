import { periodsCode } from './data.ts';

/** R code that makes `AB` and `BA`, the patients of both orders by where they responded (period 1 only, both or neither, period 2 only), and `estimate`. */
export const responseTableCode = `${periodsCode}counts <- function(rows) c(sum(rows$d > 0), sum(rows$d == 0), sum(rows$d < 0))
AB <- counts(wide[!wide$comparatorFirst, ]); BA <- counts(wide[wide$comparatorFirst, ])
estimate <- (mean(wide$d[wide$comparatorFirst]) - mean(wide$d[!wide$comparatorFirst])) / 2
`;
