# SPDX-License-Identifier: GPL-3.0-or-later
"""Three brokers for a test run, in one process or in three; their data lies in a directory of their own, and they are
stopped with SIGTERM, as a user would."""
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import tempfile


class ClusterError(Exception):
    pass


class Cluster:
    """`stormctl cluster --brokers 3`. bootstrap is what clients are told; faults: text of a fault script, or nothing."""

    def __init__(self, stormctl, settings, log, faults=""):
        self.data = tempfile.mkdtemp(prefix="stormbench-interop-")
        self.log = open(log, "w")
        self.faults = faults
        self.processes = []
        try:
            self.bootstrap = self.start(stormctl, settings)
        except BaseException:
            self.stop()
            raise

    def start(self, stormctl, settings):
        command = [stormctl, "cluster", "--brokers", "3", "--data", self.data]
        for name, value in settings.items():
            command += ["--set", f"{name}={value}"]
        if self.faults:
            script = pathlib.Path(self.data) / "faults.txt"
            script.write_text(self.faults)
            command += ["--faults", str(script)]
        return self.ready(self.spawn(command), "ready bootstrap=")

    def spawn(self, command):
        self.processes.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, text=True))
        return self.processes[-1]

    def ready(self, process, words):
        line = process.stdout.readline()
        if not line.startswith(words):
            raise ClusterError(f"the cluster does not start, see {self.log.name}")
        return line.strip()[len(words):]

    def stop(self):
        """Returns whether every process was still there and ended in order."""
        in_order = self.end()
        shutil.rmtree(self.data, ignore_errors=True)
        return in_order

    def end(self):
        """As stop(), but the data stays until stop() is called too."""
        in_order = all(process.poll() is None for process in self.processes)
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                in_order &= process.wait(60) == 0
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                in_order = False
        self.processes = []
        self.log.close()
        return in_order


class Processes(Cluster):
    """Three times `stormctl broker`, in the racks RACK1 to RACK3."""

    def start(self, stormctl, settings):
        ports = free_ports(6)
        for i in range(3):
            lines = {
                "cluster.id": "PcGKcRdGTIOQyxh7bDTWtg",
                "node.id": i + 1,
                "process.roles": "broker,controller",
                "controller.quorum.voters": ",".join(f"{n + 1}@127.0.0.1:{ports[n + 3]}" for n in range(3)),
                "listeners": f"PLAINTEXT://127.0.0.1:{ports[i]},CONTROLLER://127.0.0.1:{ports[i + 3]}",
                "log.dirs": f"{self.data}/{i + 1}",
                "broker.rack": f"RACK{i + 1}",
                "replica.selector.class": "org.apache.kafka.common.replica.RackAwareReplicaSelector",
                **settings,
            }
            config = pathlib.Path(self.data) / f"server-{i + 1}.properties"
            config.write_text("".join(f"{name}={value}\n" for name, value in lines.items()))
            self.spawn([stormctl, "broker", "--config", str(config)])
        for i, process in enumerate(self.processes):
            self.ready(process, f"ready id={i + 1} ")
        return ",".join(f"127.0.0.1:{port}" for port in ports[:3])


def free_ports(count):
    """Below the range that the system gives away, so that nobody takes one in between."""
    found = []
    while len(found) < count:
        port = random.randrange(10000, 32000)
        with socket.socket() as probe:
            if port not in found and probe.connect_ex(("127.0.0.1", port)) != 0:
                found.append(port)
    return found
