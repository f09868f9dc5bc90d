#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing on a Debian 12: `deps.sh build` what it takes to
# build and run, `deps.sh check` what it takes to try everything as well,
# `deps.sh bench` what is measured against.
# Asks the package manager only when something is missing.
set -eu

build="build-essential pkg-config nodejs npm
libmicrohttpd-dev libsqlite3-dev libpq-dev libjansson-dev libicu-dev
libmd4c-dev libsodium-dev liboath-dev zlib1g-dev libbrotli-dev
libcurl4-openssl-dev libpango1.0-dev libcairo2-dev libical-dev
libxml2-dev libzip-dev libgd-dev libcjose-dev
fonts-nanum fonts-noto-cjk"
check="sqlite3 postgresql chromium default-jre-headless
libxml2-utils curl poppler-utils python3-aiosmtpd translate-toolkit
python3-feedparser python3-lxml openssl iproute2"

case "${1:-build}" in
build) wanted=$build ;;
check) wanted="$build $check" ;;
bench) wanted="$build $check wrk nginx-light wordpress
wordpress-theme-twentytwentythree php-fpm php-cli php-mysql mariadb-server" ;;
*) echo "usage: deps.sh build|check|bench" >&2; exit 2 ;;
esac

there() {
	case "$1" in
	# Any node and npm will do, however they came.
	nodejs) command -v node >/dev/null ;;
	npm) command -v npm >/dev/null ;;
	*) dpkg-query -W -f '${Status}' "$1" 2>/dev/null |
		grep -q 'ok installed' ;;
	esac
}

missing=
for package in $wanted; do
	there "$package" || missing="$missing $package"
done

if [ -n "$missing" ]; then
	echo "installing:$missing"
	as_root=
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null || {
			echo "deps: please have installed as root:" >&2
			echo "apt-get install$missing" >&2
			exit 1
		}
		as_root=sudo
	fi
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
	# shellcheck disable=SC2086
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
		--no-install-recommends $missing
fi

# Fonts, the map's land, and the tools of the tests; no script of theirs runs.
if [ ! -f node_modules/.package-lock.json ] ||
    [ package-lock.json -nt node_modules/.package-lock.json ]; then
	npm ci --ignore-scripts --no-audit --no-fund
	touch node_modules/.package-lock.json
fi
