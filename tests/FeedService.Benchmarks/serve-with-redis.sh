#!/usr/bin/env bash
# Serves one feed with and without a Redis, turn by turn, and prints the CPU time a hit takes with and without it: of the
# service, and of Redis too. Needs dotnet, redis-server, wrk, curl and two cores; uses loopback only once restored.
#   serve-with-redis.sh [ROUNDS] [SECONDS]       defaults: 9 rounds, 2 seconds a case; fewer than 7 rounds prove nothing
set -euo pipefail

rounds=${1:-9} seconds=${2:-2} connections=32
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/feedservice-benchmark.XXXXXX")
declare -A pid=() port=([redis]=$((20000 + RANDOM % 4000)) [alone]=$((24000 + RANDOM % 4000)) [shared]=$((28000 + RANDOM % 4000)))

finish() {
    for one in "${pid[@]}"; do
        kill "$one" 2>/dev/null || true
        wait "$one" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

for tool in dotnet redis-server wrk curl taskset; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done

# The collection of serve-vs-nginx.sh.
dotnet publish "$here/../../src" -c Release --nologo -v quiet -o "$work/app"
dotnet publish "$here" -c Release --nologo -v quiet -o "$work/benchmarks"
dotnet "$work/benchmarks/FeedService.Benchmarks.dll" generate "$work" 80 80 1700
mkdir -p "$work/feeds"
mv "$work/articles" "$work/tags/_site.yaml" "$work/feeds"
printf 'title: Full\ncontent: full\nlimit: 50\nmatch: { after: 2000-01-01 }\n' >"$work/feeds/full.yaml"

taskset -c 0 redis-server --port "${port[redis]}" --bind 127.0.0.1 --save '' --appendonly no --dir "$work" \
    >"$work/redis.log" &
pid[redis]=$!

# start SERVER [OPTION…]: on core 0, until its feed is compressed as well as can be.
start() {
    local url=http://127.0.0.1:${port[$1]} size='' before=none
    taskset -c 0 dotnet "$work/app/FeedService.dll" serve --feeds "$work/feeds" --database "$work/$1.db" \
        --urls "$url" --address http://feeds.example "${@:2}" >"$work/$1.log" 2>&1 &
    pid[$1]=$!
    curl -s --retry 60 --retry-delay 1 --retry-all-errors -f -o /dev/null "$url/healthz"
    while [[ $size != "$before" ]]; do
        before=$size
        for _ in 1 2 3; do curl -s -o "$work/$1.gz" -D "$work/$1.head" -H "Accept-Encoding: gzip" "$url/feeds/full.rss"; done
        size=$(stat -c %s "$work/$1.gz")
        sleep 3
    done
}

start alone
start shared --redis "127.0.0.1:${port[redis]}"
grep -q "Redis answers" "$work/shared.log" || { cat "$work/shared.log" >&2; exit 1; }

# cpu PROCESS: ticks until now.
cpu() { sed 's/.*) //' "/proc/${pid[$1]}/stat" | awk '{ print $12 + $13 }'; }

# measure CASE SERVER: one line with CPU µs a request, and requests a second.
measure() {
    local headers=(-H "Accept-Encoding: gzip") ticks requests
    if [[ $1 == not-modified ]]; then
        headers+=(-H "If-None-Match: $(tr -d '\r' <"$work/$2.head" | sed -n 's/^etag: //Ip')")
    fi
    ticks=$(($(cpu "$2") + $(cpu redis)))
    taskset -c 1 wrk -t1 -c$connections -d"${seconds}s" "${headers[@]}" "http://127.0.0.1:${port[$2]}/feeds/full.rss" \
        >"$work/wrk.log"
    ticks=$(($(cpu "$2") + $(cpu redis) - ticks))
    ! grep -q 'Non-2xx\|Socket errors' "$work/wrk.log" || { cat "$work/wrk.log" >&2; exit 1; }
    requests=$(awk '/requests in/ { print $1 }' "$work/wrk.log")
    awk "BEGIN { print \"$1\", \"$2\", $ticks / $(getconf CLK_TCK) * 1e6 / $requests, $requests / $seconds }" >>"$work/times"
}

# The first round warms both up and is not counted.
for ((i = 0; i <= rounds; i++)); do
    for case in gzip-full not-modified; do
        if ((i % 2)); then order="alone shared"; else order="shared alone"; fi
        for server in $order; do measure $case "$server"; done
    done
    if ((i == 0)); then : >"$work/times"; fi
done

echo "$rounds rounds of $seconds s a case, $connections connections, full.rss $(stat -c %s "$work/alone.gz") bytes in gzip"
echo "| case | without, CPU µs/req | with Redis | × (min..max) |"
echo "|---|---|---|---|"
for case in gzip-full not-modified; do
    median() { sort -n | awk '{ of[NR] = $1 } END { print NR % 2 ? of[(NR + 1) / 2] : (of[NR / 2] + of[NR / 2 + 1]) / 2 }'; }
    of() { awk -v what=$case -v server="$1" '$1 == what && $2 == server { print $3 }' "$work/times"; }
    ratios=$(paste <(of shared) <(of alone) | awk '{ print $1 / $2 }' | sort -n)
    printf '| %s | %.1f | %.1f | %.2f (%.2f..%.2f) |\n' $case "$(of alone | median)" "$(of shared | median)" \
        "$(median <<<"$ratios")" "$(head -1 <<<"$ratios")" "$(tail -1 <<<"$ratios")"
done
