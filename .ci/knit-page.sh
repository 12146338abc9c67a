#!/usr/bin/env bash
# Runs the chunks of docs/how-to/quarto/power-curve.qmd with knitr, as Quarto would, on the result of the command that stands in it; with Quarto, renders it too.
set -euo pipefail
checkout="$(cd "$(dirname "$0")/.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp "$checkout/docs/how-to/quarto/power-curve.qmd" "$work"
command="$(sed -n 's/^crossover-sim \(.*\) > power.json$/\1/p' "$work/power-curve.qmd")"
(cd "$checkout" && npx tsx src/cli/cli.ts $command) > "$work/power.json"
cd "$work"
Rscript --vanilla -e 'options(warn = 2); knitr::opts_chunk$set(error = FALSE); knitr::knit("power-curve.qmd", quiet = TRUE)'
test -s figure/power-curve-1.png
grep -Eq 'interval lies above the target is (60|72|84) participants' power-curve.md
grep -Eq '^\| +96\| +0\.9' power-curve.md
if command -v quarto > /dev/null; then quarto render power-curve.qmd --quiet && test -s power-curve.html; fi
if [ $# -gt 0 ]; then cp -r figure power-curve.md "$1"; fi
