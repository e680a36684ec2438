#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apache Kafka's own tools against clusters of three: run.py STORMCTL CLASSPATH WORK [WORDS]

Prints a line a check, "PASS name" or "FAIL name: why"; with WORDS only the checks with these in their names. What the tools
printed is kept in WORK/transcript.txt. Exit status 1 if a check failed, 2 if a cluster could not be brought up.
"""
import pathlib
import re
import shutil
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import admin_checks  # noqa: E402
import load_checks  # noqa: E402
import log_checks  # noqa: E402
from clusters import Cluster, ClusterError  # noqa: E402
from tools import Tools  # noqa: E402


class Table:
    def __init__(self, words):
        self.words = words
        self.failed = False

    def check(self, name, body, *arguments):
        if self.words not in name:
            return
        try:
            body(*arguments)
            print(f"PASS {name}", flush=True)
        except Exception as error:  # whatever it is, the other checks still tell something
            self.failed = True
            print(f"FAIL {name}: {type(error).__name__} {' '.join(str(error).split())[:800]}", flush=True)


def main():
    stormctl, classpath, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    table = Table(sys.argv[4] if len(sys.argv) > 4 else "")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    print("# " + re.search(r"kafka-tools-[\d.]+jar", classpath).group(0))

    def tools_for(cluster):
        return Tools(classpath, cluster.bootstrap, work, work / "transcript.txt")

    # Leaders move only when a check moves them, however slow the machine is.
    cluster = Cluster(stormctl, {"auto.leader.rebalance.enable": "false"}, work / "cluster.log")
    try:
        tools = tools_for(cluster)
        for name, body in (admin_checks.CHECKS | load_checks.CHECKS).items():
            table.check(name, body, tools)
        table.check("the cluster ends in order", lambda: in_order(cluster))
        for name, body in log_checks.CHECKS.items():
            table.check(name, body, tools, pathlib.Path(cluster.data))
    finally:
        cluster.stop()

    log = work / "killed.log"
    cluster = Cluster(stormctl, {}, log, load_checks.FAULTS)
    try:
        table.check("what was acknowledged survives the death of each broker", load_checks.acknowledged_survives, tools_for(cluster), log)
    finally:
        cluster.stop()
    return 1 if table.failed else 0


def in_order(cluster):
    if not cluster.end():
        raise AssertionError(f"see {cluster.log.name}")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ClusterError as error:
        print(f"run.py: {error}", file=sys.stderr)
        sys.exit(2)
