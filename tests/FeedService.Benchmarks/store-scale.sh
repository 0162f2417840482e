#!/usr/bin/env bash
# Fills stores of 10,000, 100,000 and a million parsed articles, in SQLite and in PostgreSQL, and prints what saving and
# reading cost in each. PostgreSQL is a server of this script's own in a temporary folder, on the loopback interface, with
# fsync as it is by default. Needs dotnet and PostgreSQL; the largest take about 6 GB on disk each.
#   store-scale.sh [ARTICLES…]                   default: 10000 100000 1000000
#   DATABASES="sqlite postgres"                  which ones
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/feedservice-store.XXXXXX")
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
port=${PORT:-54329}
server=
trap 'if [[ -n $server ]]; then kill -INT "$server"; wait "$server" || true; fi; rm -rf "$work"' EXIT

# It refuses to run as root.
as_postgres() {
    if ((EUID == 0)); then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

start_postgres() {
    chmod 755 "$work"
    mkdir "$work/postgres"
    if ((EUID == 0)); then chown postgres "$work/postgres"; fi
    as_postgres "$programs/initdb" -D "$work/postgres/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
    as_postgres "$programs/postgres" -D "$work/postgres/data" -p "$port" -c listen_addresses=127.0.0.1 \
        -c unix_socket_directories="$work/postgres" -c shared_buffers=2GB -c default_toast_compression=lz4 \
        -c max_wal_size=8GB >"$work/log" 2>&1 &
    server=$!
    for _ in {1..100}; do
        psql -q -h 127.0.0.1 -p "$port" -U postgres -c 'select 1' >/dev/null 2>&1 && return
        sleep 0.1
    done
    cat "$work/log" >&2
    exit 1
}

ask_postgres() {
    psql -q -h 127.0.0.1 -p "$port" -U postgres -c "$1"
}

dotnet publish "$here" -c Release --nologo -v quiet -o "$work/benchmarks"
benchmark=(dotnet "$work/benchmarks/FeedService.Benchmarks.dll" store)
echo ".NET $(dotnet --list-runtimes | grep '^Microsoft.NETCore.App' | tail -1 | cut -d' ' -f2), $(nproc) cores, $(date -I)"
"${benchmark[@]}"
[[ $# -gt 0 ]] || set -- 10000 100000 1000000
for articles in "$@"; do
    for database in ${DATABASES:-sqlite postgres}; do
        if [[ $database == sqlite ]]; then
            "${benchmark[@]}" "$work/store.db" "$articles"
            rm -f "$work"/store.db*
        else
            [[ -n $server ]] || start_postgres
            ask_postgres 'create database store'
            "${benchmark[@]}" "postgres://postgres@127.0.0.1:$port/store" "$articles"
            ask_postgres 'drop database store with (force)'
        fi
        echo "load $(cut -d' ' -f1-3 /proc/loadavg)" >&2
    done
done
