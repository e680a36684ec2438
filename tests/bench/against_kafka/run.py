#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stormbench beside Apache Kafka: the same librdkafka load, turn by turn, on three brokers each. Called by ./dev bench --against kafka.

Kafka comes by Maven and lands under BUILD_DIR/interop. Prints a table, writes build/against-kafka.json. The figures are medians.
"""
import argparse
import json
import os
import pathlib
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from peers import Kafka, PeerError, Stormbench  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
# What, options of `stormctl bench`, the aim as a ratio to Kafka.
LOADS = [
    ("produce 100 B, 1 replica, acks=1", "produce", dict(size=100, acks="1", replicas=1), None),
    ("produce 100 B, 3 replicas, acks=all", "produce", dict(size=100, acks="all", replicas=3), 2.0),
    ("produce 1 KB, 1 replica, acks=1", "produce", dict(size=1024, acks="1", replicas=1), None),
    ("produce 1 KB, 3 replicas, acks=all", "produce", dict(size=1024, acks="all", replicas=3), 2.0),
    ("produce 1 KB, zstd, 3 replicas, acks=all", "produce", dict(size=1024, acks="all", replicas=3, codec="zstd"), 2.0),
    ("produce 100 B, 100 partitions, 3 replicas, acks=all", "produce", dict(size=100, acks="all", replicas=3, partitions=100), 2.0),
    ("consume 100 B", "consume", dict(size=100, records=4_000_000), None),
    ("consume 1 KB", "consume", dict(size=1024, records=400_000), None),
]
# A page at a time: what zeroed memory costs is the fault, not the byte.
TOUCH = "import mmap, sys\nm = mmap.mmap(-1, int(sys.argv[1]))\nfor i in range(0, len(m), mmap.PAGESIZE): m[i] = 1"


class Runner:
    def __init__(self, arguments, stormctl, work):
        self.stormctl, self.work = stormctl, work
        self.runs, self.seconds = arguments.runs, arguments.duration
        self.rows = []

    def ctl(self, peer, *arguments, give_up_at=None, may_fail=False):
        """stormctl's output; tried again until the moment `give_up_at`, as a cluster may still be starting."""
        while True:
            done = subprocess.run([self.stormctl, *map(str, arguments), "--bootstrap", peer.bootstrap],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, input="first\n")
            if done.returncode == 0 or may_fail and done.stdout:
                return done.stdout
            if give_up_at is None or time.monotonic() > give_up_at:
                raise PeerError(f"{peer.name}: stormctl {' '.join(map(str, arguments))}: {done.stderr.strip()}")

    def bench(self, peer, what, *options, may_fail=False):
        """may_fail: records that are lost are part of the figure."""
        return json.loads(self.ctl(peer, "bench", what, *options, "--json", may_fail=may_fail))["series"][0]

    def add(self, name, ours, theirs, unit, aim=None, digits=0):
        ratio = ours / theirs if theirs else float("nan")
        self.rows.append(dict(name=name, stormbench=round(ours, digits), kafka=round(theirs, digits), unit=unit,
                              ratio=round(ratio, 3), aim=aim or ""))
        print(f"# {name}: {ours:,.{digits}f} {unit}, Kafka {theirs:,.{digits}f}, ratio {ratio:.2f}", file=sys.stderr, flush=True)

    def compare(self, peers, measure):
        """The medians of what `measure(peer)` says, turn by turn."""
        values = {peer.name: [] for peer in peers}
        for _ in range(self.runs):
            for peer in peers:
                values[peer.name].append(measure(peer))
        return [statistics.median(values[peer.name]) for peer in peers]

    def warm_memory(self):
        """Touches memory and gives it back. A hypervisor takes free memory from its guest and gives it again page by page, which
        makes a write into fresh page cache cost thirty times a copy (here 0.35 GB/s): the same for both peers, whatever they do."""
        with open("/proc/meminfo") as info:
            available = next(int(line.split()[1]) * 1024 for line in info if line.startswith("MemAvailable"))
        amount = min(int(available * 0.5), int(self.seconds * 2**30))
        subprocess.run([sys.executable, "-c", TOUCH, str(amount)], check=True)

    def loads(self, peers):
        for number, (name, what, load, aim) in enumerate(LOADS):
            topic = f"load-{number}"
            options = ["--topic", topic, "--size", load["size"], "--acks", load.get("acks", "all"),
                       "--partitions", load.get("partitions", 6), "--replication-factor", load.get("replicas", 3),
                       "--compression", load.get("codec", "none")]
            if what == "consume":
                for peer in peers:
                    self.bench(peer, "produce", *options, "--records", load["records"])
                options = ["--topic", topic]

            def figure(peer):
                if what == "produce":
                    self.warm_memory()
                return self.bench(peer, what, *options, "--duration", self.seconds)["recordsPerSecond"]
            self.add(name, *self.compare(peers, figure), "records/s", aim and f"at least {aim}")
            for peer in peers:
                self.ctl(peer, "topics", "delete", topic)

    def latency(self, peers):
        """With a client that fills batches for 5 ms, as Kafka's own does, and with one that sends each record at once. A run ahead
        of those that count warms both up. Who does not keep up with the rate has records left in the end: also a figure."""
        for linger in (5, 0):
            options = ["--topic", f"latency-{linger}", "--rate", 10_000, "--acks", "all", "--replication-factor", 3,
                       "--partitions", 6, "--duration", self.seconds, "--linger", linger]
            both = {peer.name: [] for peer in peers}
            for number in range(self.runs + 1):
                for peer in peers:
                    run = self.bench(peer, "latency", *options, may_fail=True)
                    if number > 0:
                        both[peer.name].append(run)
            for quantile, aim in (("p50", None), ("p99", "at most 0.33")):
                medians = [statistics.median(run[f"{quantile}Ms"] for run in both[peer.name]) for peer in peers]
                self.add(f"latency {quantile}, 10,000 records/s, linger {linger} ms, 3 replicas, acks=all", *medians, "ms", aim, 2)

    def idle(self, peers):
        """Before any load: both have just been started and hold one small topic."""
        time.sleep(5)
        before = [peer.cpu_seconds() for peer in peers]
        span = max(10, self.seconds)
        time.sleep(span)
        used = [(peer.cpu_seconds() - start) / span * 100 for peer, start in zip(peers, before)]
        self.add("idle, processor", *used, "% of a core", None, 2)
        self.add("idle, resident memory", *[peer.memory_mb() for peer in peers], "MB", "at most 0.1")

    def start_up(self, peers):
        """From the start of the process, data directory formatted but empty, to the first acknowledged record."""
        def first(peer):
            begun = time.monotonic()
            peer.start()
            begun = getattr(peer, "started", begun)  # formatting is not starting
            self.ctl(peer, "produce", "--acks", "all", "first", give_up_at=begun + 120)
            taken = time.monotonic() - begun
            peer.stop()
            peer.forget()
            return taken * 1000
        self.add("cold start to the first acknowledged record", *self.compare(peers, first), "ms", "at most 0.1")

    def failover(self, peers):
        """The longest that a record waited while a broker was killed; each with its own session timeout."""
        def gap(peer):
            kill_after, length = 12, 12 + 20
            peer.start(kill_after)
            begun = getattr(peer, "started", time.monotonic())
            self.ctl(peer, "topics", "create", "failover", "--partitions", 6, "--replication-factor", 3, give_up_at=begun + 60)
            left = max(5, begun + length - time.monotonic())
            longest = self.bench(peer, "latency", "--topic", "failover", "--rate", 500, "--acks", "all", "--duration", left,
                                 may_fail=True)["maxMs"]
            peer.stop()
            peer.forget()
            return longest
        self.add("failover, a broker killed: longest wait for a record", *self.compare(peers, gap), "ms")

    def many_partitions(self, peers):
        """10,000 partitions: made, and after an orderly stop there again. Descriptors: of all brokers."""
        created, restarted, descriptors = [], [], []
        for peer in peers:
            peer.start()
            self.ctl(peer, "produce", "--acks", "all", "first", give_up_at=time.monotonic() + 120)
            begun = time.monotonic()
            for number in range(20):
                self.ctl(peer, "topics", "create", f"many-{number}", "--partitions", 500, "--replication-factor", 1)
            for number in range(20):
                self.ctl(peer, "produce", "--acks", "all", f"many-{number}", give_up_at=time.monotonic() + 300)
            created.append((time.monotonic() - begun) * 1000)
            peer.stop()
            begun = time.monotonic()
            peer.start()
            for number in range(20):
                self.ctl(peer, "produce", "--acks", "all", f"many-{number}", give_up_at=begun + 300)
            restarted.append((time.monotonic() - begun) * 1000)
            descriptors.append(peer.descriptors())
            peer.stop()
            peer.forget()
        self.add("10,000 partitions made and written to", *created, "ms")
        self.add("10,000 partitions, restarted and written to", *restarted, "ms")
        self.add("10,000 partitions, open descriptors", *descriptors, "")


