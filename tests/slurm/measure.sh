#!/usr/bin/env bash
# npm run bench:slurm - what handing a part to Slurm costs, and how well slots are used, on this machine (built package; 2 minutes).
set -euo pipefail
cd "$(dirname "$0")/../.."
export SLURM_LAB_DIR=/tmp/crossover-slurm-measure SLURM_LAB_PORT=27817
export SLURM_CONF="$SLURM_LAB_DIR/slurm.conf"
folder="$(mktemp -d)"
bash tests/slurm/slurm-up.sh > /dev/null
trap 'SLURM_LAB_PURGE=1 bash tests/slurm/slurm-down.sh > /dev/null; rm -rf "$folder"' EXIT

seconds() { # parts, trials a part, slots at once
  local run="$folder/run-$1-$2-$3" from to
  node dist/cli/cli.js plan scenarios/gaussian-textbook.yaml --replicates "$(($1 * $2))" --shard-trials "$2" --out "$run" > /dev/null
  mkdir "$run/slurm"
  printf '#!/bin/bash\n#SBATCH --output=%s/slurm/%%a.log\nexec node %s/dist/cli/cli.js run-shard %s "$SLURM_ARRAY_TASK_ID" --quiet\n' \
    "$run" "$PWD" "$run" > "$run/job.sh"
  from="$(date +%s%N)"
  sbatch --array="0-$(($1 - 1))%$3" "$run/job.sh" > /dev/null
  # The files tell when it is done: sbatch --wait looks at longer and longer intervals.
  while [ "$(find "$run/shards" -name 'cell0-*.json' | wc -l)" -lt "$1" ]; do sleep 0.05; done
  to="$(date +%s%N)"
  echo "$from $to" | awk '{ printf "%.2f", ($2 - $1) / 1e9 }'
}

echo "$(nproc) cores"
for slots in 1 2 6; do
  taken="$(seconds 24 500 "$slots")"
  echo "24 parts of 500 trials, $slots slots: $taken s, $(echo "$taken" | awk '{ printf "%.2f", $1 / 24 }') s a part"
done
for slots in 1 2 6; do
  taken="$(seconds 6 4000000 "$slots")"
  [ "$slots" -gt 1 ] || alone="$taken"
  echo "6 parts of 4 000 000 trials, $slots slots: $taken s, efficiency $(echo "$alone $taken $slots" | awk '{ printf "%.2f", $1 / ($2 * $3) }') of the slots, $(echo "$alone $taken $slots $(nproc)" | awk '{ n = $3 < $4 ? $3 : $4; printf "%.2f", $1 / ($2 * n) }') of the cores they can use"
done
