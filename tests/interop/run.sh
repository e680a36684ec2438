#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Clients and validators of other people, in their newest versions unless said otherwise:
# run.sh BUILD_DIR [confluent-kafka|kafka-clients|kafka-tools|asyncapi|mermaid|sarif|drawings|json …]
# They come from the registries that pip, mvn and npm are set up for; everything lands in BUILD_DIR/interop. Prints a table;
# exit status 1 if a check failed, 2 if it could not be run.
set -u
export PYTHONDONTWRITEBYTECODE=1 # the sources stay as they are
if [ $# -lt 1 ] || [ ! -x "$1/bin/stormctl" ]; then
    echo "usage: run.sh BUILD_DIR [SUITE …], with BUILD_DIR/bin/stormctl built" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
shift
chosen=$*
boards=$here/../../resources/boards
samples=$(ls "$boards"/*.storm.txt | grep -v /blank-)
work=$build/interop
mkdir -p "$work"
results=$work/results.txt
: >"$results"

cluster_pid=
stop_cluster() {
    [ -n "$cluster_pid" ] && kill "$cluster_pid" 2>/dev/null && wait "$cluster_pid"
    cluster_pid=
}
trap stop_cluster EXIT
trap 'exit 130' INT TERM

rm -rf "$work/data" "$work/ready"
"$build/bin/stormctl" cluster --brokers 3 --data "$work/data" >"$work/ready" 2>"$work/cluster.log" &
cluster_pid=$!
tries=0
while ! grep -q '^ready ' "$work/ready" 2>/dev/null; do
    tries=$((tries + 1))
    if [ $tries -gt 300 ] || ! kill -0 "$cluster_pid" 2>/dev/null; then
        echo "the cluster does not start:" >&2
        cat "$work/cluster.log" >&2
        exit 2
    fi
    sleep 0.1
done
bootstrap=$(sed -n 's/^ready bootstrap=//p' "$work/ready")

# suite NAME COMMAND…: its lines "PASS check" and "FAIL check: why" become rows of the table.
suite() {
    name=$1
    shift
    case " ${chosen:-$name} " in *" $name "*) ;; *) return ;; esac
    log=$work/$name.log
    "$@" >"$log" 2>&1
    status=$?
    sed -n "s/^# /$name: /p" "$log"
    sed -n "s/^\\(PASS\\|FAIL\\) /\\1|$name|/p" "$log" >>"$results"
    if [ $status -ne 0 ] && ! grep -q "^FAIL|$name|" "$results"; then
        echo "FAIL|$name|did not run to its end: see $log" >>"$results"
        tail -n 5 "$log" >&2
    fi
}

pip_install() {
    [ -d "$work/venv" ] || python3 -m venv "$work/venv" || return 2
    "$work/venv/bin/pip" --quiet --disable-pip-version-check install --upgrade "$@" || return 2
}

confluent_kafka() {
    pip_install confluent-kafka || return 2
    "$work/venv/bin/python" "$here/confluent_kafka_interop.py" "$bootstrap"
}

kafka_clients() {
    mvn --batch-mode --quiet -Dstyle.color=never -f "$here/java/pom.xml" "-Dinterop.build=$work/java" "-Dmdep.outputFile=$work/classpath" \
        compile dependency:build-classpath || return 2
    java -cp "$work/java/classes:$(cat "$work/classpath")" stormbench.KafkaClientsInterop "$bootstrap"
}

kafka_tools() {
    mvn --batch-mode --quiet -Dstyle.color=never -f "$here/kafka_tools/pom.xml" "-Dmdep.outputFile=$work/tools-classpath" \
        dependency:build-classpath || return 2
    "$here/kafka_tools/run.py" "$build/bin/stormctl" "$(cat "$work/tools-classpath")" "$work/kafka-tools"
}

asyncapi() {
    npm install --silent --no-audit --no-fund --prefix "$work/asyncapi" @asyncapi/parser || return 2
    for board in order-fulfilment order-saga-orchestrated subscription-billing; do
        "$build/bin/stormctl" export "$boards/$board.storm.txt" --format asyncapi \
            --out "$work/asyncapi/$board" || return 2
    done
    node "$here/asyncapi_interop.mjs" "$work/asyncapi" "$work"/asyncapi/*/*.asyncapi.yaml
}

# Fixed: what Mermaid accepts changes from version to version.
mermaid() {
    npm install --silent --no-audit --no-fund --prefix "$work/mermaid" mermaid@11.12.0 jsdom@26.1.0 || return 2
    for board in "$boards"/*.storm.txt "$here"/boards/*.storm.txt; do
        "$build/bin/stormctl" export "$board" --format mermaid \
            --out "$work/mermaid/texts/$(basename "$board" .storm.txt)" || return 2
    done
    node "$here/mermaid_interop.mjs" "$work/mermaid" "$work"/mermaid/texts/*/board.mmd
}

sarif() {
    pip_install jsonschema || return 2
    npm install --silent --no-audit --no-fund --prefix "$work/sarif" @microsoft/sarif-multitool || return 2
    chmod +x "$work/sarif/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool" || return 2
    "$work/venv/bin/python" "$here/sarif_interop.py" "$build/bin/stormctl" \
        "$work/sarif/node_modules/@microsoft/sarif-multitool-linux" "$work/sarif/logs" \
        "$boards"/*.storm.txt "$here"/boards/*.storm.txt
}

drawings() {
    rm -rf "$work/drawings" && mkdir -p "$work/drawings" || return 2
    QT_QPA_PLATFORM=offscreen "$build/bin/interop_drawings" "$work/drawings" \
        $samples "$here"/boards/*.storm.txt || return 2
    python3 "$here/drawings_interop.py" "$work/drawings"
}

json() {
    python3 "$here/json_interop.py" "$build/bin/stormctl" "$work/json" $samples
}

suite confluent-kafka confluent_kafka
suite kafka-clients kafka_clients
suite kafka-tools kafka_tools
suite asyncapi asyncapi
suite mermaid mermaid
suite sarif sarif
suite drawings drawings
suite json json

echo
printf '%-6s  %-16s  %s\n' RESULT CLIENT CHECK
while IFS='|' read -r result client check; do
    printf '%-6s  %-16s  %s\n' "$result" "$client" "$check"
done <"$results"
passed=$(grep -c '^PASS' "$results")
failed=$(grep -c '^FAIL' "$results")
echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
