# every scenario is valid, and runs with few replicates; declarations of drugs and endpoints have tests of their own (tests/scenario/declared-drugs.test.ts)
run_scenario() {
  npx tsx src/cli/cli.ts validate "$1"
  npx tsx src/cli/cli.ts power "$1" --replicates 50 --set power.truthPatients=500 --set power.maxFailures=1 --quiet --json > /dev/null
}

while read -r scenario; do later "$scenario" run_scenario "$scenario"; done < <(find scenarios -name '*.yaml' ! -path 'scenarios/drugs/*' ! -path 'scenarios/endpoints/*' | sort)
wait
