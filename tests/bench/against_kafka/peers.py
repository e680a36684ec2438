# SPDX-License-Identifier: GPL-3.0-or-later
"""The two clusters that are compared: three brokers each, on loopback, with data directories of their own."""
import os
import pathlib
import shutil
import signal
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
# What both are told: data stays small, and no internal topic is larger on one side.
COMMON = {
    "log.retention.bytes": "134217728",
    "log.segment.bytes": "67108864",
    "log.retention.check.interval.ms": "1000",
    "offsets.topic.replication.factor": "3",
    "offsets.topic.num.partitions": "50",
    "group.initial.rebalance.delay.ms": "0",
    "min.insync.replicas": "2",
    "default.replication.factor": "1",
}
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


class PeerError(Exception):
    pass


class Peer:
    """A cluster that is started, stopped and looked at. processes: one or three."""

    def __init__(self, work):
        self.data = work / self.name
        self.log = work / f"{self.name}.log"
        self.processes = []
        self.bootstrap = ""

    def spawn(self, *command, **options):
        with open(self.log, "a") as log:
            process = subprocess.Popen(command, stderr=log, **{"stdout": log, **options})
        self.processes.append(process)
        return process

    def stop(self):
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(120)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes = []

    def forget(self):
        shutil.rmtree(self.data, ignore_errors=True)

    def memory_mb(self):
        """Resident, all processes."""
        return sum(self.status(process, "VmRSS") for process in self.processes) / 1024

    def status(self, process, name):
        for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1])
        raise PeerError(f"{self.name}: a broker has ended, see {self.log}")

    def cpu_seconds(self):
        """User and system time so far, all processes."""
        ticks = 0
        for process in self.processes:
            fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / CLOCK_TICKS

    def descriptors(self):
        return sum(len(os.listdir(f"/proc/{process.pid}/fd")) for process in self.processes)


class Stormbench(Peer):
    """`stormctl cluster --brokers 3`: one process."""

    name = "stormbench"

    def __init__(self, work, stormctl):
        super().__init__(work)
        self.stormctl = stormctl

    def start(self, kill_after=None):
        """kill_after: seconds after which broker 2 is killed."""
        command = [self.stormctl, "cluster", "--brokers", "3", "--data", self.data]
        for name, value in COMMON.items():
            command += ["--set", f"{name}={value}"]
        if kill_after is not None:
            script = self.data.with_suffix(".faults")
            script.write_text(f"at {kill_after}s kill 2\n")
            command += ["--faults", script]
        process = self.spawn(*command, stdout=subprocess.PIPE, text=True)
        line = process.stdout.readline().strip()
        if not line.startswith("ready bootstrap="):
            raise PeerError(f"stormctl cluster does not start, see {self.log}")
        self.bootstrap = line.removeprefix("ready bootstrap=")


class Kafka(Peer):
    """Apache Kafka, three processes of combined mode (KRaft), each with the heap and collector that its own start script
    sets. first_port: the brokers listen there and on the two ports behind it, the controllers on the three after those."""

    name = "kafka"
    JVM = ["-Xms1G", "-Xmx1G", "-server", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20",
           "-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent", "-Djava.awt.headless=true"]
    CLUSTER_ID = "PcGKcRdGTIOQyxh7bDTWtg"

    def __init__(self, work, jars, first_port):
        super().__init__(work)
        self.jars = jars
        self.ports = [first_port + i for i in range(6)]
        self.bootstrap = ",".join(f"127.0.0.1:{port}" for port in self.ports[:3])
        log4j = next(jars.glob("kafka_2.13-*.jar")).stem
        self.version = log4j.rsplit("-", 1)[1]

    def java(self, *arguments):
        return ["java", *self.JVM, "-cp", f"{self.jars}/*", *map(str, arguments)]

    def properties(self, node):
        voters = ",".join(f"{n + 1}@127.0.0.1:{self.ports[n + 3]}" for n in range(3))
        return {
            "process.roles": "broker,controller",
            "node.id": node + 1,
            "controller.quorum.voters": voters,
            "controller.listener.names": "CONTROLLER",
            "listeners": f"PLAINTEXT://127.0.0.1:{self.ports[node]},CONTROLLER://127.0.0.1:{self.ports[node + 3]}",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs": self.data / str(node + 1),
            **COMMON,
        }

    def start(self, kill_after=None):
        self.data.mkdir(parents=True, exist_ok=True)
        configs = []
        for node in range(3):
            config = self.data / f"server-{node + 1}.properties"
            config.write_text("".join(f"{name}={value}\n" for name, value in self.properties(node).items()))
            configs.append(config)
            if not (self.data / str(node + 1)).exists():
                with open(self.log, "a") as log:
                    subprocess.run(self.java("kafka.tools.StorageTool", "format", "-t", self.CLUSTER_ID, "-c", config),
                                   stdout=log, stderr=log, check=True)
        self.started = time.monotonic()
        for config in configs:
            self.spawn(*self.java("kafka.Kafka", config))
        if kill_after is not None:
            victim = self.processes[1].pid
            subprocess.Popen(["sh", "-c", f"sleep {kill_after}; kill -9 {victim}"])
