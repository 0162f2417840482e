#!/usr/bin/env bash
# Two nodes on one PostgreSQL and one Redis, 10,000 requests a second, a publication a second; meanwhile a node is killed, the
# importer in the middle of a batch, PostgreSQL restarted, Redis killed and paused. Prints what the clients saw; exit 1 if anybody
# was sent an error or something older, or anything was lost. Needs dotnet, postgresql, redis-server, setpriv; loopback only.
#   nodes-under-fire.sh [SECONDS] [REQUESTS-A-SECOND]         defaults: 60, 10000
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/feedservice-benchmark.XXXXXX")
trap 'rm -rf "$work"' EXIT
dotnet publish "$here/../../src" -c Release --nologo -v quiet -o "$work/app"
dotnet publish "$here" -c Release --nologo -v quiet -o "$work/benchmarks"
dotnet "$work/benchmarks/FeedService.Benchmarks.dll" nodes "$work/app/FeedService.dll" "${1:-60}" "${2:-10000}"
