#!/usr/bin/env bash
# Serves two RSS feeds with FeedService, the very same bytes as static files with nginx, and from memory with Kestrel alone,
# turn by turn, and prints requests/s, latency and CPU time a request with the ratios to nginx; then the time from a start
# to the first feed, and memory. Needs dotnet, nginx with gzip_static, wrk, curl and two cores; uses loopback only once restored.
#   serve-vs-nginx.sh [ROUNDS] [SECONDS]         defaults: 9 rounds, 2 seconds a case; fewer than 7 rounds prove nothing
#   STARTS=7                                     how often each server is started for the time to the first feed
#   KEEP=1                                       leave the collection, the store and the logs behind
set -euo pipefail

rounds=${1:-9} seconds=${2:-2} starts=${STARTS:-7} connections=32
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/feedservice-benchmark.XXXXXX")
www=$work/www/feeds
servers=(nginx bare service)
declare -A pid=() tag=() port=([service]=$((20000 + RANDOM % 4000)) [nginx]=$((24000 + RANDOM % 4000)) [bare]=$((28000 + RANDOM % 4000)))

stop() {
    if [[ -n ${pid[$1]:-} ]]; then
        kill "${pid[$1]}" 2>/dev/null || true
        wait "${pid[$1]}" 2>/dev/null || true
        pid[$1]=
    fi
}

finish() {
    for server in "${servers[@]}"; do stop "$server"; done
    if [[ -z ${KEEP:-} ]]; then rm -rf "$work"; fi
}
trap finish EXIT
trap 'exit 130' INT TERM

fail() { echo "$*" >&2; exit 1; }

for tool in dotnet nginx wrk curl gzip taskset pgrep; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
(($(nproc) > 1)) || { echo "one core is needed for the servers and one for wrk" >&2; exit 2; }

# Articles of a length that makes a feed of 50 of them about 35 kB after gzip.
dotnet publish "$here/../../src" -c Release --nologo -v quiet -o "$work/app"
dotnet publish "$here" -c Release --nologo -v quiet -o "$work/benchmarks"
dotnet "$work/benchmarks/FeedService.Benchmarks.dll" generate "$work" 80 80 1700
mkdir -p "$work/feeds" "$www"
mv "$work/articles" "$work/tags/_site.yaml" "$work/feeds"
printf 'title: Full\ncontent: full\nlimit: 50\nmatch: { after: 2000-01-01 }\n' >"$work/feeds/full.yaml"
printf 'title: Summary\ncontent: summary\nlimit: 60\nmatch: { after: 2000-01-01 }\n' >"$work/feeds/summary.yaml"

cat >"$work/nginx.conf" <<END
$( ((EUID)) || echo "user root;")  # the work folder is not for others
worker_processes 1;
pid $work/nginx.pid;
events { worker_connections 1024; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    tcp_nodelay on;
    keepalive_requests 1000000000;
    open_file_cache max=100 inactive=1h;
    open_file_cache_valid 1h;
    etag on;
    gzip_static on;
    gzip_vary on;
    types { "application/rss+xml; charset=utf-8" rss; }
    server {
        listen 127.0.0.1:${port[nginx]};
        root $work/www;
        add_header Cache-Control "public, max-age=3600";
    }
}
END

# start SERVER: on core 0.
start() {
    local command url=http://127.0.0.1:${port[$1]}
    case $1 in
        service) command=(dotnet "$work/app/FeedService.dll" serve --feeds "$work/feeds" --database "$work/store.db"
            --urls "$url" --address "$url") ;;
        bare) command=(dotnet "$work/benchmarks/FeedService.Benchmarks.dll" bare "$www" "${port[bare]}") ;;
        nginx) command=(nginx -e stderr -p "$work" -c "$work/nginx.conf" -g "daemon off;") ;;
    esac
    taskset -c 0 "${command[@]}" >>"$work/$1.log" 2>&1 &
    pid[$1]=$!
}

# ask SERVER PATH: whether it answers 200. By the shell itself: to start a curl takes as long as nginx does.
ask() {
    local status='' host=127.0.0.1:${port[$1]}
    { exec 3<>"/dev/tcp/${host/://}"; } 2>/dev/null || return 1
    printf '%s\r\n' "GET $2 HTTP/1.1" "Host: $host" "Accept-Encoding: gzip" "Connection: close" "" >&3
    read -r _ status _ <&3 || true
    exec 3>&-
    [[ $status == 200 ]]
}

