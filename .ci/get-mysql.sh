#!/usr/bin/env bash
# Unpacks MySQL from Debian sid, together with the C library it was linked to, into the folder $1, and touches
# nothing else: no Debian release that is out carries MySQL. Packages are verified by apt's own signature check.
# Needs apt-get and dpkg-deb; run the server through the loader in that folder (tooling/databases does).
set -euo pipefail
target=$(realpath -m "$1")
work=$target.apt
trap 'rm -rf "$work"' EXIT
rm -rf "$target"
mkdir -p "$target" "$work"/{lists/partial,archives/partial,etc/preferences.d}
: > "$work/status"
# the mirror this machine already uses
mirror=$(grep -rhv '^ *#' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 || true)
if [ -z "$mirror" ]; then echo "no Debian mirror is configured on this machine" >&2; exit 1; fi
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" > "$work/etc/sources.list"
apt_options=(
  -o Dir::Etc::sourcelist="$work/etc/sources.list"
  -o Dir::Etc::sourceparts=/dev/null
  -o Dir::Etc::preferencesparts="$work/etc/preferences.d"
  -o Dir::State::lists="$work/lists"
  -o Dir::State::status="$work/status"
  -o Dir::Cache::archives="$work/archives"
  -o Dir::Cache::pkgcache=
  -o Dir::Cache::srcpkgcache=
  -o APT::Sandbox::User=root
  -o APT::Install-Recommends=0
  -o Acquire::Languages=none
  -qq
)
apt-get "${apt_options[@]}" update
apt-get "${apt_options[@]}" -y --download-only install mysql-server-core </dev/null >/dev/null
for package in "$work"/archives/*.deb; do
  case $(basename "$package") in
    perl* | libperl* | mysql-common* | debconf* | dpkg* | base-*) ;;
    *) dpkg-deb -x "$package" "$target" ;;
  esac
done
libraries=$(dirname "$(find "$target/usr/lib" -name 'ld-linux-*.so.*' | head -n 1)")
"$libraries"/ld-linux-*.so.* --library-path "$libraries" "$target/usr/sbin/mysqld" --version
