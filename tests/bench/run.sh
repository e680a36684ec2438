#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Speed and memory as figures: prints a table and writes build/bench.json. Called by ./dev bench.
#   run.sh BUILD_DIR [--quick] [--duration SECONDS] [--runs N] [--skip-micro]
# A figure is the median of N runs (5). Loads last SECONDS each (30); --quick is one run of 3 seconds. Takes 12 minutes in full and
# 4 GB of disk.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() { sed -n '3,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
build=${1:?$(usage)}
shift
seconds=30 runs=5 micro=1
while (($#)); do
  case $1 in
    --quick) seconds=3 runs=1 micro= ;;
    --duration) seconds=${2:?--duration needs seconds}; shift ;;
    --runs) runs=${2:?--runs needs a number}; shift ;;
    --skip-micro) micro= ;;
    *) usage ;;
  esac
  shift
done

stormctl=$build/bin/stormctl
stormbench=$build/bin/stormbench
board=resources/boards/order-fulfilment.storm.txt
[[ -x $stormctl ]] || { echo "bench: $stormctl is not there; build it first" >&2; exit 2; }
work=$(mktemp -d)
cluster= display=
end() {  # PID
  [[ -n $1 ]] || return 0
  kill -TERM "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}
stop_cluster() { end "$cluster"; cluster=; }
trap 'stop_cluster; end "$display"; rm -rf "$work"' EXIT

now_ms() { date +%s%3N; }
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }

