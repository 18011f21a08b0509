#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A program that knows nothing of Halfturn: it finds a token in its environment, and never sees a
# client secret.
#
# usage: halfturn exec app/seller -- report.sh address-of-the-api

set -eu

printf 'x-amz-access-token: %s\n' "$SP_API_ACCESS_TOKEN" |
  curl -sS -f -H @- "$1/sellers/v1/marketplaceParticipations" |
  grep -o '"countryCode":"[A-Z]*"'
