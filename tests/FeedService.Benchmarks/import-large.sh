#!/usr/bin/env bash
# Imports what is large: a folder of many Markdown files, first and again unchanged; an export of WordPress in one file;
# an article of 10 MB on one line. Prints wall and CPU time, peak memory, and files or megabytes a second. Needs dotnet
# and GNU time; uses no network once restored.
#   import-large.sh [FILES] [MEGABYTES]          defaults: 100000 files, an export of 1000 MB
set -euo pipefail

files=${1:-100000} megabytes=${2:-1000}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/feedservice-large.XXXXXX")
[[ -n ${KEEP:-} ]] || trap 'rm -rf "$work"' EXIT
for tool in dotnet /usr/bin/time; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
dotnet publish "$here/../../src" -c Release --nologo -v quiet -o "$work/service"
dotnet publish "$here" -c Release --nologo -v quiet -o "$work/benchmarks"
benchmarks=(dotnet "$work/benchmarks/FeedService.Benchmarks.dll")

"${benchmarks[@]}" generate "$work" "$files" 20
mv "$work/articles" "$work/tags/articles"
mkdir -p "$work/wordpress/articles" "$work/line/articles"
cp "$work/tags/"*.yaml "$work/wordpress"
"${benchmarks[@]}" wordpress "$work/wordpress/articles/export.xml" "$megabytes"
"${benchmarks[@]}" line "$work/line/articles/line.jsonl" 10

# measure CASE FEEDS AMOUNT UNIT
measure() {
    sync
    timeout 600 /usr/bin/time -f "%e %U %S %M" -o "$work/time" dotnet "$work/service/FeedService.dll" import \
        --feeds "$work/$2" --database "$work/$2.db" >"$work/log" 2>"$work/errors" || { cat "$work/errors" >&2; exit 1; }
    awk -v name="$1" -v amount="$3" -v unit="$4" -v said="$(tail -1 "$work/log")" \
        '{ printf "| %s | %.2f | %.2f | %.0f | %.0f %s | %s |\n", name, $1, $2 + $3, $4 / 1024, amount / $1, unit, said }' "$work/time"
}

echo ".NET $(dotnet --list-runtimes | grep '^Microsoft.NETCore.App' | tail -1 | cut -d' ' -f2), $(nproc) cores, $(date -I)"
printf '\n| case | wall s | CPU s | peak RSS MiB | a second | it says |\n|---|---|---|---|---|---|\n'
measure "$files Markdown files" tags "$files" files
measure "again, unchanged" tags "$files" files
measure "WordPress, $megabytes MB" wordpress "$megabytes" MB
measure "one line of 10 MB" line 10 MB