# await SERVER PATH: asks every one or two milliseconds.
mkfifo "$work/never"
await() {
    local end=$((SECONDS + 60))
    until ask "$1" "$2"; do
        if ((SECONDS > end)) || ! kill -0 "${pid[$1]}" 2>/dev/null; then
            cat "$work/$1.log" >&2
            fail "$1 does not answer $2"
        fi
        read -rt 0.001 <>"$work/never" || true
    done
}

# fetch SERVER FEED ENCODING [CURL OPTION…]: the body and the headers into files; prints the status.
fetch() {
    curl -s -o "$work/$1.$2.$3" -D "$work/$1.$2.$3.head" -w '%{http_code}' -H "Accept-Encoding: $3" "${@:4}" \
        "http://127.0.0.1:${port[$1]}/feeds/$2.rss"
}

etag() { tr -d '\r' <"$work/$1.$2.$3.head" | sed -n 's/^etag: //Ip'; }

# file FEED ENCODING: what nginx serves.
file() { if [[ $2 == gzip ]]; then echo "$www/$1.rss.gz"; else echo "$www/$1.rss"; fi; }

size() { stat -c %s "$@" | paste -sd ' '; }

start service
await service /healthz
# What is asked for often may be compressed better a little later.
sizes='' began=$SECONDS changed=$SECONDS
while ((SECONDS - changed < 8 && SECONDS - began < 30)); do
    for feed in full full summary summary; do
        fetch service $feed gzip >/dev/null
    done
    if [[ $(size "$work"/service.*.gzip) != "$sizes" ]]; then
        sizes=$(size "$work"/service.*.gzip) changed=$SECONDS
    fi
    sleep 0.5
done
for feed in full summary; do
    for encoding in gzip identity; do
        fetch service $feed $encoding >/dev/null
        cp "$work/service.$feed.$encoding" "$(file $feed $encoding)"
    done
    gzip -dc "$www/$feed.rss.gz" | cmp - "$www/$feed.rss" || fail "the service's $feed.rss differs in its encodings"
done

for server in nginx bare; do
    start $server
    await $server /feeds/full.rss
done
for server in "${servers[@]}"; do
    for feed in full summary; do
        for encoding in gzip identity; do
            [[ $(fetch $server $feed $encoding) == 200 ]] || fail "$server does not serve $feed.rss as $encoding"
            cmp "$work/$server.$feed.$encoding" "$(file $feed $encoding)" || fail "$server sends another $feed.rss"
            tag[$server.$feed.$encoding]=$(etag $server $feed $encoding)
            [[ $(fetch $server $feed $encoding -H "If-None-Match: ${tag[$server.$feed.$encoding]}") == 304 ]] \
                || fail "$server gives no 304 of $feed.rss to its own ETag"
        done
    done
done

# The master and the worker of nginx; the service, and whatever it may have started.
family() { echo "${pid[$1]}"; pgrep -P "${pid[$1]}" || true; }

# cpu SERVER: ticks until now.
cpu() {
    local one
    for one in $(family "$1"); do sed 's/.*) //' "/proc/$one/stat"; done | awk '{ sum += $12 + $13 } END { print sum }'
}

# memory SERVER FIELD: MiB of all its processes; what they share counts for each.
memory() {
    local one
    for one in $(family "$1"); do cat "/proc/$one/status"; done \
        | awk -v field="$2:" '$1 == field { sum += $2 } END { printf "%.0f", sum / 1024 }'
}

cat >"$work/report.lua" <<'END'
done = function(summary, latency)
    local errors = summary.errors
    io.write(string.format("result %d %d %d %d %d %d\n", summary.requests, summary.duration, summary.bytes,
        latency:percentile(50), latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.timeout + errors.status))
end
END

# measure CASE SERVER: one line with requests/s, p50 and p99 in µs, and CPU µs a request.
measure() {
    local case=$1 server=$2 feed=full body headers=(-H "Accept-Encoding: gzip") ticks requests micros read p50 p99 errors
    case $case in
        gzip-full) body=$(size "$www/full.rss.gz") ;;
        gzip-summary) feed=summary body=$(size "$www/summary.rss.gz") ;;
        not-modified) body=0 headers+=(-H "If-None-Match: ${tag[$server.full.gzip]}") ;;
        identity-full) body=$(size "$www/full.rss") headers=() ;;
    esac
    ticks=$(cpu "$server")
    taskset -c 1 wrk -t1 -c$connections -d"${seconds}s" --latency -s "$work/report.lua" "${headers[@]}" \
        "http://127.0.0.1:${port[$server]}/feeds/$feed.rss" >"$work/wrk.log"
    ticks=$(($(cpu "$server") - ticks))
    read -r _ requests micros read p50 p99 errors < <(grep '^result ' "$work/wrk.log")
    ((errors == 0 && requests > 0)) || { cat "$work/wrk.log" >&2; fail "$case: $errors errors by $server"; }
    # wrk does not tell a 304 from a 200; how much it has read does. The headers of each are below 1500 bytes.
    ((read / requests >= body && read / requests < body + 1500)) \
        || fail "$case: $((read / requests)) bytes an answer by $server, with a body that should have $body"
    awk "BEGIN { print \"$case\", \"$server\", $requests / $micros * 1e6, $p50, $p99,
        $ticks / $(getconf CLK_TCK) * 1e6 / $requests }" >>"$work/times"
}

