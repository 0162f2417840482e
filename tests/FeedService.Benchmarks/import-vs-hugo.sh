#!/usr/bin/env bash
# Imports a collection of Markdown articles and builds the same files with Hugo, turn by turn, and prints wall time,
# CPU time and peak memory of both with their ratios. Needs dotnet, hugo and GNU time; uses no network once restored.
#   import-vs-hugo.sh [ROUNDS] [ARTICLES]        defaults: 5 rounds, 10000 articles; 500 topics, but no more than articles
#   READY_TO_RUN=1                               publish with ReadyToRun
#   KEEP=1                                       leave the collection, the stores and the feeds behind
set -euo pipefail

rounds=${1:-5} articles=${2:-10000}
topics=$((articles < 500 ? articles : 500))
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/feedservice-benchmark.XXXXXX")
[[ -n ${KEEP:-} ]] || trap 'rm -rf "$work"' EXIT
for tool in dotnet hugo /usr/bin/time; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done

# ReadyToRun would add this machine's platform to the lock files of the checkout.
options=(-c Release --nologo -v quiet)
if [[ -n ${READY_TO_RUN:-} ]]; then
    options+=(--use-current-runtime --no-self-contained -p:PublishReadyToRun=true -p:NuGetLockFilePath=obj/ready-to-run.lock.json)
fi
dotnet publish "$here/../../src" "${options[@]}" -o "$work/service"
dotnet publish "$here" "${options[@]}" -o "$work/benchmarks"
benchmarks=(dotnet "$work/benchmarks/FeedService.Benchmarks.dll")

"${benchmarks[@]}" generate "$work" "$articles" "$topics"
for feeds in tags words; do
    cp -rl "$work/articles" "$work/$feeds/articles"
done

# measure CASE COMMAND…: one line with wall, user and system seconds and peak kB, from an empty store and folder.
measure() {
    rm -rf "$work/store" "$work/out"
    again "$@"
}

# again CASE COMMAND…: the same, with the store and the folder that are there.
again() {
    local case=$1
    shift
    sync
    timeout 300 /usr/bin/time -f "$case %e %U %S %M" -o "$work/time" "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
    cat "$work/time" >>"$work/times"
}

# Another sentence for the newest article, in a file of its own: the same ones stand in other folders too.
change() {
    local article
    article=$(find "$work/tags/articles" -name '*.md' | sort | tail -1)
    { cat "$article"; echo; echo "A sentence of round $i, and one more about what it changes in the feeds."; } >"$work/changed.md"
    mv "$work/changed.md" "$article"
}

expect() {
    [[ $1 == "$2" ]] || { echo "$3: $1 instead of $2" >&2; exit 1; }
}

round() {
    measure hugo hugo --quiet --source "$work/hugo" --destination "$work/out"
    expect "$(find "$work/out" -name index.xml | wc -l)" "$topics" "feeds by Hugo"
    grep -ro '<item>' "$work/out" | wc -l >"$work/items"
    measure import-tags dotnet "$work/service/FeedService.dll" import --feeds "$work/tags" --database "$work/store/tags.db"
    expect "$(tail -1 "$work/log" | cut -d' ' -f1)" "$articles" "articles imported"
    measure import-words dotnet "$work/service/FeedService.dll" import --feeds "$work/words" --database "$work/store/words.db"
    expect "$(tail -1 "$work/log" | cut -d' ' -f1)" "$articles" "articles imported"
    local export=(dotnet "$work/service/FeedService.dll" export "$work/out" 'feeds/*.rss'
        --feeds "$work/tags" --database "$work/store/tags.db" --address https://example.org)
    measure export "${export[@]}"
    # The feed of all articles is one that Hugo does not make.
    rm "$work/out/feeds/all.rss"
    expect "$(find "$work/out" -name '*.rss' | wc -l)" "$topics" "feeds exported"
    expect "$(grep -ro --include='*.rss' '<item>' "$work/out" | wc -l)" "$(cat "$work/items")" "entries in all feeds"
    change
    again export-again "${export[@]}"
    local rewritten
    rewritten=$(grep -o '[0-9]* written' "$work/log" | cut -d' ' -f1)
    ((rewritten > 1 && rewritten < 20)) || { cat "$work/log" >&2; exit 1; }
}

# The first turn warms the disk cache and is not counted.
i=0
round
: >"$work/times"
for ((i = 1; i <= rounds; i++)); do
    round
done

echo "$(hugo version | cut -d' ' -f1-2), .NET $(dotnet --list-runtimes | grep '^Microsoft.NETCore.App' | tail -1 | cut -d' ' -f2), $(nproc) cores, $(date -I)"
echo "$articles articles, $topics topics, $(cat "$work/items") entries in all feeds, $rounds rounds; median (min..max), and the median by Hugo's"
awk '
    { n[$1]++; wall[$1, n[$1]] = $2; cpu[$1, n[$1]] = $3 + $4; peak[$1, n[$1]] = $5 / 1024; if (n[$1] == 1) order[++cases] = $1 }
    # Sorts what a case measured and returns its median.
    function median(of, name,    i, j, t, m) {
        m = n[name]
        for (i = 1; i <= m; i++) for (j = i + 1; j <= m; j++)
            if (of[name, j] < of[name, i]) { t = of[name, i]; of[name, i] = of[name, j]; of[name, j] = t }
        return m % 2 ? of[name, (m + 1) / 2] : (of[name, m / 2] + of[name, m / 2 + 1]) / 2
    }
    function cell(of, name, format,    m) {
        m = median(of, name)
        return sprintf(format " (" format ".." format ") | %.2f", m, of[name, 1], of[name, n[name]], m / median(of, "hugo"))
    }
    END {
        print "\n| case | wall s | × | CPU s | × | peak RSS MiB | × |\n|---|---|---|---|---|---|---|"
        for (i = 1; i <= cases; i++)
            printf "| %s | %s | %s | %s |\n", order[i], cell(wall, order[i], "%.2f"), cell(cpu, order[i], "%.2f"), cell(peak, order[i], "%.0f")
    }' "$work/times"