def fetch_kafka(work):
    jars = work / "kafka-jars"
    if not jars.exists():
        part = work / "kafka-jars.part"
        print("# fetching Apache Kafka", file=sys.stderr, flush=True)
        subprocess.run(["mvn", "--batch-mode", "--quiet", "-Dstyle.color=never", "-f", HERE / "pom.xml",
                        f"-DoutputDirectory={part}", "dependency:copy-dependencies"], check=True)
        part.rename(jars)
    return jars


def free_ports(count):
    """The first of so many in a row, below the range that the system gives away."""
    for first in range(19092, 32000, count):
        sockets = [socket.socket() for _ in range(count)]
        try:
            if all(probe.connect_ex(("127.0.0.1", first + i)) != 0 for i, probe in enumerate(sockets)):
                return first
        finally:
            for probe in sockets:
                probe.close()
    raise PeerError("no free ports")


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    memory = next(int(line.split()[1]) for line in open("/proc/meminfo") if line.startswith("MemTotal"))
    return f"{model}, {os.cpu_count()} cores, {memory / 1048576:.0f} GB, {platform.system()} {platform.release()}"


def table(rows):
    lines = ["| | Stormbench | Kafka | ratio | aim |", "|---|---:|---:|---:|---|"]
    for row in rows:
        digits = 0 if row["stormbench"] >= 100 or float(row["stormbench"]).is_integer() and float(row["kafka"]).is_integer() else 2
        lines.append(f"| {row['name']}{', ' + row['unit'] if row['unit'] else ''} | {row['stormbench']:,.{digits}f} | "
                     f"{row['kafka']:,.{digits}f} | {row['ratio']:.2f} | {row['aim']} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(prog="./dev bench --against kafka", description=__doc__)
    parser.add_argument("build", help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=3, help="runs of each figure (3)")
    parser.add_argument("--duration", type=float, default=8, help="seconds of a load (8)")
    parser.add_argument("--quick", action="store_true", help="one run of 3 seconds, without the 10,000 partitions")
    parser.add_argument("--only", action="append", default=[], choices=["start", "idle", "loads", "latency", "failover", "partitions"],
                        help="measure this; may be repeated")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.runs, arguments.duration = 1, 3.0
        arguments.only = arguments.only or ["start", "idle", "loads", "latency", "failover"]
    build = pathlib.Path(arguments.build).resolve()
    (build / "interop").mkdir(exist_ok=True)
    jars = fetch_kafka(build / "interop")
    wanted = lambda name: not arguments.only or name in arguments.only  # noqa: E731
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="stormbench-against-") as folder:
        work = pathlib.Path(folder)
        runner = Runner(arguments, build / "bin/stormctl", work)
        peers = [Stormbench(work, build / "bin/stormctl"), Kafka(work, jars, free_ports(6))]
        try:
            if wanted("start"):
                runner.start_up(peers)
            if wanted("idle") or wanted("loads") or wanted("latency"):
                for peer in peers:
                    peer.start()
                    runner.ctl(peer, "produce", "--acks", "all", "first", give_up_at=time.monotonic() + 120)
                if wanted("idle"):
                    runner.idle(peers)
                if wanted("loads"):
                    runner.loads(peers)
                if wanted("latency"):
                    runner.latency(peers)
                for peer in peers:
                    peer.stop()
                    peer.forget()
            if wanted("failover"):
                runner.failover(peers)
            if wanted("partitions"):
                runner.many_partitions(peers)
        except (PeerError, subprocess.CalledProcessError) as error:
            print(error, file=sys.stderr)
            for peer in peers:
                if peer.log.exists():
                    print("\n".join(peer.log.read_text(errors="replace").splitlines()[-10:]), file=sys.stderr)
            return 1
        finally:
            for peer in peers:
                peer.stop()
        header = (f"{machine()}; load average {load_before:.2f} before; Apache Kafka {peers[1].version}; "
                  f"medians of {arguments.runs}, loads of {arguments.duration:g} s")
    print(header + "\n\n" + table(runner.rows))
    pathlib.Path("build").mkdir(exist_ok=True)
    pathlib.Path("build/against-kafka.json").write_text(json.dumps({"run": header, "rows": runner.rows}, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