# Starts a cluster in $work/$1 and waits for its line "ready bootstrap=…"; sets $cluster and $bootstrap.
start_cluster() {  # NAME [OPTION …]
  local name=$1 line
  shift
  rm -f "$work/ready" && mkfifo "$work/ready"
  "$stormctl" cluster --brokers 3 --data "$work/$name" "$@" >"$work/ready" 2>"$work/$name.log" &
  cluster=$!
  read -r line <"$work/ready" || { cat "$work/$name.log" >&2; exit 1; }
  bootstrap=${line#ready bootstrap=}
}

declare -A figures
names=() rows=()
add() {  # NAME VALUE UNIT [AIM]
  figures[$1]=$2
  names+=("$1")
  rows+=("$(printf '  %-38s %12s %-10s %s' "$1" "$2" "$3" "${4:-}")")
}
# The NTH value of a name in stormctl's JSON, rounded.
field() {  # FILE NAME NTH
  awk -v name="\"$2\":" -v nth="$3" '$1 == name && ++seen == nth { printf($2 + 0 < 100 ? "%.2f" : "%.0f", $2 + 0); exit }' "$1"
}
bench() { "$stormctl" bench "$@" --json; }

measure_start() {
  echo "bench: start-up and memory, $runs runs" >&2
  local times=() begun i
  for ((i = 0; i < runs; ++i)); do
    begun=$(now_ms)
    start_cluster "start-$i"
    echo first | "$stormctl" produce --bootstrap "$bootstrap" --acks 1 first >/dev/null
    times+=($(($(now_ms) - begun)))
    rss=$(awk '/^VmRSS/ {print int($2 / 1024)}' "/proc/$cluster/status")
    stop_cluster
  done
  add first-acknowledged-record "$(median "${times[@]}")" ms "aim 300: the starts of cluster and producer included"
  add idle-cluster-memory "$rss" MB "aim 64"
}

# Retention keeps what is produced in bounds; what is consumed fits into the page cache of a small machine.
measure_load() {
  echo "bench: produce and consume, $runs runs of $seconds s" >&2
  local short=$((seconds < 10 ? seconds : 10)) load=(--duration "$seconds" --runs "$runs")
  start_cluster load --set log.retention.bytes=268435456 --set log.segment.bytes=67108864 --set log.retention.check.interval.ms=1000
  local at=(--bootstrap "$bootstrap")
  bench produce "${at[@]}" --mock 3 --acks 1 --size 100 --partitions 6 --replication-factor 1 --topic produced "${load[@]}" >"$work/produce.json"
  bench produce "${at[@]}" --topic consumed --records 8000000 >/dev/null
  bench consume "${at[@]}" --topic consumed "${load[@]}" >"$work/consume.json"
  # The mock cluster keeps but the newest megabytes: the same few are read here, again and again.
  bench produce "${at[@]}" --topic few --records 218181 >/dev/null
  bench consume "${at[@]}" --topic few --mock 3 --duration "$short" --runs "$runs" >"$work/few.json"
  bench latency "${at[@]}" --topic latency --duration "$short" >"$work/latency.json"
  stop_cluster
  add produce "$(field "$work/produce.json" recordsPerSecond 1)" records/s "acks=1, 100 bytes, 6 partitions"
  add produce-mock "$(field "$work/produce.json" recordsPerSecond 2)" records/s "the same client to librdkafka's mock cluster"
  add produce-ratio-to-mock "$(field "$work/produce.json" ratio 1)" "" "aim 0.9"
  add consume "$(field "$work/consume.json" recordsPerSecond 1)" records/s "librdkafka's own headline: 3 million"
  add consume-few "$(field "$work/few.json" recordsPerSecond 1)" records/s "24 MB again and again"
  add consume-few-mock "$(field "$work/few.json" recordsPerSecond 2)" records/s "the same client and records, librdkafka's mock cluster"
  add consume-ratio-to-mock "$(field "$work/few.json" ratio 1)" ""
  add latency-p50 "$(field "$work/latency.json" p50Ms 1)" ms "1000 records/s, acks=1"
  add latency-p99 "$(field "$work/latency.json" p99Ms 1)" ms
}

# Runs the window with its settings and data elsewhere; sets $begun and $ended, its milestones are in $work/window.log.
run_window() {  # PLATFORM [OPTION …]
  local platform=$1 data
  shift
  data=$(mktemp -d "$work/window-XXXX")
  begun=$(now_ms)
  QT_QPA_PLATFORM=$platform XDG_CONFIG_HOME="$data/config" XDG_DATA_HOME="$data/share" timeout 60 \
    "$stormbench" --milestones --data "$data/data" "$@" "$board" >/dev/null 2>"$work/window.log" || return 1
  ended=$(now_ms)
}
milestone() { awk -v name="$1" '$1 == "milestone" && $2 == name { print $3; exit }' "$work/window.log"; }

measure_visible() {  # NAME PLATFORM AIM
  local times=() i visible
  for ((i = 0; i < runs; ++i)); do
    run_window "$2" --close-after 1 || { add "$1" null ms "the window did not open"; return; }
    visible=$(milestone window-visible)
    times+=($((visible - begun)))
  done
  add "$1" "$(median "${times[@]}")" ms "$3"
}

measure_window() {
  [[ -x $stormbench ]] || return 0
  echo "bench: window, $runs runs" >&2
  measure_visible window-visible-offscreen offscreen "aim 1000: from the process's start, with the sample board"
  if command -v Xvfb >/dev/null; then
    mkfifo "$work/display"
    Xvfb -displayfd 3 -screen 0 1600x1000x24 3>"$work/display" >/dev/null 2>&1 &
    display=$!
    local number
    read -r number <"$work/display"
    DISPLAY=:$number measure_visible window-visible-x11 xcb "aim 1000: on Xvfb"
    end "$display"
    display=
  fi
  local times=() i requested
  for ((i = 0; i < runs; ++i)); do
    run_window offscreen --play 1 --close-after 3 || { add close-while-playing null ms "the window did not close"; return; }
    requested=$(milestone close-requested)
    times+=($((ended - requested)))
  done
  add close-while-playing "$(median "${times[@]}")" ms "aim 2000: from closing to the process's end, three brokers"
}

# The canvas' times are the processor's: they hold while the machine does something else too.
measure_canvas() {
  cmake --build "$build" --target bench_canvas >/dev/null 2>&1 || return 0
  echo "bench: canvas" >&2
  local out=$work/canvas.json name quick=
  ((runs == 1)) && quick=--quick
  "$build/bin/bench_canvas" $quick >"$out" || return 0
  for name in pan-5000 fit-5000; do
    add "canvas-$name" "$(field "$out" "canvas-$name-median" 1)" ms/frame "aim 16: 5,000 notes and connectors, minimap, 200 tokens, 1920x1080"
    add "canvas-$name-p95" "$(field "$out" "canvas-$name-p95" 1)" ms/frame "aim 25"
  done
  for name in pan-10000 fit-10000; do
    add "canvas-$name" "$(field "$out" "canvas-$name-median" 1)" ms/frame "aim 33"
  done
  add canvas-zoom-5000 "$(field "$out" canvas-zoom-5000-median 1)" ms/frame "zooming in and out around the whole board"
  add canvas-key-10000 "$(field "$out" canvas-key-10000-p95 1)" ms "aim 16: 95th percentile of a typed key, painted"
  add canvas-open-10000 "$(field "$out" canvas-open-10000-median 1)" ms "aim 1000: from the file to the first picture"
  add canvas-memory-10000 "$(field "$out" canvas-memory-10000 1)" MB "aim 200: the whole process, painted once"
  add canvas-undo-5000 "$(field "$out" canvas-undo-5000-median 1)" ms "aim 100: a move of every note, painted"
  add canvas-drag-long-5000 "$(field "$out" canvas-drag-long-5000-median 1)" ms "a note dragged at the end of an arrow across the board, painted"
}

measure_micro() {
  [[ -n $micro ]] && cmake --build "$build" --target bench_micro >/dev/null 2>&1 || return 0
  echo "bench: micro" >&2
  "$build/bin/bench_micro" --benchmark_out="$work/micro.json" --benchmark_out_format=json --benchmark_min_time=0.2 >&2
}

processor=$(awk -F': *' '/^model name/ {print $2; exit}' /proc/cpuinfo)
machine="${processor:-$(uname -m)}, $(nproc) cores, $(awk '/^MemTotal/ {print int($2 / 1048576 + 0.5)}' /proc/meminfo) GB, $(uname -sr)"
load_before=$(cut -d' ' -f1 /proc/loadavg)

measure_start
measure_load
measure_window
measure_canvas
measure_micro

echo "$machine; load average $load_before before; medians of $runs, loads of $seconds s"
printf '%s\n' "${rows[@]}"
mkdir -p build
{
  printf '{\n  "machine": "%s",\n  "loadBefore": %s,\n  "runs": %s,\n  "seconds": %s,\n  "figures": {' "$machine" "$load_before" "$runs" "$seconds"
  separator=
  for name in "${names[@]}"; do
    printf '%s\n    "%s": %s' "$separator" "$name" "${figures[$name]:-null}"
    separator=,
  done
  printf '\n  }'
  if [[ -s $work/micro.json ]]; then
    printf ',\n  "micro": '
    cat "$work/micro.json"
  fi
  printf '\n}\n'
} >build/bench.json
echo "bench: wrote build/bench.json" >&2
