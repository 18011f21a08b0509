#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# For cron, each day: one line for whoever reads the mail of cron, if somebody has to act. "check"
# only reads.
#
# usage: alert.sh

set -eu

status=0
line=$(halfturn check 2>&1) || status=$?
case $status in
  0) ;;
  1) printf 'soon: %s\n' "$line" ;;
  2) printf 'AT ONCE: %s\n' "$line" ;;
  *) printf 'nobody knows: %s\n' "$line" ;;
esac
