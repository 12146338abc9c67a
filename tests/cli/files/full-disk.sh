# A full disk and a read-only one, for every format of data files: the old files stay as they were, with one message and nothing temporary.
#   sh tests/cli/files/full-disk.sh FOLDER   (an empty folder, on which a small file system of memory is mounted: as root)
folder="$1"
start="${2:-node_modules/.bin/tsx src/cli/start.ts}"
failed=0

# The command of a format, in the folder's `out`. $1: the format, $2: the seed
written() {
  format="$1"
  set -- scenarios/williams-2018.yaml --seed "$2" --participants "$3" --set power.maxFailures=1 --quiet
  case "$format" in
    estimates.parquet) $start power "$@" --stated --replicates 30 --workers 1 --estimates "$folder/out/estimates.parquet" --force ;;
    alone.*) $start simulate "$@" --out "$folder/out/$format" --force ;;
    syntax) $start simulate "$@" --syntax all --out "$folder/out" ;;
    adam-* | sdtm-*) $start simulate "$@" --format "${format%-*}" --as "${format#*-}" --start-date 2025-01-31 --out "$folder/out" ;;
    *) $start simulate "$@" --format "$format" --out "$folder/out" ;;
  esac
}
# Names and checksums of what is in the folder.
state() { (cd "$folder/out" && find . -type f ! -name filler -exec sha256sum {} + | sort -k 2); }

attempt() {
  written "$2" second 60 > /dev/null 2> "$messages"
  code=$?
  if [ "$code" -ne 2 ] || [ "$(wc -l < "$messages")" -ne 1 ] || [ "$(state)" != "$before" ]; then
    echo "$2, $1: exit code $code, $(wc -l < "$messages") lines of messages"
    cat "$messages"
    state | diff - "$kept"
    failed=1
  fi
}

messages="$(mktemp)"
kept="$(mktemp)"
for format in ${FORMATS:-csv tsv csv.gz ndjson parquet xlsx sav dta syntax alone.csv alone.xlsx alone.sav \
  adam-csv adam-json adam-xpt sdtm-csv sdtm-json sdtm-xpt estimates.parquet}; do
  mount -t tmpfs -o size=8m tmpfs "$folder" || exit 77
  mkdir "$folder/out"
  if ! written "$format" first 4 > /dev/null 2> "$messages"; then
    echo "$format: the first run failed"
    cat "$messages"
    failed=1
  fi
  before="$(state)"
  echo "$before" > "$kept"
  [ -n "$before" ] || failed=1
  # No room at all, then so little that the files break off, then no right to write.
  head -c 8m /dev/zero > "$folder/filler" 2> /dev/null
  attempt 'no room' "$format"
  truncate -s -16384 "$folder/filler"
  attempt 'room for a part' "$format"
  rm "$folder/filler"
  mount -o remount,ro "$folder"
  attempt 'read-only' "$format"
  umount "$folder"
done
rm -f "$messages" "$kept"
exit "$failed"
