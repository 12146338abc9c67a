# code in R and Python on the pages runs and prints what the pages show, the Quarto document is knitted, and R and Python read the formats of data files
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

# Data files in every format, read by programs that are not ours: a small process for each reader.
formats="$(mktemp -d)"
readers=tests/data-files/read-back
check 'data files in every format written' npx tsx "$readers/write.ts" "$formats"
for reader in base jsonlite readxl arrow; do
  if Rscript -e "library($reader)" > /dev/null 2>&1; then
    later "data files read by R: $reader" Rscript --vanilla "$readers/read_back.R" "$formats" "$reader"
  else
    skip "data files read by R: no $reader"
  fi
done
for reader in pandas openpyxl duckdb; do
  python=''
  for each in python3 /usr/bin/python3; do
    if [ -z "$python" ] && "$each" -c "import $reader" 2> /dev/null; then python="$each"; fi
  done
  if [ -n "$python" ]; then
    later "data files read by Python: $reader" "$python" "$readers/read_back.py" "$formats" "$reader"
  else
    skip "data files read by Python: no $reader"
  fi
done
# DuckDB for Node.js takes 70 MB, so that it is no development dependency.
if npm install --silent --no-save --no-audit --no-fund --prefix "$formats/duckdb" @duckdb/node-api@1.5.6-r.1 > /dev/null 2>&1; then
  later 'data files read by Node.js: duckdb' node "$readers/read_back.mjs" "$formats" "$formats/duckdb"
else
  skip 'data files read by Node.js: the registry does not give @duckdb/node-api'
fi
wait
rm -rf "$formats"
