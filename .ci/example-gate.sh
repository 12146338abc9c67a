#!/usr/bin/env bash
# Runs the example pipelines of docs/how-to/ci and the steps of action.yml as a runner would: the protocol as it stands (met, 0), with too few patients (missed, 1), with too few trials (undecided, 3).
# example-gate.sh [FOLDER]: an empty folder in which crossover-sim is installed; without one this checkout stands in.
set -euo pipefail
checkout="$(cd "$(dirname "$0")/.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
if [ $# -gt 0 ]; then
  ln -s "$(cd "$1" && pwd)/node_modules" "$work/node_modules"
else
  mkdir -p "$work/node_modules/.bin"
  ln -s "$checkout" "$work/node_modules/crossover-sim"
  printf '#!/usr/bin/env bash\nexec node --import "%s" "%s" "$@"\n' \
    "file://$checkout/node_modules/tsx/dist/loader.mjs" "$checkout/src/cli/cli.ts" > "$work/node_modules/.bin/crossover-sim"
  chmod +x "$work/node_modules/.bin/crossover-sim"
fi

# An action finds the program where it was built.
action="$work/action"
mkdir -p "$action/dist/cli"
printf "#!/usr/bin/env node\nimport { spawnSync } from 'node:child_process';\nprocess.exit(spawnSync('%s', process.argv.slice(2), { stdio: 'inherit' }).status ?? 2);\n" \
  "$work/node_modules/.bin/crossover-sim" > "$action/dist/cli/cli.js"
echo '{ "type": "module" }' > "$action/package.json"

# gate PIPELINE DECISION CODE [LINE…]: lines are added to the protocol. Power alone is asked here, so that few patients are behind the true effects, and few draws behind the range.
gate() {
  local pipeline="$1" decision="$2" expected="$3" replicates="" code=0 inputs=() file="$checkout/docs/how-to/ci/$1"
  shift 3
  if [ "$decision" = undecided ]; then replicates=40; fi
  if [ "$pipeline" = action.yml ]; then file="$checkout/action.yml" inputs=(scenario=protocol.yaml output=gate); fi
  rm -rf "$work/gate" "$work/steps.md" "$work/outputs"
  cp "$checkout/docs/how-to/ci/protocol.yaml" "$work/original.yaml"
  printf '%s\n' 'extends: original.yaml' 'name: protocol' 'uncertainty: { draws: 20 }' "power: { truthPatients: 500${replicates:+, replicates: $replicates} }" "$@" > "$work/protocol.yaml"
  node "$checkout/.ci/example-commands.mjs" "$file" "${inputs[@]}" > "$work/commands.sh"
  (
    cd "$work"
    if [[ "$pipeline" = github-actions.yml || "$pipeline" = action.yml ]]; then
      export GITHUB_ACTIONS=true GITHUB_WORKSPACE="$work" GITHUB_STEP_SUMMARY="$work/steps.md" GITHUB_OUTPUT="$work/outputs" GITHUB_ACTION_PATH="$action"
    fi
    bash commands.sh
  ) 2> "$work/log" || code=$?
  cat "$work/log" >&2
  if [ "$code" -ne "$expected" ]; then
    echo "$pipeline ended with $code, expected $expected ($decision)" >&2
    exit 1
  fi
  node "$checkout/.ci/read-gate.mjs" "$work/gate" "$decision"
  if [ "$decision" != met ]; then grep -q "^claim: required 0.9, got .*, $decision\$" "$work/log"; fi
  case "$pipeline" in github-actions.yml | action.yml)
    cmp "$work/steps.md" "$work/gate/summary.md"
    if [ "$decision" = missed ]; then grep -q '^::error file=original.yaml,line=[0-9]*,' "$work/log"; fi ;;
  esac
  if [ "$pipeline" = action.yml ]; then grep -qx "decision=$decision" "$work/outputs"; fi
}

for pipeline in action.yml github-actions.yml gitlab-ci.yml gitlab-include.yml Jenkinsfile; do
  gate "$pipeline" met 0
  gate "$pipeline" missed 1 'design: { participants: 14 }'
  gate "$pipeline" undecided 3
done
