# code in R and Python on the pages runs and prints what the pages show; the Quarto document is knitted
shows_its_outputs() {
  npm run --silent docs:languages -- "$1"
  git diff --exit-code -- "$1"
}

if Rscript -e 'library(jsonlite)' > /dev/null 2>&1; then
  later 'code of docs/how-to/from-r.md' shows_its_outputs docs/how-to/from-r.md
else
  skip 'code of docs/how-to/from-r.md: no R with jsonlite'
fi
if Rscript -e 'library(jsonlite); library(knitr)' > /dev/null 2>&1; then
  later 'docs/how-to/quarto/power-curve.qmd' bash .ci/knit-page.sh
else
  skip 'docs/how-to/quarto/power-curve.qmd: no R with jsonlite and knitr'
fi
if python3 -c 'import pandas' 2> /dev/null || /usr/bin/python3 -c 'import pandas' 2> /dev/null; then
  later 'code of docs/how-to/from-python.md' shows_its_outputs docs/how-to/from-python.md
else
  skip 'code of docs/how-to/from-python.md: no Python with pandas'
fi
wait