# order ROUND: each is first in turn.
order() { echo "${servers[@]:$1 % 3}" "${servers[@]:0:$1 % 3}"; }

load=$(cut -d' ' -f1 /proc/loadavg)
# The first round warms both up and is not counted.
for ((i = 0; i <= rounds; i++)); do
    for case in gzip-full gzip-summary not-modified identity-full; do
        for server in $(order $i); do
            measure $case "$server"
        done
    done
    if ((i == 0)); then : >"$work/times"; fi
done
for server in "${servers[@]}"; do
    echo "| $server | $(memory $server VmHWM) | $(memory $server VmRSS) |" >>"$work/memory"
done

# The store is filled already.
for ((i = 0; i < starts; i++)); do
    for server in $(order $i); do
        stop "$server"
        began=${EPOCHREALTIME/[.,]/}
        start "$server"
        await "$server" /feeds/full.rss
        echo "start $server $((${EPOCHREALTIME/[.,]/} - began))" >>"$work/times"
    done
done

runtime=$(dotnet --list-runtimes | grep '^Microsoft.NETCore.App' | tail -1 | cut -d' ' -f2)
wrk=$( (wrk -v 2>&1 || true) | head -1 | cut -d' ' -f2)
cat <<END
nginx $(nginx -v 2>&1 | cut -d/ -f2), .NET $runtime, wrk $wrk, $(nproc) cores, $(date -I)
full.rss $(size "$www/full.rss") bytes, $(size "$www/full.rss.gz") in gzip; summary.rss $(size "$www/summary.rss") bytes, $(size "$www/summary.rss.gz") in gzip
$rounds rounds of $seconds s a case, $connections connections, load $load before them
median (min..max), and the median of each round's ratio to nginx
END
awk '
    # Sorts what was measured and returns its median.
    function median(of, name,    i, j, t, m) {
        m = n[name]
        for (i = 1; i <= m; i++) for (j = i + 1; j <= m; j++)
            if (of[name, j] < of[name, i]) { t = of[name, i]; of[name, i] = of[name, j]; of[name, j] = t }
        return m % 2 ? of[name, (m + 1) / 2] : (of[name, m / 2] + of[name, m / 2 + 1]) / 2
    }
    function cell(of, name, format,    m) {
        m = median(of, name)
        return sprintf(format " (" format ".." format ")", m, of[name, 1], of[name, n[name]])
    }
    # Inside each round, so before anything is sorted.
    function ratio(of, name,    j) {
        for (j = 1; j <= n[name]; j++) part[name, j] = of[name, j] / of[other[name], j]
        return sprintf("%.2f", median(part, name))
    }
    $1 == "start" { n[$2]++; took[$2, n[$2]] = $3 / 1000; next }
    {
        name = $1 " | " $2; m = ++n[name]
        rate[name, m] = $3; p50[name, m] = $4; p99[name, m] = $5; cpu[name, m] = $6
    }
    n[name] == 1 { other[name] = $1 " | nginx"; if ($2 == "nginx") order[++cases] = $1 }
    END {
        split("nginx bare service", server)
        for (name in other) { faster[name] = ratio(rate, name); dearer[name] = ratio(cpu, name) }
        print "\n| case | server | req/s | × | p50 µs | p99 µs | CPU µs/req | × |\n|---|---|---|---|---|---|---|---|"
        for (i = 1; i <= cases; i++) for (j = 1; j <= 3; j++) {
            name = order[i] " | " server[j]
            printf "| %s | %s | %s | %s | %s | %s | %s |\n", name, cell(rate, name, "%.0f"), faster[name], \
                cell(p50, name, "%.0f"), cell(p99, name, "%.0f"), cell(cpu, name, "%.1f"), dearer[name]
        }
        print "\n| server | start to first feed, ms |\n|---|---|"
        for (j = 1; j <= 3; j++) printf "| %s | %s |\n", server[j], cell(took, server[j], "%.0f")
    }' "$work/times"
printf '\n| server | peak RSS MiB | RSS MiB |\n|---|---|---|\n%s\n' "$(cat "$work/memory")"
