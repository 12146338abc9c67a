# outputs in the README and the pages are what the commands print, the rooms what src imports; every other command block runs; the library's reference
outputs_are_fresh() {
  PROGRAM=dist/cli/cli.js npm run --silent docs:readme > /dev/null
  npm run --silent docs:model > /dev/null
  npm run --silent docs:rooms > /dev/null
  git diff --exit-code -- README.md CONTRIBUTING.md docs
}
# Pages run beside each other, each in a copy of its own, since their commands write files there.
commands_of() {
  local own
  own="$(mktemp -d)"
  trap "rm -rf '$own'" EXIT # its path now: the function's own words are gone by then
  git ls-files -z --cached --others --exclude-standard | tar --create --null --ignore-failed-read --files-from - | tar --extract --directory "$own"
  ln -s "$PWD/node_modules" "$own/node_modules"
  ln -s "$PWD/dist" "$own/dist"
  cd "$own"
  node .ci/readme-commands.mjs "$1"
}
reference_of_the_library() { npm run --silent docs:api > /dev/null; }

if ! grep -q 'pack and install' "$CI_TALLY/counts"; then check 'build' npm run --silent build; fi
later 'outputs in README.md and docs, rooms in CONTRIBUTING.md' outputs_are_fresh
for page in README.md docs/questions.md docs/tutorial.md docs/how-to/*.md; do
  if [ "$page" != docs/how-to/gate-in-ci.md ]; then # the step `package` runs that page's pipelines
    later "commands of $page" commands_of "$page"
  fi
done
later 'reference of the library' reference_of_the_library
wait
