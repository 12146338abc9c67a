# Folders of tables as `simulate --syntax` writes them: what the SPSS code beside each table makes of it in PSPP, against .sav of the same command.
#   sh read-code.sh FOLDER-WITH-CODE FOLDER-WITH-SAV
set -e
compared=0
for code in "$1"/*.sps; do
  name="$(basename "${code%.sps}")"
  cp "$code" "$1/run.txt"
  printf 'SAVE OUTFILE="%s.pspp.sav".\n' "$name" >> "$1/run.txt"
  cp "$2/$name.sav" "$1/$name.own.sav"
  cd "$1"
  pspp run.txt -o /dev/null
  for file in "$name.own" "$name.pspp"; do
    printf 'GET FILE="%s.sav".\nSAVE TRANSLATE /OUTFILE="%s.txt" /TYPE=CSV /FIELDNAMES /CELLS=LABELS /REPLACE.\n' "$file" "$file" > get.txt
    pspp get.txt -o /dev/null
  done
  cd - > /dev/null
  cmp "$1/$name.own.txt" "$1/$name.pspp.txt"
  compared=$((compared + 1))
done
echo "$compared tables compared"
[ "$compared" -gt 0 ]
