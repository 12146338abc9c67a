# every scenario is valid, and runs with few replicates; declarations of drugs and endpoints have tests of their own (tests/scenario/declared-drugs.test.ts)
run_scenario() {
  node --import tsx src/cli/cli.ts power "$1" --replicates 50 --set power.truthPatients=500 --set power.maxFailures=1 --quiet --json > /dev/null
}

mapfile -t scenarios < <(find scenarios -name '*.yaml' ! -path 'scenarios/drugs/*' ! -path 'scenarios/endpoints/*' | sort)
check 'every scenario is valid' node --import tsx src/cli/cli.ts validate "${scenarios[@]}"
for scenario in "${scenarios[@]}"; do later "$scenario" run_scenario "$scenario"; done
wait
