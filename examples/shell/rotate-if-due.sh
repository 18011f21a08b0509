#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# For cron, each hour: rotates the client secrets that are due, and says so only if something was
# done or is wrong. Each exit status of halfturn is a promise: see docs/exit-codes.md.
#
# usage: rotate-if-due.sh app ...

set -eu

worst=0
for app in "$@"; do
  status=0
  said=$(halfturn rotate "$app" --auto --if-due --exit-code 2>&1) || status=$?
  case $status in
    0) echo "$app: rotated" ;;
    10) ;; # not due
    11) ;; # under way: the next run goes on with it
    6 | 8 | 16) ;; # unreachable, busy, throttled: passes, and a reminder comes in time if it does not
    *)
      printf '%s\n' "$said" >&2
      worst=$status
      ;;
  esac
done
exit "$worst"
