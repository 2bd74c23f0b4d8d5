#!/bin/bash
# Starts the test servers (README.md) on 127.0.0.1, waits until each answers and prints what runs where. May be called again.
# State (data, sockets, logs, process ids): $GEOCONTEXT_TEST_SERVERS, default ~/.cache/geocontext-test-servers. Stop: down.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
state=${GEOCONTEXT_TEST_SERVERS:-$HOME/.cache/geocontext-test-servers}
mkdir -p "$state" && state=$(cd "$state" && pwd -P)
mkdir -p "$state"/{run,log,tmp,data,mapserver,qgis/home,nginx,koop}
exec 9> "$state/run/lock"
flock -w 60 9 || { echo "test servers: another up.sh or down.sh holds $state/run/lock" >&2; exit 1; }

fail() {
  echo "test servers: $1" >&2
  [ -n "${2:-}" ] && [ -s "$2" ] && { echo "--- last lines of $2" >&2; tail -n 15 "$2" >&2; }
  exit 1
}

for tool in /usr/bin/mapserv /usr/lib/cgi-bin/qgis_mapserv.fcgi /usr/sbin/nginx "$(command -v spawn-fcgi || echo spawn-fcgi)" \
  "$(command -v node || echo node)" "$(command -v curl || echo curl)" "$state/koop/node_modules"; do
  [ -e "$tool" ] || fail "$tool is not there: run $here/install.sh first"
done

# alive NAME COMMAND: a process of run/NAME.pid runs that command (a process id may have been given to another one since)
alive() {
  local pid
  for pid in $(cat "$state/run/$1.pid" 2> /dev/null; echo); do
    [ "$(cat "/proc/$pid/comm" 2> /dev/null)" = "$2" ] && ! grep -q '^State:.Z' "/proc/$pid/status" 2> /dev/null && return 0
  done
  return 1
}

free() {
  local port
  for port in "$@"; do
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null && fail "port $port is taken by a process that this script did not start"
  done
  return 0
}

# background NAME COMMAND...: runs it without the lock and without this terminal
background() {
  local name=$1
  shift
  setsid nohup nice -n 5 "$@" > "$state/log/$name.log" 2>&1 < /dev/null 9>&- &
  echo $! > "$state/run/$name.pid"
}

# data and projects: made again when a script that makes them has changed
stamp=$(cat "$here/data/make_data.py" "$here/qgis/make_project.py" <(echo "$state") | sha256sum)
if [ "$(cat "$state/data/made.stamp" 2> /dev/null)" != "$stamp" ]; then
  /usr/bin/python3 "$here/data/make_data.py" "$state/data" > "$state/log/make-data.log" 2>&1 \
    || fail "the sample data could not be made" "$state/log/make-data.log"
  HOME=$state/qgis/home QT_QPA_PLATFORM=offscreen LANG=C.UTF-8 \
    /usr/bin/python3 "$here/qgis/make_project.py" "$state/data" "$state/qgis" > "$state/log/make-project.log" 2>&1 \
    || fail "the QGIS projects could not be made" "$state/log/make-project.log"
  echo "$stamp" > "$state/data/made.stamp"
fi

if ! alive mapserver mapserv; then
  rm -f "$state/run/mapserver.sock"
  cp "$here"/mapserver/* "$state/mapserver/"
  sed -i "s#@STATE@#$state#g" "$state"/mapserver/*
  MAPSERVER_CONFIG_FILE=$state/mapserver/mapserver.conf nice -n 5 spawn-fcgi -s "$state/run/mapserver.sock" -M 0600 \
    -P "$state/run/mapserver.pid" -F 2 -- /usr/bin/mapserv > "$state/log/mapserver-start.log" 2>&1 9>&- \
    || fail "MapServer did not start" "$state/log/mapserver-start.log"
fi

if ! alive qgis qgis_mapserv.fc; then
  rm -f "$state/run/qgis.sock"
  HOME=$state/qgis/home QT_QPA_PLATFORM=offscreen LANG=C.UTF-8 QGIS_SERVER_LOG_FILE=$state/log/qgis.log QGIS_SERVER_LOG_LEVEL=1 \
    QGIS_SERVER_PARALLEL_RENDERING=0 nice -n 5 spawn-fcgi -s "$state/run/qgis.sock" -M 0600 \
    -P "$state/run/qgis.pid" -F 2 -- /usr/lib/cgi-bin/qgis_mapserv.fcgi > "$state/log/qgis-start.log" 2>&1 9>&- \
    || fail "QGIS Server did not start" "$state/log/qgis-start.log"
fi

if ! alive koop node; then
  free 8735
  cp "$here/koop/server.js" "$state/koop/"
  (cd "$state/koop" && background koop node server.js "$state/data" 8735)
fi

if ! alive faults python3; then
  free 8734
  background faults /usr/bin/python3 "$here/faults/faults.py" 8734 8736
fi

if ! alive nginx nginx; then
  free 8731 8732 8733
  files=$(ulimit -Hn)
  [ "$files" = unlimited ] && files=65536
  ulimit -n "$files"
  user=
  [ "$(id -u)" = 0 ] && user="user root root;"
  sed -e "s#@STATE@#$state#g" -e "s#@USER@#$user#" -e "s#@FILES@#$files#" -e "s#@CONNECTIONS@#$((files < 17000 ? files - 500 : 16000))#" \
    "$here/nginx/nginx.conf" > "$state/nginx/nginx.conf"
  nice -n 5 /usr/sbin/nginx -e "$state/log/nginx.log" -c "$state/nginx/nginx.conf" > "$state/log/nginx-start.log" 2>&1 9>&- \
    || fail "nginx did not start" "$state/log/nginx-start.log"
fi

# answers NAME URL TEXT LOG: waits until the reply of URL contains TEXT
answers() {
  local until=$((SECONDS + 20))
  until curl -s -m 15 "$2" 2> /dev/null | grep -q "$3"; do
    [ $SECONDS -lt $until ] || fail "$1 does not answer at $2" "$state/log/$4"
    sleep 0.1
  done
}
answers MapServer "http://127.0.0.1:8731/mapserver?SERVICE=WFS&REQUEST=GetCapabilities" districts mapserver.log &
checks=($!)
answers "QGIS Server" "http://127.0.0.1:8732/?SERVICE=WFS&REQUEST=GetCapabilities" districts qgis.log &
checks+=($!)
answers latency "http://127.0.0.1:8733/sleep/1" slept nginx.log &
checks+=($!)
answers faults "http://127.0.0.1:8734/ok" '"ok"' faults.log &
checks+=($!)
answers Koop "http://127.0.0.1:8735/sample/rest/services/districts/FeatureServer/0?f=json" Districts koop.log &
checks+=($!)
for check in "${checks[@]}"; do wait "$check" || exit 1; done

cat << 'TABLE'
server       port  url
MapServer    8731  http://127.0.0.1:8731/mapserver?
QGIS Server  8732  http://127.0.0.1:8732/?            (no geometry in GetFeatureInfo: http://127.0.0.1:8732/plain?)
latency      8733  http://127.0.0.1:8733/sleep/800
faults       8734  http://127.0.0.1:8734/ok           (also on 127.0.1.1 to 127.0.1.40)
Koop         8735  http://127.0.0.1:8735/sample/rest/services/districts/FeatureServer/0
black hole   8736  http://127.0.0.1:8736/             (connect() never ends; nothing listens on 8749)
TABLE
