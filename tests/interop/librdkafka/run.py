#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""librdkafka's own regression suite against a cluster of three.

The suite comes inside an npm package and is fetched and built under BUILD_DIR/interop. Its local tests, which meet no
broker but librdkafka's own mock, are left out. What fails beside other tests runs once more, alone. Exit status 1
if a test of passing.txt did not pass, 2 if the suite or the cluster could not be brought up.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from clusters import Cluster, ClusterError, Processes  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = "@confluentinc/kafka-javascript@1.10.1"
# Which Kafka the suite takes the brokers for: it decides which of its cases it runs.
KAFKA_VERSION = "4.2.0"
# What the suite expects of a cluster (its scenarios and trivup's server.properties), and what it expects to be Kafka's
# default where the embedded cluster's default is another.
SETTINGS = {
    "num.partitions": "4",
    "default.replication.factor": "3",
    "offsets.topic.replication.factor": "3",
    "min.insync.replicas": "1",
    "delete.topic.enable": "true",
    "group.initial.rebalance.delay.ms": "3000",
}
AUTO_CREATE = {"default": "true", "noautocreate": "false"}
# These want brokers in racks, which an embedded cluster does not have: they run on three `stormctl broker`.
IN_RACKS = {"0101_fetch_from_follower"}
# Takes longest, so it starts first.
FIRST = "0113"
# Below this version it leaves out its cases on access control, which would call kafka-acls.sh.
OTHER_VERSION = {"0109": "2.0.0"}
SUMMARY_ROW = re.compile(r"^\| *(\d{4}_\w+) *\| *(\w+) *\| *([\d.]+)s *\| *(.*)$", re.MULTILINE)
FAILURE = re.compile(r'^### Test "\d{4}[^"]*" failed at ([^:]*:\d+).*###\n(.*)', re.MULTILINE)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class BuildError(Exception):
    pass


def read_table(path):
    """The lines "NAME  REASON" of a kept list; # begins a comment."""
    rows = (line.split(maxsplit=1) for line in path.read_text().splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows}


# A few entries of the suite's table cover much: TEST/CASE, and how the suite calls the case. Each runs, and counts, by itself.
CASES = read_table(HERE / "cases.txt")


def step(log, *command, cwd):
    with open(log, "a") as out:
        if subprocess.run(command, cwd=cwd, stdout=out, stderr=out).returncode != 0:
            tail = "\n".join(pathlib.Path(log).read_text(errors="replace").splitlines()[-15:])
            raise BuildError(f"{' '.join(command)} failed, see {log}:\n{tail}")


def fetch_and_build(work):
    """Returns the folder of the built suite."""
    root = work / PACKAGE.rsplit("@", 1)[1]
    tests = root / "package/deps/librdkafka/tests"
    if (root / "built").exists():
        return tests
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    log = root / "build.log"
    print(f"# fetching and building librdkafka out of {PACKAGE} (log: {log})", flush=True)
    jobs = f"-j{os.cpu_count() or 1}"
    step(log, "npm", "pack", "--silent", PACKAGE, cwd=root)
    step(log, "tar", "xzf", next(root.glob("*.tgz")).name, "package/deps/librdkafka", cwd=root)
    step(log, "bash", "./configure", "--disable-curl", "--disable-sasl", "--disable-optimization", cwd=tests.parent)
    step(log, "make", jobs, "libs", cwd=tests.parent)
    step(log, "make", "-C", "tests", jobs, "build", cwd=tests.parent)
    (root / "built").touch()
    return tests


def declared_tests(tests):
    """Name -> scenarios of every test that wants a broker and no hand, out of the suite's own table."""
    source = (tests / "test.c").read_text()
    table = source[source.index("struct test tests[]"):]
    found = {}
    for entry in re.split(r"_TEST\(", table[:table.index("\n};")])[1:]:
        name = re.match(r"\w+", entry).group()
        if "TEST_F_LOCAL" in entry or "TEST_F_MANUAL" in entry:
            continue
        scenario = re.search(r'\.scenario\s*=\s*"([^"]*)"', entry)
        for part in [case for case in CASES if case.startswith(name + "/")] or [name]:
            found[part] = scenario.group(1).split(",") if scenario else ["default"]
    return found


