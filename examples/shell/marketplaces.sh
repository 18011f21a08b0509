#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# One call of the Selling Partner API by curl. The token goes through a pipe: what stands among a
# program's arguments is read by everybody on the machine.
#
# usage: marketplaces.sh app seller address-of-the-api

set -eu

# usage: call token app seller address-of-the-api
call() {
  # printf is the shell's own, so the token is no argument of any program
  printf 'x-amz-access-token: %s\n' "$1" |
    curl -sS -f -H @- "$4/sellers/v1/marketplaceParticipations"
}

# on a line of its own: a failure of halfturn ends this script, with its exit status
token=$(halfturn token "$1" --seller "$2")
if ! call "$token" "$@" 2>/dev/null; then
  # whatever was wrong with that one: once more, with another
  token=$(halfturn token "$1" --seller "$2" --fresh)
  call "$token" "$@"
fi
