# every scenario is valid, and runs with few replicates; drugs, endpoints and evidence files have tests of their own (tests/scenario/declared-drugs.test.ts, tests/learning)
# By the built program, which starts faster than its source: the steps before have built it.
program=dist/cli/cli.js
# One thread each: two of them run at a time.
run_scenario() {
  node "$program" power "$1" --replicates 50 --set power.truthPatients=500 --set power.maxFailures=1 --workers 1 --quiet --json > /dev/null
}

if ! grep -q 'pack and install' "$CI_TALLY/counts"; then check 'build' npm run --silent build; fi
mapfile -t scenarios < <(find scenarios -name '*.yaml' ! -path 'scenarios/drugs/*' ! -path 'scenarios/endpoints/*' ! -path 'scenarios/evidence/*' | sort)
check 'every scenario is valid' node "$program" validate "${scenarios[@]}"
for scenario in "${scenarios[@]}"; do later "$scenario" run_scenario "$scenario"; done
wait
