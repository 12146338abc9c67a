#!/usr/bin/env bash
# Tries the hooks of .pre-commit-hooks.yaml as they are committed: pre-commit installs them as for anybody, then a valid and a broken scenario, and a protocol that misses its power.
set -euo pipefail
checkout="$(cd "$(dirname "$0")/.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
export PRE_COMMIT_HOME="$work/cache"
mkdir -p "$work/project/protocols"
cd "$work/project"
git init --quiet
cp "$checkout/scenarios/gaussian-textbook.yaml" protocols/valid.yaml
printf 'model: gaussian\ndesign: { participants: none }\n' > protocols/broken.yaml
printf '%s\n' 'extends: valid.yaml' 'name: small' 'design: { participants: 4 }' 'power: { replicates: 500, require: 0.9 }' > protocols/small.yaml
printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks: [{ id: crossover-sim-validate }, { id: crossover-sim-power }]\n' \
  "$checkout" "$(git -C "$checkout" rev-parse HEAD)" > .pre-commit-config.yaml
git add .

# hook ID FILE CODE TEXT
hook() {
  local code=0
  pre-commit run "$1" --files "protocols/$2" > "$work/log" 2>&1 || code=$?
  if [ "$code" -ne "$3" ] || ! grep -q "$4" "$work/log"; then
    cat "$work/log" >&2
    echo "$1 of $2 ended with $code, expected $3 and '$4'" >&2
    exit 1
  fi
}

hook crossover-sim-validate valid.yaml 0 Passed
hook crossover-sim-validate broken.yaml 1 'broken.yaml:2:25 design.participants: expected a whole number'
hook crossover-sim-power small.yaml 1 'required 0.9, got .*, missed'
echo 'the hooks of .pre-commit-hooks.yaml pass and fail as they should'
