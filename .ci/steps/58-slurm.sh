# a study in parts over a real Slurm and GNU parallel
# beside the steps after it: it waits for a queue most of the time
if ! grep -q 'pack and install' "$CI_TALLY/counts"; then check 'build' npm run --silent build; fi
suite test:slurm --ignore-scripts # its script before it would build the program anew under the steps beside it
