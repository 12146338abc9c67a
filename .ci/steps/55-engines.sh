# the same bytes on every engine: Node.js 20, 22 and 24, Bun, Deno, Chromium, Firefox, arm64; the command line on each Node.js
engines="$(mktemp -d)"
trap 'rm -rf "$engines"' EXIT
program="$PWD/dist/cli/cli.js"
lowest="$(node -p 'require("./package.json").engines.node.slice(2)')"

# What depends on Node.js: start, arguments, worker threads, shards, random-number streams.
tests_on() {
  PATH="$engines/$1/bin:$PATH" node node_modules/vitest/vitest.mjs run --maxWorkers=1 \
    tests/cli/start-program.test.ts tests/cli/usage.test.ts tests/cli/terminal/session.test.ts tests/cli/workers tests/cli/shards/plan-file.test.ts tests/random
}

# results NODE FOLDER: a results folder of two threads, which holds no times, and data files
results() {
  mkdir -p "$2"
  cd "$2"
  "$1" "$program" power williams-2018 --replicates 600 --set power.truthPatients=500 --set power.maxFailures=1 --workers 2 --quiet --out power > /dev/null
  "$1" "$program" simulate williams-2018 --trials 3 --truth --quiet --out data > /dev/null
}

bytes_on() {
  results "$engines/$1/bin/node" "$engines/results-$1"
  diff -r "$engines/results-here" "$engines/results-$1"
  echo "the bytes of all files are those of Node.js $(node -p process.versions.node)"
}

refused() {
  local code=0 said version
  version="$("$engines/$1/bin/node" -p process.versions.node)"
  said="$("$engines/$1/bin/node" "$program" power gaussian-textbook 2>&1)" || code=$?
  echo "$said"
  [ "$code" -eq 2 ]
  [ "$said" = "crossover-sim needs Node.js $lowest or later, got $version" ]
}

bash .ci/fetch-engines.sh "$engines" > /dev/null 2>&1 &
if ! grep -q 'pack and install' "$CI_TALLY/counts"; then check 'build' npm run --silent build; fi
(results "$(command -v node)" "$engines/results-here")
wait
# Without apt-get there is no system step, and what it would install is shown as skipped.
# The emulator takes most of its time, on one processor.
ENGINES="$engines" ENGINES_REQUIRED="$(command -v apt-get > /dev/null && echo 1 || echo 0)" suite test:engines &
for node in node-20 node-22 node-24; do
  if [ -d "$engines/$node" ]; then
    later "command line on $node" tests_on "$node"
    later "files of $node" bytes_on "$node"
  else
    skip "command line and files of $node: the registry does not give it"
  fi
done
if [ -d "$engines/node-18" ]; then
  later 'Node.js 18 is refused in one line' refused node-18
else
  skip 'Node.js 18 is refused: the registry does not give it'
fi
wait
