# Every table of the folder: what PSPP makes of the SPSS code beside the CSV file, against .sav, both as PSPP writes them to CSV.
set -e
compared=0
for code in *.sps; do
  name="${code%.sps}"
  pspp "$code" -o /dev/null
  for file in "$name" "$name.pspp"; do
    printf 'GET FILE="%s.sav".\nSAVE TRANSLATE /OUTFILE="%s.txt" /TYPE=CSV /FIELDNAMES /CELLS=LABELS /REPLACE.\n' "$file" "$file" > get.txt
    pspp get.txt -o /dev/null
  done
  cmp "$name.txt" "$name.pspp.txt"
  compared=$((compared + 1))
done
echo "$compared tables compared"
[ "$compared" -gt 0 ]
