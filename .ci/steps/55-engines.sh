# the lowest Node.js of package.json, 22 and 24, each of which an npm package brings: tests of what depends on the engine, and the bytes of results
lowest="$(node -p 'require("./package.json").engines.node.slice(2)').0"
newer=(22.23.3 24.21.0)
too_old=18.20.8
nodes="$(mktemp -d)"
trap 'rm -rf "$nodes"' EXIT
program="$PWD/dist/cli/cli.js"
scenarios=(gaussian-textbook williams-2018 designs/group-sequential)

fetch() {
  local name tarball
  name="node-$(node -p '`${process.platform}-${process.arch}`')@$1"
  mkdir "$nodes/$1"
  tarball="$(npm pack --silent --pack-destination "$nodes/$1" "$name")" &&
    tar -xzf "$nodes/$1/$tarball" -C "$nodes/$1" --strip-components=1 package/bin &&
    [ "$("$nodes/$1/bin/node" --version)" = "v$1" ]
}

# What depends on the engine: start, arguments, worker threads, shards, random-number streams, distributions, compiled kernels, canonical cases.
tests_on() {
  PATH="$nodes/$1/bin:$PATH" node node_modules/vitest/vitest.mjs run --maxWorkers=1 \
    tests/cli/start-program.test.ts tests/cli/usage.test.ts tests/cli/terminal/session.test.ts tests/cli/workers tests/cli/shards/plan-file.test.ts \
    tests/random tests/canonical tests/power/crossover-kernel tests/statistics/distributions
}

# results NODE FOLDER: results folders, which hold no times, and data files
results() {
  mkdir -p "$2"
  cd "$2"
  for scenario in "${scenarios[@]}"; do
    "$1" "$program" power "$scenario" --replicates 1000 --set power.truthPatients=500 --set power.maxFailures=1 --workers 2 \
      --quiet --out "power/$scenario" > /dev/null
    "$1" "$program" simulate "$scenario" --trials 3 --truth --quiet --out "data/$scenario" > /dev/null
  done
}
fingerprint() { grep -ho '"fingerprint": *"[0-9a-f]*"' "$1"/power/gaussian-textbook/power.json; }

# Engines that round alike give the same bytes; of any other, `reproduce` says that the numbers are those of the stored result.
bytes_on() {
  results "$nodes/$1/bin/node" "$nodes/results-$1"
  if [ "$(fingerprint "$nodes/results-$1")" = "$(fingerprint "$nodes/results-here")" ]; then
    diff -r "$nodes/results-here" "$nodes/results-$1"
    echo "the bytes of all results are those of Node.js $(node -p process.versions.node)"
  else
    for scenario in "${scenarios[@]}"; do
      "$nodes/$1/bin/node" "$program" reproduce "$nodes/results-here/power/$scenario/power.json" --quiet
    done
  fi
}

refused() {
  local code=0 said
  said="$("$nodes/$1/bin/node" "$program" power gaussian-textbook 2>&1)" || code=$?
  echo "$said"
  [ "$code" -eq 2 ]
  [ "$said" = "crossover-sim needs Node.js ${lowest%.0} or later, got $1" ]
}

if ! grep -q 'pack and install' "$CI_TALLY/counts"; then check 'build' npm run --silent build; fi
for version in "$lowest" "${newer[@]}" "$too_old"; do
  (fetch "$version" || rm -rf "${nodes:?}/$version") > /dev/null 2>&1 &
done
(results "$(command -v node)" "$nodes/results-here")
wait
for version in "$lowest" "${newer[@]}"; do
  if [ -d "$nodes/$version" ]; then
    later "tests on Node.js $version" tests_on "$version"
    later "results of Node.js $version" bytes_on "$version"
  else
    skip "Node.js $version: the registry does not give it"
  fi
done
if [ -d "$nodes/$too_old" ]; then
  later "Node.js $too_old is refused in one line" refused "$too_old"
else
  skip "Node.js $too_old: the registry does not give it"
fi
wait
