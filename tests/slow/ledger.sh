#!/bin/sh
# The ledger against the plainest reading, on two thousand histories and on as
# many of files that cannot be read for a while, and the cut against whole parses, two million times.
#   tests/slow/ledger.sh BUILD      such as build/release
cd "$(dirname "$0")/../.." || exit 1
build=${1:-build/release}
ARISING_HISTORIES=2000 "$build/unit/history/test_ledger_equal" &&
	ARISING_HISTORIES=2000 "$build/unit/history/test_ledger_gaps" &&
	ARISING_CUTS=2000000 "$build/unit/load/test_cut"
