# every method against R: what was kept of it, and 16 random data sets (npm run test:r takes 200)
if command -v Rscript > /dev/null; then
  later 'reference figures are those of R' npm run --silent build:reference -- --check
  later 'the model written again in R gives the moments that were kept' Rscript tests/reference/double/model.R check 4000 11
  later 'random data sets analysed by R and by us' npm run --silent test:r -- 16
else
  skip 'comparison with R'
  skip 'the model written again in R'
fi
wait
