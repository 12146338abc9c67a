# every method against R: what was kept of it, and 80 random data sets (npm run test:r takes 200)
if command -v Rscript > /dev/null; then
  later 'reference figures are those of R' npm run --silent build:reference -- --check
  later 'random data sets analysed by R and by us' npm run --silent test:r -- 80
else
  skip 'comparison with R'
fi
wait
