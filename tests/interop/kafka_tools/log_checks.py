# SPDX-License-Identifier: GPL-3.0-or-later
"""Kafka's own reader over the directories of brokers that have ended: it has to accept what they wrote."""
import re

from load_checks import CODECS, RECORDS
from tools import equal, expect, expect_not

BATCH = re.compile(r"^baseOffset: (\d+) lastOffset: (\d+) count: (\d+) .* compresscodec: (\w+) .* isvalid: (\w+)$", re.M)


def files(data, partition, suffix):
    """Of each broker that has the partition."""
    return sorted(data.glob(f"broker-*/{partition}/*.{suffix}"))


def dump(tools, path, *arguments):
    return expect_not(tools.run_alone("dump-log", "--files", path, *arguments), "Exception", "[Mm]ismatch", "Found .* bytes", "Error")


def segments_are_valid(tools, data):
    for codec in CODECS:
        count = 0
        for partition in range(3):
            path, next_offset = files(data, f"tools.perf-{codec}-{partition}", "log")[0], 0
            for first, last, records, found, valid in BATCH.findall(dump(tools, path)):
                equal((int(first), found, valid), (next_offset, codec, "true"), f"first offset, codec and validity in {path}")
                next_offset = int(last) + 1
                count += int(records)
        equal(count, RECORDS, f"records with {codec}")


def replicas_are_equal(tools, data):
    for partition in range(3):
        paths = files(data, f"tools.verified-{partition}", "log")
        equal(len(paths), 3, "replicas")
        equal(len({path.read_bytes() for path in paths}), 1, f"different logs of partition {partition}")


def indexes_are_sane(tools, data):
    for suffix in ("index", "timeindex"):
        path = files(data, "tools.perf-none-0", suffix)[0]
        equal(path.stat().st_size > 100, True, f"size of {path}")
        expect(dump(tools, path, "--index-sanity-check"), "passed sanity check")
        dump(tools, path, "--verify-index-only")


def producers_are_read(tools, data):
    path = files(data, "tools.verified-0", "snapshot")[-1]
    end = int(path.stem)
    expect(dump(tools, path), rf"producerId: \d+ producerEpoch: 0 .* lastOffset: {end - 1} ")


def groups_are_read(tools, data):
    """What coordinators keep of groups: as Kafka's own would read it back."""
    found = ""
    for path in sorted(data.glob("broker-1/__consumer_offsets-*/*.log")):
        if path.stat().st_size > 0:
            found += dump(tools, path, "--offsets-decoder")
    expect(found, r'"group":"tools-verified","topic":"tools\.verified","partition":2\}\} payload: \{"version":"3","data":\{"offset":\d+',
           r'"group":"tools-verified"\}\} payload: \{"version":"3","data":\{"protocolType":"consumer","generation":\d+',
           r'"group":"tools-group"\}\} payload: <DELETE>')


CHECKS = {
    "Kafka's reader accepts the segments, whatever their codec": segments_are_valid,
    "replicas of a partition are the same bytes": replicas_are_equal,
    "Kafka's reader accepts the indexes": indexes_are_sane,
    "Kafka's reader accepts the producers' snapshots": producers_are_read,
    "Kafka's reader accepts groups and offsets": groups_are_read,
}
