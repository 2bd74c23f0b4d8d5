#!/bin/bash
# Stops what up.sh started, and nothing else: only process ids that it wrote down and that still run the same command.
set -euo pipefail
state=${GEOCONTEXT_TEST_SERVERS:-$HOME/.cache/geocontext-test-servers}
[ -d "$state/run" ] || exit 0
exec 9> "$state/run/lock"
flock -w 60 9 || { echo "test servers: another up.sh or down.sh holds $state/run/lock" >&2; exit 1; }
declare -A commands=([mapserver]=mapserv [qgis]=qgis_mapserv.fc [koop]=node [faults]=python3 [nginx]=nginx)
stopped=()
for name in nginx mapserver qgis koop faults; do
  for pid in $(cat "$state/run/$name.pid" 2> /dev/null; echo); do
    if [ "$(cat "/proc/$pid/comm" 2> /dev/null)" = "${commands[$name]}" ]; then
      kill "$pid" 2> /dev/null || true
      stopped+=("$pid:${commands[$name]}")
    fi
  done
done
# MapServer ignores TERM while it waits for a request
for try in {1..20}; do
  left=()
  for entry in "${stopped[@]}"; do
    [ "$(cat "/proc/${entry%%:*}/comm" 2> /dev/null)" = "${entry#*:}" ] && ! grep -q '^State:.Z' "/proc/${entry%%:*}/status" 2> /dev/null \
      && left+=("${entry%%:*}")
  done
  [ ${#left[@]} -eq 0 ] && break
  [ "$try" = 10 ] && kill -9 "${left[@]}" 2> /dev/null
  sleep 0.1
done
rm -f "$state"/run/*.sock "$state"/run/*.pid
echo "test servers: stopped ${#stopped[@]} processes"
