#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Speed and memory as figures: prints a table and writes build/bench.json. Called by ./dev bench.
#   run.sh BUILD_DIR [--quick] [--duration SECONDS] [--runs N] [--skip-micro]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() { sed -n '3,4s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
build=${1:?$(usage)}
shift
seconds=30 runs=5 micro=1
while (($#)); do
  case $1 in
    --quick) seconds=3 runs=1 ;;
    --duration) seconds=${2:?--duration needs seconds}; shift ;;
    --runs) runs=${2:?--runs needs a number}; shift ;;
    --skip-micro) micro= ;;
    *) usage ;;
  esac
  shift
done

stormctl=$build/bin/stormctl
stormbench=$build/bin/stormbench
[[ -x $stormctl ]] || { echo "bench: $stormctl is not there; build it first" >&2; exit 2; }
work=$(mktemp -d)
cluster=
stop_cluster() {
  [[ -n $cluster ]] || return 0
  kill -TERM "$cluster" 2>/dev/null || true
  wait "$cluster" 2>/dev/null || true
  cluster=
}
trap 'stop_cluster; rm -rf "$work"' EXIT

now_ms() { date +%s%3N; }
# Starts a cluster in $work/$1 and waits for its line "ready bootstrap=…"; sets $cluster and $bootstrap.
start_cluster() {
  rm -f "$work/ready" && mkfifo "$work/ready"
  "$stormctl" cluster --brokers 3 --data "$work/$1" >"$work/ready" 2>"$work/$1.log" &
  cluster=$!
  read -r line <"$work/ready" || { cat "$work/$1.log" >&2; exit 1; }
  bootstrap=${line#ready bootstrap=}
}
declare -A figures
rows=()
add() {  # NAME VALUE UNIT AIM
  figures[$1]=$2
  rows+=("$(printf '%-44s %14s %-10s %s' "$1" "$2" "$3" "${4:-}")")
}
# The NTH value of a name in stormctl's JSON, rounded.
field() {  # FILE NAME NTH
  awk -v name="\"$2\":" -v nth="$3" '$1 == name && ++seen == nth { printf($2 + 0 < 100 ? "%.2f" : "%.0f", $2 + 0); exit }' "$1"
}

echo "bench: start-up and memory" >&2
times=()
for ((i = 0; i < runs; ++i)); do
  begun=$(now_ms)
  start_cluster "start-$i"
  echo first | "$stormctl" produce --bootstrap "$bootstrap" --acks 1 first >/dev/null
  times+=($(($(now_ms) - begun)))
  if ((i == 0)); then
    rss=$(awk '/^VmRSS/ {print int($2 / 1024)}' "/proc/$cluster/status")
  fi
  stop_cluster
done
median=$(printf '%s\n' "${times[@]}" | sort -n | sed -n "$(((runs + 1) / 2))p")
add first-acknowledged-record "$median" ms "under 300, two process starts included"
add idle-cluster-memory "$rss" MB "under 64"

echo "bench: produce and consume, $runs × $seconds s each" >&2
start_cluster load
"$stormctl" bench produce --bootstrap "$bootstrap" --mock 3 --acks 1 --size 100 --partitions 6 --topic bench \
  --duration "$seconds" --runs "$runs" --json >"$work/produce.json"
"$stormctl" bench consume --bootstrap "$bootstrap" --topic bench --duration "$seconds" --runs "$runs" --json >"$work/consume.json"
"$stormctl" bench latency --bootstrap "$bootstrap" --topic latency --duration "$((seconds < 10 ? seconds : 10))" --json >"$work/latency.json"
stop_cluster
add produce-acks1-100-bytes "$(field "$work/produce.json" recordsPerSecond 1)" records/s
add produce-same-client-mock "$(field "$work/produce.json" recordsPerSecond 2)" records/s "librdkafka's mock cluster"
add produce-ratio-to-mock "$(field "$work/produce.json" ratio 1)" "" "aim 0.8"
add consume-100-bytes "$(field "$work/consume.json" recordsPerSecond 1)" records/s
add latency-p50 "$(field "$work/latency.json" p50Ms 1)" ms
add latency-p99 "$(field "$work/latency.json" p99Ms 1)" ms

if [[ -x $stormbench ]]; then
  begun=$(now_ms)
  if QT_QPA_PLATFORM=offscreen XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/share" timeout 60 \
    "$stormbench" --picture "$work/window.png" resources/boards/order-fulfilment.storm.txt >/dev/null 2>&1; then
    add window-with-board-saved-as-picture "$(($(now_ms) - begun))" ms "visible under 1000; the picture and the exit are included"
  fi
fi

if [[ -n $micro ]] && cmake --build "$build" --target bench_micro >/dev/null 2>&1; then
  echo "bench: micro" >&2
  "$build/bin/bench_micro" --benchmark_out="$work/micro.json" --benchmark_out_format=json --benchmark_min_time=0.2 >&2
fi

printf '%s\n' "${rows[@]}"
mkdir -p build
{
  printf '{\n  "figures": {'
  separator=
  for name in $(printf '%s\n' "${!figures[@]}" | sort); do
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
