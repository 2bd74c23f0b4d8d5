#!/bin/bash
# Installs what up.sh starts: MapServer, QGIS Server, nginx (Debian 12 packages, needs root) and Koop (npm), and the clients that
# tests run: QGIS, OWSLib, R. Quick when all is there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
state=${GEOCONTEXT_TEST_SERVERS:-$HOME/.cache/geocontext-test-servers}
packages=(gdal-bin python3-gdal cgi-mapserver mapserver-bin spawn-fcgi qgis-server python3-qgis xvfb xauth
  nginx-light libnginx-mod-http-echo libnginx-mod-http-lua qgis python3-owslib python3-aiohttp python3-requests curl
  r-base-core r-cran-jsonlite)
command -v node > /dev/null || packages+=(nodejs npm)

missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q
  apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

koop=$state/koop
if ! { [ -d "$koop/node_modules" ] && cmp -s "$here/koop/package-lock.json" "$koop/installed-lock.json"; }; then
  mkdir -p "$koop"
  cp "$here/koop/package.json" "$here/koop/package-lock.json" "$here/koop/.npmrc" "$koop/"
  (cd "$koop" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  cp "$here/koop/package-lock.json" "$koop/installed-lock.json"
fi
echo "test servers: installed"
