#!/bin/bash
# Installs what the web application is checked and tried with (Debian 12 packages, needs root). Quick when all is there.
set -euo pipefail
packages=(chromium chromium-driver fonts-dejavu-core node-typescript)

missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q
  apt-get install -y -q --no-install-recommends "${missing[@]}"
fi
echo "web application: installed"
