# files of SPSS and Stata, and code of R and SPSS beside CSV files, read by programs that are not ours: R, pandas, PSPP
own_output() { sh tests/data-files/packages/read-back/own-output.sh "$1"; }
read_back() { node_modules/.bin/tsx tests/data-files/packages/read-back/read-back.ts "$1"; }

if Rscript -e 'library(haven); library(foreign)' > /dev/null 2>&1; then
  later '.sav, .dta and R code read by R' read_back r
  later 'tables of simulate --syntax read by their R code' own_output r
else
  skip '.sav, .dta and R code read by R: no R with haven and foreign'
fi
if /usr/bin/python3 -c 'import pandas' 2> /dev/null; then
  later '.dta read by pandas' read_back python
else
  skip '.dta read by pandas: no Python with pandas'
fi
if command -v pspp > /dev/null; then
  later '.sav and SPSS code read by PSPP' read_back pspp
  later 'tables of simulate --syntax read by their SPSS code in PSPP' own_output pspp
else
  skip '.sav and SPSS code read by PSPP: no pspp'
fi
wait
