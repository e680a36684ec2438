# SPDX-License-Identifier: GPL-3.0-or-later
"""Apache Kafka's own command line tools, each in a Java process of its own, against one cluster; and the checks' table."""
import json
import re
import subprocess

PATIENCE = 180
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"]
PACKAGE = "org.apache.kafka.tools."
CLASSES = {
    "configs": "kafka.admin.ConfigCommand",
    "consumer-groups": PACKAGE + "consumer.group.ConsumerGroupCommand",
    "reassign-partitions": PACKAGE + "reassign.ReassignPartitionsCommand",
    "console-consumer": PACKAGE + "consumer.ConsoleConsumer",
    "topics": PACKAGE + "TopicCommand",
    "groups": PACKAGE + "GroupsCommand",
    "leader-election": PACKAGE + "LeaderElectionCommand",
    "log-dirs": PACKAGE + "LogDirsCommand",
    "get-offsets": PACKAGE + "GetOffsetShell",
    "delete-records": PACKAGE + "DeleteRecordsCommand",
    "metadata-quorum": PACKAGE + "MetadataQuorumCommand",
    "broker-api-versions": PACKAGE + "BrokerApiVersionsCommand",
    "features": PACKAGE + "FeatureCommand",
    "cluster": PACKAGE + "ClusterTool",
    "dump-log": PACKAGE + "DumpLogSegments",
    "producer-perf": PACKAGE + "ProducerPerformance",
    "consumer-perf": PACKAGE + "ConsumerPerformance",
    "verifiable-producer": PACKAGE + "VerifiableProducer",
    "verifiable-consumer": PACKAGE + "VerifiableConsumer",
    "end-to-end-latency": PACKAGE + "EndToEndLatency",
    "console-producer": PACKAGE + "ConsoleProducer",
}


class Tools:
    """The tools against the cluster at bootstrap; what they print is kept in the file transcript."""

    def __init__(self, classpath, bootstrap, work, transcript):
        self.classpath = classpath
        self.bootstrap = bootstrap
        self.work = work
        self.transcript = transcript

    def command(self, tool, arguments):
        return [*JAVA, "-cp", self.classpath, CLASSES[tool], *map(str, arguments)]

    def run(self, tool, *arguments, status=0, given=None):
        """What the tool prints, once it has ended with that status."""
        return self.run_alone(tool, "--bootstrap-server", self.bootstrap, *arguments, status=status, given=given)

    def run_alone(self, tool, *arguments, status=0, given=None):
        """As run(), without a cluster."""
        ended = subprocess.run(self.command(tool, arguments), input=given, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, timeout=PATIENCE)
        self.note(tool, arguments, ended.stdout, ended.returncode)
        if ended.returncode != status:
            raise AssertionError(f"{tool} ended with status {ended.returncode}: {ended.stdout.strip()[-400:]}")
        return ended.stdout

    def start(self, tool, *arguments):
        """A tool that runs until it is told to end; it prints into a file."""
        return Running(self, tool, ("--bootstrap-server", self.bootstrap, *arguments))

    def note(self, tool, arguments, printed, status):
        with open(self.transcript, "a") as out:
            out.write(f"$ {tool} {' '.join(map(str, arguments))}\n{printed[:20000]}[status {status}]\n\n")

    def file(self, name, text):
        path = self.work / name
        path.write_text(text)
        return path

    def topic(self, name, *arguments):
        self.run("topics", "--create", "--topic", name, *arguments)
        return name

    def end_offsets(self, topic, *arguments):
        """partition: offset"""
        rows = re.findall(rf"^{re.escape(topic)}:(\d+):(-?\d+)$", self.run("get-offsets", "--topic", topic, *arguments), re.M)
        return {int(partition): int(offset) for partition, offset in rows}


class Running:
    """A tool in the background."""

    def __init__(self, tools, tool, arguments):
        self.tools, self.tool, self.arguments = tools, tool, arguments
        self.path = tools.work / f"{tool}-{id(self)}.out"
        with open(self.path, "w") as out:
            self.process = subprocess.Popen(tools.command(tool, arguments), stdout=out, stderr=subprocess.STDOUT)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.tools.note(self.tool, self.arguments, self.printed(), self.process.returncode)

    def printed(self):
        return self.path.read_text()

    def events(self, name):
        """Of the verifiable tools: a line of JSON each; the last one may be half written."""
        lines = (line for line in self.printed().splitlines() if line.startswith("{") and line.endswith("}"))
        return [event for event in map(json.loads, lines) if event["name"] == name]

    def end(self):
        """Asks it to end, as a user would, and waits."""
        self.process.terminate()
        return self.process.wait(PATIENCE)


def expect(text, *patterns):
    """Each pattern is found in the text, which is shown where one is not."""
    for pattern in patterns:
        if not re.search(pattern, text, re.M):
            raise AssertionError(f"nothing like {pattern!r} in: {text.strip()[:600]}")
    return text


def expect_not(text, *patterns):
    for pattern in patterns:
        if re.search(pattern, text, re.M):
            raise AssertionError(f"{pattern!r} in: {text.strip()[:600]}")
    return text


def equal(found, wanted, what):
    if found != wanted:
        raise AssertionError(f"{what}: {str(found)[:300]} instead of {str(wanted)[:300]}")
