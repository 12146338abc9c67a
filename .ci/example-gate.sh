#!/usr/bin/env bash
# Runs the example pipelines of docs/how-to/ci as a runner would: the protocol as it stands (met, 0), with too few patients (missed, 1), with too few trials (undecided, 3).
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
    "file://$checkout/node_modules/tsx/dist/loader.mjs" "$checkout/src/cli.ts" > "$work/node_modules/.bin/crossover-sim"
  chmod +x "$work/node_modules/.bin/crossover-sim"
fi

# gate PIPELINE DECISION CODE [LINE…]: lines are added to the protocol
gate() {
  local pipeline="$1" decision="$2" expected="$3" code=0
  shift 3
  rm -rf "$work/gate" "$work/steps.md"
  cp "$checkout/docs/how-to/ci/protocol.yaml" "$work/original.yaml"
  printf '%s\n' 'extends: original.yaml' 'name: protocol' "$@" > "$work/protocol.yaml"
  node "$checkout/.ci/example-commands.mjs" "$checkout/docs/how-to/ci/$pipeline" > "$work/commands.sh"
  (cd "$work" && GITHUB_STEP_SUMMARY="$work/steps.md" bash commands.sh) || code=$?
  if [ "$code" -ne "$expected" ]; then
    echo "$pipeline ended with $code, expected $expected ($decision)" >&2
    exit 1
  fi
  node "$checkout/.ci/read-gate.mjs" "$work/gate" "$decision"
  if [ "$pipeline" = github-actions.yml ]; then cmp "$work/steps.md" "$work/gate/summary.md"; fi
}

for pipeline in github-actions.yml gitlab-ci.yml; do
  gate "$pipeline" met 0
  gate "$pipeline" missed 1 'design: { participants: 14 }'
  gate "$pipeline" undecided 3 'power: { replicates: 40 }'
done
