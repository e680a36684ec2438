#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes tests/wire/kafka_clients anew: run.sh [WORK_DIR]. Needs a JDK and Maven, which fetches kafka-clients (its version: pom.xml).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=${1:-$here/../../../build/wire-vectors}
mkdir -p "$work"
work=$(cd "$work" && pwd)
mvn --batch-mode --quiet -Dstyle.color=never -f "$here/pom.xml" "-Dwire.build=$work/java" "-Dmdep.outputFile=$work/classpath" \
    compile dependency:build-classpath
java -cp "$work/java/classes:$(cat "$work/classpath")" stormbench.WireVectors "$here/../kafka_clients"
