# build, pack, install into an empty folder without scripts, run from there; the example pipelines of the how-to with what is installed
checkout="$PWD"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

pack_and_install() {
  local tarball
  tarball="$(npm pack --silent --pack-destination "$folder" | tail -n 1)"
  cd "$folder"
  npm init -y > /dev/null
  npm install --silent --ignore-scripts --no-audit --no-fund "./$tarball"
}

# Bytes that the packed program may have; it is kept in the repositories of others. 600 000 for the program, 80 000 for
# what learns from published figures, of which its draws are 14 000, and 390 000 for the page of the explorer.
MAX_PACKED=1070000
small_and_whole() {
  local packed installed="$folder/node_modules/crossover-sim"
  packed="$(stat --format %s "$folder"/crossover-sim-*.tgz)"
  echo "$packed bytes packed, $(du --summarize --apparent-size --bytes "$installed" | cut -f 1) unpacked, $(find "$installed" -type f | wc -l) files"
  [ "$packed" -lt "$MAX_PACKED" ]
  [ -z "$(find "$installed" -name '*.map')" ]
  for file in LICENSE README.md docs/third-party.md docs/threat-model.md docs/README.md; do [ -s "$installed/$file" ]; done
}

# A kernel hands the words after the program of a first line over as one; the `env` of busybox takes no options there.
env_of_busybox() {
  local program first
  program="$(readlink --canonicalize "$folder/node_modules/.bin/crossover-sim")"
  first="$(head -n 1 "$program")"
  [ "$(busybox env "${first#\#!/usr/bin/env }" "$program" --version)" = "$(node -p 'require("./package.json").version')" ]
}

installed_command() {
  cd "$folder"
  npx crossover-sim power node_modules/crossover-sim/scenarios/williams-2018.yaml --replicates 200 --json > power.json
  node -e "const r = JSON.parse(require('fs').readFileSync('power.json')); if (r.replicates !== 200 || !(r.claim.power.value >= 0)) process.exit(1)"
}

# Exit code 1 would say that the requirement was missed. By the installed program: what reads TypeScript needs files of its own.
too_few_files() {
  local limit said code
  for limit in 64 100; do
    for _ in 1 2 3 4 5; do
      code=0
      said="$(ulimit -n "$limit"
        exec node "$folder/node_modules/crossover-sim/dist/cli/cli.js" power gaussian-textbook --replicates 1000 --require 0.1 --quiet --workers 24 2>&1)" || code=$?
      echo "$limit: $code $said"
      [ "$code" -eq 2 ]
      [ "$said" = 'too many files are open (ulimit -n)' ]
    done
  done
}

# Its tests in the checkout run before anything is built.
examples_of_explore() {
  local examples example
  cd "$folder"
  mapfile -t examples < <(npx crossover-sim explore --help | sed -n '/^$/q;s/^  crossover-sim //p')
  [ "${#examples[@]}" -ge 2 ]
  cp -r node_modules/crossover-sim/scenarios .
  for example in "${examples[@]}"; do
    read -r -a words <<< "$example"
    [ -s "$(env -u DISPLAY -u WAYLAND_DISPLAY npx crossover-sim "${words[@]}")" ]
  done
}

installed_manual() {
  local page="$folder/node_modules/crossover-sim/dist/crossover-sim.1"
  [ "$(cd "$folder" && npx crossover-sim man | sha256sum)" = "$(sha256sum < "$page")" ]
  grep -q '^.SS power <scenario..>$' "$page"
}

# The browser is a script that keeps the address that it is given.
page_in_the_browser() {
  local page="$folder/output/null/explorer.html" opened="$folder/opened"
  cd "$folder"
  mkdir -p bin
  printf '#!/bin/sh\nprintf %%s "$1" > "%s"\n' "$opened" > bin/xdg-open
  chmod +x bin/xdg-open
  [ "$(DISPLAY=:9 PATH="$folder/bin:$PATH" npx crossover-sim explore null)" = output/null/explorer.html ]
  for _ in $(seq 50); do [ -s "$opened" ] || sleep 0.1; done
  [ "$(cat "$opened")" = "$(node -p "url.pathToFileURL('$page').href")" ]
  grep -q '"shipped":"scenarios/null.yaml"' "$page"
  rm "$opened"
  DISPLAY=:9 PATH="$folder/bin:$PATH" npx crossover-sim explore null --no-open
  env -u DISPLAY -u WAYLAND_DISPLAY PATH="$folder/bin:$PATH" npx crossover-sim explore null
  sleep 1
  [ ! -e "$opened" ]
}

shipped_by_name() {
  cd "$folder"
  printf 'extends: [williams-2018, worlds/no-block]\ndesign: { participants: 20 }\n' > named.yaml
  npx crossover-sim validate williams-2018 named.yaml
  npx crossover-sim scenarios --json > scenarios.json
  node -e "const { scenarios } = JSON.parse(require('fs').readFileSync('scenarios.json')); if (!scenarios.some(({ name }) => name === 'worlds/full-block')) process.exit(1)"
}

installed_library() {
  cd "$folder"
  printf "import { estimatePower } from 'crossover-sim';\nif (typeof estimatePower !== 'function') process.exit(1);\n" > library.mjs
  node library.mjs
  printf "import { estimatePower } from 'crossover-sim';\nconst trace = (() => { try { estimatePower({}); } catch (error) { return error.stack; } })();\nif (!/ at estimatePower \\(file:.*crossover-sim.dist.*:\\d+:\\d+\\)/.test(trace)) process.exit(1);\n" > trace.mjs
  node trace.mjs
  printf "import { estimatePower, readScenario, type PowerResult } from 'crossover-sim';\nconst read = readScenario({ path: 'x.yaml', text: 'model: gaussian' }, { readFile: () => '' });\nif ('study' in read) { const result: PowerResult = estimatePower(read.study); console.log(result.participants.toFixed()); }\n" > typed.ts
  "$checkout/node_modules/.bin/tsc" --noEmit --strict --module nodenext --target es2022 --lib es2023,dom typed.ts
}

# The validator guesses by the name of a file whether it is an action or a workflow.
example_schemas() {
  cp action.yml docs/how-to/ci/github-*.yml "$folder"
  cd "$folder"
  for file in action.yml github-*.yml; do
    npx --yes --package @action-validator/core@0.6.0 --package @action-validator/cli@0.6.0 action-validator "$file"
  done
}

what_is_loaded() { node .ci/check-loads.mjs "$folder"; }

installed_doors() { node .ci/check-doors.mjs "$folder"; }

check 'pack and install' pack_and_install
later 'the package is small and has no source maps' small_and_whole
if command -v busybox > /dev/null; then
  later 'the program starts under the env of busybox' env_of_busybox
else
  skip 'the program starts under the env of busybox'
fi
later 'the installed command' installed_command
later 'too few files that may be open are one line and exit code 2' too_few_files
later 'the installed manual page' installed_manual
later 'the page of explore' page_in_the_browser
later 'the examples of explore' examples_of_explore
later 'shipped scenarios by name' shipped_by_name
later 'the installed library and its types' installed_library
later 'every subpath, in Node and in a browser' installed_doors
later 'commands load what they use' what_is_loaded
later 'the example pipelines' bash .ci/example-gate.sh "$folder"
later 'the example pipelines follow the schemas of GitHub' example_schemas
if command -v pre-commit > /dev/null; then
  later 'the hooks for pre-commit' bash .ci/example-hooks.sh
else
  skip 'the hooks for pre-commit'
fi
wait
