# every format of data files on a full disk and on a read-only one, which are small file systems of memory: the old files stay
full_disk() {
  local folder
  folder="$(mktemp -d)"
  # The built program starts faster, where an earlier step has built it.
  if [ -e dist/cli/cli.js ]; then
    sh tests/cli/files/full-disk.sh "$folder" 'node dist/cli/cli.js'
  else
    sh tests/cli/files/full-disk.sh "$folder"
  fi
}
probe="$(mktemp -d)"
if mount -t tmpfs -o size=1m tmpfs "$probe" 2> /dev/null; then
  umount "$probe"
  later 'data files on a full disk and on a read-only one' full_disk
else
  skip 'data files on a full disk and on a read-only one: nothing can be mounted here'
fi
rmdir "$probe"
wait
