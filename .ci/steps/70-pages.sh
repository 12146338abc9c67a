# outputs in the README and the pages are what the commands print, the rooms what src imports; every other command block runs; the library's reference
outputs_are_fresh() {
  npm run --silent docs:readme > /dev/null
  npm run --silent docs:model > /dev/null
  npm run --silent docs:rooms > /dev/null
  git diff --exit-code -- README.md CONTRIBUTING.md docs
}
reference_of_the_library() { npm run --silent docs:api > /dev/null; }

check 'outputs in README.md and docs, rooms in CONTRIBUTING.md' outputs_are_fresh
for page in README.md docs/questions.md docs/tutorial.md docs/how-to/*.md; do
  if [ "$page" != docs/how-to/gate-in-ci.md ]; then # the step `package` runs that page's pipelines
    check "commands of $page" node .ci/readme-commands.mjs "$page"
  fi
done
check 'reference of the library' reference_of_the_library