class Suite:
    def __init__(self, tests, stormctl, options, logs):
        self.tests, self.stormctl, self.options, self.logs = tests, stormctl, options, logs
        self.lock = threading.Lock()
        self.running = set()

    def run_process(self, key, names, scenario, bootstrap):
        """Runs a test number, or one case of it, in a process of its own; returns name -> (state, seconds, why)."""
        number, _, case = key.partition("/")
        log = self.logs / f"{key.replace('/', '-')}-{scenario}.log"
        conf = self.logs / f"{scenario}.conf"
        environment = dict(os.environ, RDKAFKA_TEST_CONF=str(conf), TEST_SCENARIO=scenario, TESTS=number,
                           TEST_KAFKA_VERSION=OTHER_VERSION.get(number, KAFKA_VERSION), BROKERS=bootstrap,
                           KAFKA_PATH=str(HERE / "kafka"), STORMCTL=self.stormctl, LD_LIBRARY_PATH="../src:../src-cpp")
        if case:
            environment["SUBTESTS"] = CASES[names[0]]
        command = ["./test-runner", "-p1", "-L"]
        command += ["-Q"] * self.options.quick + ["-P"] * self.options.idempotent
        started = time.monotonic()
        with open(log, "w") as out:
            process = subprocess.Popen(command, cwd=self.tests, env=environment, stdout=out, stderr=out,
                                       stdin=subprocess.DEVNULL, start_new_session=True)
            self.running.add(process)
            try:
                process.wait(self.options.limit)
                ending = f"ended with status {process.returncode} and no summary, see {log}"
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                ending = f"stopped after {self.options.limit} s, see {log}"
            self.running.discard(process)
        seconds = time.monotonic() - started
        text = COLOUR.sub("", log.read_text(errors="replace"))
        rows = {name: (state, float(took), why.strip()) for name, state, took, why in SUMMARY_ROW.findall(text)}
        why = FAILURE.search(text)
        failed = ("FAILED", seconds, f"{why.group(1)}: {why.group(2)}" if why else ending)
        results = {name: rows.get(name.partition("/")[0], failed) for name in names}
        if case and results[names[0]][0] == "PASSED":
            endings = re.findall(rf"\] \[ .*{re.escape(CASES[names[0]])}.*: (PASS|SKIP)\b(.*)\]$", text, re.MULTILINE)
            if not any(ending == "PASS" for ending, _ in endings):
                results[names[0]] = ("SKIPPED", seconds, endings[0][1] if endings else "there is no such case")
        return results

    def run(self, scenario, chosen, kind):
        """Runs the chosen tests of one scenario on one cluster."""
        log = self.logs / f"cluster-{scenario}-{kind.__name__}.log"
        cluster = kind(self.stormctl, {**SETTINGS, "auto.create.topics.enable": AUTO_CREATE[scenario]}, log)
        (self.logs / f"{scenario}.conf").write_text(
            f"bootstrap.servers={cluster.bootstrap}\ntest.timeout.multiplier={self.options.patience}\n")
        processes = {}
        for name in chosen:
            processes.setdefault(re.sub("_[^/]*", "", name, count=1), []).append(name)
        results = {}

        def work(item, what=""):
            for name, result in self.run_process(*item, scenario, cluster.bootstrap).items():
                with self.lock:
                    results[name] = result
                    print(f"{result[0]:8} {name:52} {result[1]:6.1f} s  {what}{result[2][:160]}", flush=True)

        pool = concurrent.futures.ThreadPoolExecutor(self.options.parallel)
        try:
            list(pool.map(work, sorted(processes.items(), key=lambda item: item[0] != FIRST)))
            # Many of them measure time: one that failed beside others has a second chance alone.
            for item in processes.items():
                if any(results[name][0] == "FAILED" for name in item[1]):
                    work(item, "at the second attempt, alone. ")
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in list(self.running):
                os.killpg(process.pid, signal.SIGKILL)
            if not cluster.stop():
                results[log.stem] = ("FAILED", 0.0, f"it did not live to the end, or did not end in order: {log}")
        return results


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path, help="with bin/stormctl built")
    parser.add_argument("--only", default="", help="numbers or names, as 0012,0081_admin/ListOffsets; also of what is not applicable")
    parser.add_argument("--keep", action="store_true", help="add the newly passing tests to passing.txt")
    parser.add_argument("--processes", action="store_true", help="all tests on three `stormctl broker` processes")
    parser.add_argument("--idempotent", action="store_true", help="every producer with enable.idempotence")
    parser.add_argument("--quick", action="store_true", help="the suite's quick form, which leaves out cases")
    parser.add_argument("--parallel", type=int, default=2, help="how many tests at once (default 2)")
    parser.add_argument("--patience", type=int, default=2, help="multiplies the suite's own time limits (default 2)")
    parser.add_argument("--limit", type=int, default=900, help="seconds after which a test is stopped (default 900)")
    return parser.parse_args()


