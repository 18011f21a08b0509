#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The life of one application's credentials on one machine, with no account anywhere: this script
# needs the halfturn command and nothing else. "halfturn simulate" plays Amazon.
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

halfturn() {
  "$command" "$@"
}

step() {
  printf '\n== %s\n' "$*"
}

# Runs a command that has to end with a certain exit status.
expect() {
  wanted=$1
  shift
  status=0
  "$@" || status=$?
  if [ "$status" -ne "$wanted" ]; then
    echo "exit status $status instead of $wanted: $*" >&2
    exit 1
  fi
}

# Everything halfturn writes goes below this directory, and away with it.
export HOME="$work"
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME STATE_DIRECTORY
# ... and nothing goes on behind it that still writes there
export HALFTURN_CLASS_ARCHIVE=off

step "An Amazon to play with"
: >"$work/amazon.env"
# not by the function: what is stopped at the end has to be the command itself
"$command" simulate --port 0 >>"$work/amazon.env" &
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
halfturn simulate app erp --seller acme-us --seller acme-de:eu

step "A configuration, an encrypted file, a key"
halfturn init --unlock key-file
halfturn config check

step "An application and two sellers; secrets go through pipes, never through arguments"
halfturn simulate show erp client-secret |
  halfturn app add erp \
    --client-id "$(halfturn simulate show erp client-id)" --created "$(date -u +%Y-%m-%d)" -
halfturn simulate show erp refresh-token/acme-us | halfturn seller add erp acme-us -
halfturn simulate show erp refresh-token/acme-de | halfturn seller add erp acme-de --region eu -

step "An access token for each"
for seller in acme-us acme-de; do
  token=$(halfturn token erp --seller "$seller")
  case $token in
    "Atza|"*) echo "$seller: a token of ${#token} characters" ;;
    *) echo "that is no access token" >&2; exit 1 ;;
  esac
done
halfturn test erp

step "How long does the client secret live?"
halfturn status
expect 0 halfturn check

step "The primary user presses \"Rotate secret\" in the console; the new secret comes by a pipe"
halfturn simulate rotate erp | halfturn rotate erp --new-secret-stdin
halfturn token erp --seller acme-us >/dev/null
echo "acme-us: still gets tokens"

step "Eight days later the old secret is dead"
halfturn simulate advance 8d
halfturn simulate state --json | grep -q '"number":1,[^}]*"exchanges":false'
echo "Amazon refuses the old secret"
for seller in acme-us acme-de; do
  halfturn token erp --seller "$seller" >/dev/null
  echo "$seller: still gets tokens"
done

step "What will monitoring say in 170 days?"
expect 1 halfturn check --at +170d
expect 2 halfturn check --at +175d

step "A second store, and everything copied into it"
cat >>"$work/.config/halfturn/config.yaml" <<END
store.backup:
  type: file
  path: '$work/backup/secrets.halfturn'
  key-file: '$work/.config/halfturn/backup.key'
END
halfturn store init --set store=backup --generate-key --quiet
halfturn copy --from file --to backup --dry-run
halfturn copy --from file --to backup
expect 0 halfturn diff file backup
halfturn token erp --seller acme-us --set store=backup >/dev/null
echo "acme-us: gets tokens from the copy, too"

step "Done; nothing is left behind"
