# the explorer is built twice, with the same bytes, and is as small as it must be
# beside the steps after it: a build takes one processor
site_is_the_same() {
  local once again
  once="$(mktemp -d)"
  again="$(mktemp -d)"
  npm run --silent site -- "$once/site"
  npm run --silent site -- "$again/site"
  diff --recursive "$once/site" "$again/site"
  rm -r "$again"
  mv "$once/site" output/site-of-ci
  rmdir "$once"
}

# First load of the hosted page, compressed, and the single file, bytes.
MAX_FIRST=300000
MAX_SINGLE=1500000
site_is_small() {
  local site=output/site-of-ci first=0 file single
  for file in "$site/index.html" "$site"/assets/index-* "$site"/assets/engine-worker-*; do first=$((first + $(gzip --stdout "$file" | wc -c))); done
  single="$(stat --format %s "$site/explorer.html")"
  echo "$first bytes at first, $single bytes in one file"
  [ "$first" -lt "$MAX_FIRST" ]
  [ "$single" -lt "$MAX_SINGLE" ]
}

mkdir -p output
rm -rf output/site-of-ci
check 'the explorer is built with the same bytes again' site_is_the_same
check 'the explorer is small' site_is_small
rm -rf output/site-of-ci