def report(results, passing, not_applicable, whole):
    """Prints the figures; returns what makes the run fail (kept tests and clusters), and the newly passing tests."""
    passed = {name for name, result in results.items() if result[0] == "PASSED"}
    failed = sorted(name for name in results if name not in passed and name not in not_applicable)
    lost = [name for name in passing if name not in passed and (whole or name in results)]
    lost += [name for name in failed if name.startswith("cluster-")]
    new = sorted(passed - set(passing))
    print()
    for name in failed:
        print(f"failed: {name}: {results[name][2]}")
    for name in sorted(passed & set(not_applicable)):
        print(f"passed although not_applicable.txt says otherwise: {name}")
    if new:
        print("new: " + " ".join(new))
    if whole:
        for name, reason in sorted(not_applicable.items()):
            print(f"not applicable: {name}: {reason}")
    for name in lost:
        print(f"LOST: {name}")
    print(f"\nlibrdkafka's suite: {len(passed)} passed, {len(failed)} failed, "
          f"{len(set(not_applicable) - passed) if whole else 0} not applicable")
    return lost, new


def run_all(suite, chosen):
    """Each scenario of the suite on a cluster of its own."""
    results = {}
    for scenario in AUTO_CREATE:
        for kind in (Cluster, Processes):
            here = [name for name, scenarios in chosen.items() if scenario in scenarios
                    and kind == (Processes if suite.options.processes or name in IN_RACKS else Cluster)]
            if here:
                results.update(suite.run(scenario, here, kind))
    return results


def main():
    options = arguments()
    stormctl = (options.build / "bin/stormctl").resolve()
    if not stormctl.exists():
        print(f"run.py: there is no {stormctl}", file=sys.stderr)
        return 2
    work = options.build.resolve() / "interop/librdkafka"
    tests = fetch_and_build(work)
    logs = work / "logs"
    shutil.rmtree(logs, ignore_errors=True)
    logs.mkdir(parents=True)

    passing = read_table(HERE / "passing.txt")
    not_applicable = read_table(HERE / "not_applicable.txt")
    only = set(options.only.split(",")) - {""}
    chosen = {name: scenarios for name, scenarios in declared_tests(tests).items()
              if ({name, name[:4]} & only if only else name not in not_applicable)}
    results = run_all(Suite(tests, str(stormctl), options, logs), chosen)
    for leftover in tests.glob("stats_*.json"):
        leftover.unlink()

    lost, new = report(results, passing, not_applicable, whole=not only)
    if options.keep and new:
        comments = [line for line in (HERE / "passing.txt").read_text().splitlines() if line.startswith("#")]
        (HERE / "passing.txt").write_text("\n".join(comments + sorted(set(passing) | set(new))) + "\n")
    return 1 if lost else 0


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(130))
    try:
        sys.exit(main())
    except (ClusterError, BuildError) as error:
        print(f"run.py: {error}", file=sys.stderr)
        sys.exit(2)
