#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Plays through what the other scripts of this directory do, with no account anywhere: this needs
# curl and the halfturn command. "halfturn simulate" plays Amazon.
#
# usage: run.sh [path of the halfturn command]

set -eu

here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
top=$here/../..
command=$top/bin/halfturn # in a distribution
if [ ! -x "$command" ]; then
  command=$top/cli/target/halfturn/bin/halfturn # in the sources, once built
fi
command=${1:-$command}
PATH=$(dirname "$command"):$PATH
work=$(mktemp -d)
simulator=

clear_up() {
  if [ -n "$simulator" ]; then
    kill "$simulator" 2>/dev/null || true
    wait "$simulator" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap clear_up EXIT
trap 'exit 130' INT TERM

step() {
  printf '\n== %s\n' "$*"
}

days_ago() {
  date -u -d "$1 days ago" +%Y-%m-%d 2>/dev/null || date -u -v "-$1d" +%Y-%m-%d
}

# Everything halfturn writes goes below this directory, and away with it.
export HOME="$work" PATH
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME STATE_DIRECTORY
# ... and nothing goes on behind it that still writes there
export HALFTURN_CLASS_ARCHIVE=off

step "An Amazon to play with, two applications, one of them with a secret that is due"
: >"$work/amazon.env"
halfturn simulate --port 0 >>"$work/amazon.env" &
simulator=$!
waited=0
until grep -q '^# Stop it' "$work/amazon.env"; do
  waited=$((waited + 1))
  if [ "$waited" -gt 60 ]; then
    echo "the simulator did not start" >&2
    exit 1
  fi
  sleep 1
done
# made by the simulator just now
# shellcheck disable=SC1091
. "$work/amazon.env"
halfturn init --unlock key-file --quiet
for app in erp shop; do
  created=$(days_ago 10)
  if [ "$app" = erp ]; then
    created=$(days_ago 152)
  fi
  halfturn simulate app "$app" --seller acme-us --created "$created" >/dev/null
  halfturn simulate show "$app" client-secret |
    halfturn app add "$app" --quiet \
      --client-id "$(halfturn simulate show "$app" client-id)" --created "$created" -
  halfturn simulate show "$app" refresh-token/acme-us |
    halfturn seller add "$app" acme-us --quiet -
done
halfturn simulate show erp issuer >>"$work/.config/halfturn/config.yaml"
halfturn notify test >/dev/null

step "marketplaces.sh: a call by curl, its token in no argument"
"$here/marketplaces.sh" erp acme-us "$HALFTURN_ENDPOINT_SPAPI_NA" | grep -o '"countryCode":"[A-Z]*"'

step "report.sh: a program that is given a token"
halfturn exec erp/acme-us -- "$here/report.sh" "$HALFTURN_ENDPOINT_SPAPI_NA"

step "alert.sh: what there is to do"
"$here/alert.sh"

step "rotate-if-due.sh: the one that is due, and not the other"
"$here/rotate-if-due.sh" erp shop

step "rotate-if-due.sh an hour later: nothing to do, nothing to say"
"$here/rotate-if-due.sh" erp shop

step "alert.sh: nothing to do any more"
"$here/alert.sh"

step "rotate-if-due.sh: an application that is not there"
status=0
"$here/rotate-if-due.sh" shp || status=$?
echo "exit status $status"

step "Done; nothing is left behind"
