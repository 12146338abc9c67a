# every method against R: what was kept of it, and 16 random data sets (npm run test:r takes 200); files of CDISC read back by R, pandas and xmllint
if command -v Rscript > /dev/null; then
  later 'reference figures are those of R' npm run --silent build:reference -- --check
  later 'the model written again in R gives the moments that were kept' Rscript tests/reference/double/model.R check 4000 11
  later 'random data sets analysed by R and by us' npm run --silent test:r -- 16
  later 'R reads the files of CDISC, and its mixed model on ADQS is ours' npx tsx tests/reference/cdisc/check.ts r
else
  skip 'comparison with R'
  skip 'the model written again in R'
  skip 'files of CDISC read by R'
fi
if python3 -c 'import pandas' 2> /dev/null; then
  later 'pandas reads the SAS XPORT files of CDISC' npx tsx tests/reference/cdisc/check.ts pandas
else
  skip 'files of CDISC read by pandas'
fi
if command -v xmllint > /dev/null; then
  later 'Define-XML is well-formed XML' npx tsx tests/reference/cdisc/check.ts xmllint
else
  skip 'Define-XML read by xmllint'
fi
wait
