# What `simulate --syntax` writes, read by its own code: sh own-output.sh r|pspp
set -e
here="$(dirname "$0")"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
simulate() { node_modules/.bin/tsx src/cli/start.ts simulate scenarios/williams-2018.yaml --trials 2 --quiet "$@" > /dev/null 2>&1; }
if [ "$1" = r ]; then
  simulate --syntax R --out "$folder/long"
  simulate --syntax all --format tsv --shape wide --trials-in folders --mess 0.1 --out "$folder/wide"
  simulate --syntax R --shape participant --items --set measurement.mode=items --truth --mess 0.2 --out "$folder/participant"
  simulate --syntax R --out "$folder/alone/trials.tsv"
  Rscript --vanilla "$here/read-code.R" "$folder"
else
  for shape in long wide participant; do
    simulate --shape "$shape" --format sav --out "$folder/$shape-sav"
    for format in csv tsv; do
      simulate --shape "$shape" --format "$format" --syntax sps --out "$folder/$shape-$format"
      sh "$here/read-code.sh" "$folder/$shape-$format" "$folder/$shape-sav"
    done
  done
fi
