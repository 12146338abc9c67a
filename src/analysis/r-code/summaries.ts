import { fallByHalf, type DerivedVisit, type ResponseRule } from '../../outcomes/derived-visits.ts';
import { rString } from './strings.ts';

/** What a summary is made from: which one, of which visits, against which baseline. */
export interface RSummary {
  readonly kind: DerivedVisit;
  readonly visits: readonly string[];
  readonly baseline: string | undefined;
  /** What a response is; a fall by half where it is left out. */
  readonly rule?: ResponseRule;
}

/** R expressions of the summaries; `h` are the hours and `v` the values of one period in order of time, `b` its baseline. */
function expressionsOf({ better, responseShare }: ResponseRule): Readonly<Record<DerivedVisit, string>> {
  const isLower = better === 'lower';
  const limit = isLower && responseShare === 0.5 ? 'b / 2' : `b * ${isLower ? 1 - responseShare : 1 + responseShare}`;
  const [reached, missed] = isLower ? [`v <= ${limit}`, `v > ${limit}`] : [`v >= ${limit}`, `v < ${limit}`];
  return {
    peak: 'max(v)',
    auc: 'if (length(v) < 2 || anyNA(h)) NA else sum(diff(h) * (head(v, -1) + tail(v, -1)) / 2)',
    average: 'if (length(v) < 2 || anyNA(h)) NA else sum(diff(h) * (head(v, -1) + tail(v, -1)) / 2) / (max(h) - min(h))',
    sustained: `as.numeric(all(${reached}))`,
    'response-days': `if (all(${reached})) max(h) / 24 else if (${missed.replace('v', 'v[1]')}) 0 else h[which(${missed})[1]] / 24`,
  };
}

/** R code that makes `cells$y` a summary of the period's ratings. */
export function summaryCode(endpoint: string, { kind, visits, baseline, rule = fallByHalf }: RSummary): string[] {
  const expression = expressionsOf(rule)[kind];
  const worst = rule.better === 'lower' || baseline === undefined ? '-after$value' : 'after$value';
  return [
    `after <- data[data$endpoint == ${rString(endpoint)} & data$visit %in% c(${visits.map(rString).join(', ')}) & !is.na(data$value), ]`,
    `after <- after[order(after$hours, ${worst}), ]`,
    ...(baseline === undefined ? [] : [`cells$first <- recorded(${rString(endpoint)}, ${rString(baseline)})`]),
    'cells$y <- sapply(seq_len(nrow(cells)), function(i) {',
    '  own <- after$subject == cells$subject[i] & after$period == cells$period[i]',
    `  h <- after$hours[own]; v <- after$value[own]${baseline === undefined ? '' : '; b <- cells$first[i]'}`,
    ...(kind === 'auc' || kind === 'average'
      ? ['  v <- if (anyNA(h)) v else as.vector(tapply(v, h, mean)); h <- if (anyNA(h)) h else sort(unique(h)) # one value at one time']
      : []),
    `  if (length(v) == 0${baseline === undefined ? '' : ' || is.na(b) || b <= 0'}) NA else ${expression.startsWith('if') ? `{ ${expression} }` : expression}`,
    '})',
  ];
}
