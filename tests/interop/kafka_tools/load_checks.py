# SPDX-License-Identifier: GPL-3.0-or-later
"""The tools that produce and consume: acks=all, idempotence on, three replicas of which two must be in sync."""
import re
import time
from collections import Counter

from tools import PATIENCE, equal, expect, expect_not

RECORDS = 100_000
# The producer retries by itself only when told so, and then idempotence keeps it from writing twice.
DURABLE = {"acks": "all", "enable.idempotence": "true", "retries": "2147483647", "delivery.timeout.ms": "120000"}
CODECS = ("none", "gzip", "snappy", "lz4", "zstd")
# Each broker dies once, so each partition's leader, the group's coordinator and the controller do.
FAULTS = """at 4s kill 1
after 3s restart 1
after 5s kill 2
after 3s restart 2
after 5s kill 3
after 3s restart 3
"""


def durable(tools):
    return tools.file("durable.properties", "".join(f"{name}={value}\n" for name, value in DURABLE.items()))


def performance_is_measured(tools):
    for codec in CODECS:
        topic = tools.topic(f"tools.perf-{codec}", "--partitions", 3)
        printed = tools.run_alone("producer-perf", "--topic", topic, "--num-records", RECORDS, "--record-size", 100,
                                  "--throughput", -1, "--command-config", durable(tools), "--bootstrap-server", tools.bootstrap,
                                  "--command-property", f"compression.type={codec}")
        expect(expect_not(printed, "Exception", "ERROR"), rf"^{RECORDS} records sent, .* ms 99th")
        equal(sum(tools.end_offsets(topic).values()), RECORDS, f"records with {codec}")


def performance_of_consumers_is_measured(tools):
    """Of what performance_is_measured() wrote."""
    for codec in CODECS:
        printed = tools.run("consumer-perf", "--topic", f"tools.perf-{codec}", "--num-records", RECORDS, "--timeout", 60_000,
                            "--group", f"tools-perf-{codec}")
        expect_not(printed, "Exception", "WARNING", "ERROR")
        equal(int(printed.splitlines()[-1].split(", ")[4]), RECORDS, f"records with {codec}")


def latency_is_measured(tools):
    topic = tools.topic("tools.latency")
    printed = tools.run("end-to-end-latency", "--topic", topic, "--num-records", 1000, "--producer-acks", "all", "--record-size", 100)
    expect(expect_not(printed, "Exception", "ERROR"), r"^Percentiles: 50th = \d+, 99th = \d+, 99\.9th = \d+")


def console_round_trip(tools):
    topic = tools.topic("tools.console", "--partitions", 3)
    sent = [f"h:{i},other:{i}|key-{i}|värde {i}" for i in range(200)]
    expect_not(tools.run("console-producer", "--topic", topic, *(part for name in ("parse.headers=true", "headers.delimiter=|",
               "parse.key=true", "key.separator=|") for part in ("--reader-property", name)), given="\n".join(sent) + "\n"), "ERROR")
    printed = tools.run("console-consumer", "--topic", topic, "--from-beginning", "--max-messages", len(sent), "--timeout-ms", 60_000,
                        *(part for name in ("print.headers=true", "print.key=true", "headers.separator=,", "key.separator=|")
                          for part in ("--formatter-property", name)))
    equal(sorted(line for line in printed.splitlines() if line.startswith("h:")), sorted(sent), "records")


def by_place(events):
    """(partition, offset): value. A place that comes twice has to have the same value."""
    found = {}
    for event in events:
        place = event["partition"], event["offset"]
        equal(found.setdefault(place, event["value"]), event["value"], f"the record at {place}")
    return found


def compare(acknowledged, read):
    """Everything acknowledged was read, where the acknowledgement said; nothing is there twice."""
    lost = {place: value for place, value in acknowledged.items() if read.get(place) != value}
    equal(lost, {}, f"{len(lost)} of {len(acknowledged)} acknowledged records that were not read")
    twice = [value for value, times in Counter(read.values()).items() if times > 1]
    equal(twice, [], "records that are there twice")


def acknowledged_is_read(tools):
    topic = tools.topic("tools.verified", "--partitions", 3)
    count = 20_000
    with tools.start("verifiable-producer", "--topic", topic, "--max-messages", count, "--command-config", durable(tools)) as producer:
        equal(producer.process.wait(PATIENCE), 0, "exit status of the producer")
        equal(producer.events("producer_send_error"), [], "errors of the producer")
        told = producer.events("tool_data")[0]
        equal((told["sent"], told["acked"]), (count, count), "sent and acknowledged")
        acknowledged = by_place(producer.events("producer_send_success"))
    with tools.start("verifiable-consumer", "--topic", topic, "--group-id", "tools-verified", "--max-messages", count,
                     "--verbose") as consumer:
        equal(consumer.process.wait(PATIENCE), 0, "exit status of the consumer")
        equal([event for event in consumer.events("offsets_committed") if not event["success"]], [], "commits that failed")
        read = by_place(consumer.events("record_data"))
    equal(len(acknowledged), count, "places")
    compare(acknowledged, read)


def until(condition, why, limit=PATIENCE):
    deadline = time.monotonic() + limit
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(why)
        time.sleep(0.2)


def acknowledged_survives(tools, log):
    """Producer and consumer at work while each broker is killed and restarted; log tells each fault that was done."""
    topic = tools.topic("tools.killed", "--partitions", 6)
    def done():
        return re.findall(r"^ *[\d.]+ s  (?:kill|restart) \d$", log.read_text(), re.M)
    before = len(done())
    with tools.start("verifiable-producer", "--topic", topic, "--throughput", 1000, "--command-config", durable(tools)) as producer, \
            tools.start("verifiable-consumer", "--topic", topic, "--group-id", "tools-killed", "--verbose") as consumer:
        def acknowledged():
            return len(producer.events("producer_send_success"))
        until(lambda: len(done()) == FAULTS.count("\n"), f"the faults were not played: {done()}")
        equal(before, 0, "faults before the load began")
        enough = acknowledged() + 2000
        until(lambda: acknowledged() >= enough, "the producer does not go on")
        equal(producer.end() in (0, 143), True, f"exit status {producer.process.returncode} of the producer")
        written = by_place(producer.events("producer_send_success"))
        until(lambda: written.keys() <= by_place(consumer.events("record_data")).keys(), "the consumer does not read on")
        consumer.end()
        equal(producer.events("producer_send_error"), [], "errors of the producer")
        read = by_place(consumer.events("record_data"))
    compare(written, read)
    print(f"# brokers killed: {len(written)} acknowledged, each read once")


CHECKS = {
    "ProducerPerformance writes each record once, with every codec": performance_is_measured,
    "ConsumerPerformance reads them": performance_of_consumers_is_measured,
    "EndToEndLatency measures": latency_is_measured,
    "the console tools agree on headers, keys and values": console_round_trip,
    "VerifiableConsumer reads what VerifiableProducer was acknowledged": acknowledged_is_read,
}
