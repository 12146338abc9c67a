# What the steps of .ci/run count with: a line `passed, failed, skipped, name` in $CI_TALLY/counts for each thing tried.

# check NAME COMMAND…: one thing that passes or fails. It may be a function; a line of it that fails ends it.
check() {
  local name="$1" code began=$SECONDS
  shift
  printf '\n-- %s\n' "$name"
  set +e
  (set -e; "$@")
  code=$?
  set -e
  if [ "$code" -eq 0 ]; then
    printf '(%s s)\n' "$((SECONDS - began))"
    printf '1\t0\t0\t%s\n' "$name" >> "$CI_TALLY/counts"
  else
    printf 'FAILED: %s (exit code %s, %s s)\n' "$name" "$code" "$((SECONDS - began))"
    printf '0\t1\t0\t%s\n' "$name" >> "$CI_TALLY/counts"
  fi
}

# later NAME COMMAND…: as check, beside others, as many at a time as there are processors; what it prints comes in one piece at its end.
# A step ends with `wait` for them.
later() {
  while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n || true; done
  (
    printed="$(mktemp)"
    check "$@" > "$printed" 2>&1
    cat "$printed"
    rm -f "$printed"
  ) &
}

# skip NAME: one thing that cannot be tried here.
skip() {
  printf '\n-- %s: skipped\n' "$1"
  printf '0\t0\t1\t%s\n' "$1" >> "$CI_TALLY/counts"
}

# suite SCRIPT [OPTION…]: a script of package.json that runs Vitest, with options of npm run; each of its tests counts.
suite() {
  local report="$CI_TALLY/${1//:/-}.json" code=0
  printf '\n-- npm run %s\n' "$1"
  npm run --silent "${@:2}" "$1" -- --reporter=default --reporter=json --outputFile.json="$report" || code=$?
  node .ci/count-suite.mjs "$report" "$code" "npm run $1" >> "$CI_TALLY/counts"
}
