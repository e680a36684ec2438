# SPDX-License-Identifier: GPL-3.0-or-later
"""The tools that administer a cluster."""
import json
import re
import time

from tools import PATIENCE, equal, expect, expect_not

PARTITION = re.compile(r"Partition: (\d+)\tLeader: (\d+)\tReplicas: ([\d,]+)\tIsr: ([\d,]+)")
# What the tools know and the brokers do not have: transactions, security, quotas, the newer group protocols, telemetry.
NOT_OFFERED = {
    "SaslHandshake", "SaslAuthenticate", "AddPartitionsToTxn", "AddOffsetsToTxn", "EndTxn", "WriteTxnMarkers",
    "TxnOffsetCommit", "DescribeTransactions", "ListTransactions", "DescribeProducers", "DescribeAcls", "CreateAcls",
    "DeleteAcls", "AlterReplicaLogDirs", "CreateDelegationToken", "RenewDelegationToken", "ExpireDelegationToken",
    "DescribeDelegationToken", "DescribeClientQuotas", "AlterClientQuotas", "DescribeUserScramCredentials",
    "AlterUserScramCredentials", "UpdateFeatures", "UnregisterBroker", "ConsumerGroupHeartbeat", "ConsumerGroupDescribe",
    "GetTelemetrySubscriptions", "PushTelemetry", "ListConfigResources", "AddRaftVoter", "RemoveRaftVoter",
    "InitializeShareGroupState", "ReadShareGroupState", "WriteShareGroupState", "DeleteShareGroupState",
    "ReadShareGroupStateSummary", "ShareGroupHeartbeat", "ShareGroupDescribe", "ShareFetch", "ShareAcknowledge",
    "DescribeShareGroupOffsets", "AlterShareGroupOffsets", "DeleteShareGroupOffsets", "StreamsGroupHeartbeat",
    "StreamsGroupDescribe",
}


def partitions(tools, topic):
    """partition: (leader, replicas, in-sync replicas)"""
    rows = PARTITION.findall(tools.run("topics", "--describe", "--topic", topic))
    return {int(index): (int(leader), [int(id) for id in replicas.split(",")], {int(id) for id in isr.split(",")})
            for index, leader, replicas, isr in rows}


def eventually(condition, why):
    """For what brokers tell each other in the background."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(why)


def topics_come_and_go(tools):
    tools.topic("tools.topics", "--partitions", 3, "--config", "retention.ms=100000")
    expect(tools.run("topics", "--describe", "--topic", "tools.topics"),
           r"TopicId: \S{22}\tPartitionCount: 3\tReplicationFactor: 3\tConfigs: .*retention\.ms=100000")
    for leader, replicas, isr in partitions(tools, "tools.topics").values():
        equal((leader, sorted(replicas), isr), (replicas[0], [1, 2, 3], {1, 2, 3}), "leader, replicas, ISR")
    equal(len({row[0] for row in partitions(tools, "tools.topics").values()}), 3, "leaders")
    tools.run("topics", "--alter", "--topic", "tools.topics", "--partitions", 5)
    equal(sorted(partitions(tools, "tools.topics")), [0, 1, 2, 3, 4], "partitions")
    equal(tools.run("topics", "--describe", "--unavailable-partitions"), "", "unavailable partitions")
    expect(tools.run("topics", "--list"), r"^tools\.topics$")
    tools.run("topics", "--delete", "--topic", "tools.topics")
    expect_not(tools.run("topics", "--list"), r"^tools\.topics$")


def refusals_say_why(tools):
    tools.topic("tools.refusals", "--replica-assignment", "3:1,1:2")
    equal([row[1] for row in partitions(tools, "tools.refusals").values()], [[3, 1], [1, 2]], "replicas")
    for why, arguments in {
        r"Topic 'tools\.refusals' already exists": ("--create", "--topic", "tools.refusals"),
        r"replication factor of 9 cannot be reached because only 3 broker": (
            "--create", "--topic", "tools.none", "--replication-factor", 9),
        r"Unknown topic config name: nonsense": ("--create", "--topic", "tools.none", "--config", "nonsense=1"),
        r"currently has 2 partition\(s\); 1 would not be an increase": (
            "--alter", "--topic", "tools.refusals", "--partitions", 1),
        r"Topic 'tools\.none' does not exist as expected": ("--delete", "--topic", "tools.none"),
    }.items():
        expect(tools.run("topics", *arguments, status=1), why)


def topic_configs_change(tools):
    topic = ("--topic", tools.topic("tools.configs"))
    tools.run("configs", "--alter", *topic, "--add-config", "retention.ms=123456,cleanup.policy=[compact,delete]")
    expect(tools.run("configs", "--describe", *topic),
           r"retention\.ms=123456 .*DYNAMIC_TOPIC_CONFIG:retention\.ms=123456, DEFAULT_CONFIG:log\.retention\.hours",
           r"cleanup\.policy=compact,delete ")
    for why, config in {"Unknown topic config name: no.such": "no.such=1", "Invalid value abc": "retention.ms=abc"}.items():
        expect(tools.run("configs", "--alter", *topic, "--add-config", config, status=1),
               "InvalidConfigurationException: " + why)
    tools.run("configs", "--alter", *topic, "--delete-config", "retention.ms")
    expect_not(tools.run("configs", "--describe", *topic), r"retention\.ms")
    expect(tools.run("configs", "--describe", "--all", *topic), r"retention\.ms=604800000 .*DEFAULT_CONFIG",
           r"min\.insync\.replicas=2 .*STATIC_BROKER_CONFIG:min\.insync\.replicas=2")


def broker_configs_change(tools):
    one, all_of_them = ("--broker", 2), ("--broker-defaults",)
    tools.run("configs", "--alter", *all_of_them, "--add-config", "log.retention.ms=200000000")
    tools.run("configs", "--alter", *one, "--add-config", "log.retention.ms=100000000")
    expect(tools.run("configs", "--describe", *one), r"log\.retention\.ms=100000000 .*DYNAMIC_BROKER_CONFIG:\S*100000000, "
           r"DYNAMIC_DEFAULT_BROKER_CONFIG:\S*200000000")
    tools.run("configs", "--alter", *one, "--delete-config", "log.retention.ms")
    expect(tools.run("configs", "--describe", *all_of_them), r"log\.retention\.ms=200000000 ")
    tools.run("configs", "--alter", *all_of_them, "--delete-config", "log.retention.ms")
    for why, config in {
        "InvalidConfigurationException: Unknown broker config name: no.such": "no.such=1",
        "InvalidRequestException: Cannot update these configs dynamically": "broker.session.timeout.ms=1",
        "Cannot update these configs dynamically: .*log.dirs": "log.dirs=elsewhere",
    }.items():
        expect(tools.run("configs", "--alter", *one, "--add-config", config, status=1), why)
    expect(tools.run("configs", "--describe", "--all", *one), r"^  node\.id=2 ", r"^  listeners=PLAINTEXT://127\.0\.0\.1:",
           r"^  log\.retention\.hours=168 ")


def active_group_is_described(tools, group):
    topic, name = ("--topic", "tools.groups"), ("--group", group)
    with tools.start("verifiable-consumer", *topic, "--group-id", group, "--reset-policy", "earliest") as member:
        eventually(lambda: sum(event["count"] for event in member.events("records_consumed")) == 90, "the member reads nothing")
        expect(tools.run("consumer-groups", "--describe", *name),
               rf"^{group} +tools\.groups +0 +\d+ +\d+ +0 +consumer-{group}-1-\S+ +/127\.0\.0\.1 +consumer-{group}-1")
        expect(tools.run("consumer-groups", "--describe", "--state", *name),
               rf"^{group} +127\.0\.0\.1:\d+ +\([123]\) +range +Stable +1$")
        expect(tools.run("consumer-groups", "--describe", "--members", "--verbose", *name),
               rf"^{group} .* 3 .*tools\.groups:0,1,2 ")
        expect(tools.run("consumer-groups", "--reset-offsets", "--to-earliest", "--execute", *topic, *name),
               "can only be reset if the group '.*' is inactive, but the current state is Stable")
        expect(tools.run("consumer-groups", "--delete", *name), "The group is not empty")
        member.end()
        expect(member.printed(), "shutdown_complete")


def groups_are_administered(tools):
    topic, name = ("--topic", "tools.groups"), ("--group", "tools-group")
    tools.topic("tools.groups", "--partitions", 3)
    tools.run("console-producer", *topic, "--reader-property", "parse.key=true", "--reader-property", "key.separator=:",
              given="".join(f"{i}:{i}\n" for i in range(90)))
    ends = tools.end_offsets("tools.groups")
    active_group_is_described(tools, "tools-group")
    expect(tools.run("consumer-groups", "--list", "--state"), r"^tools-group +Empty")
    expect(tools.run("groups", "--list"), r"^tools-group +Classic +consumer")
    reset = ("consumer-groups", "--reset-offsets", "--execute", *name, *topic)
    expect(tools.run(*reset, "--to-earliest"), r"^tools-group +tools\.groups +1 +0 *$")
    expect(tools.run(*reset, "--shift-by", 2), r"^tools-group +tools\.groups +1 +2 *$")
    expect(tools.run(*reset, "--to-datetime", "2020-01-01T00:00:00.000"), r"^tools-group +tools\.groups +1 +0 *$")
    expect(tools.run(*reset, "--to-latest"), rf"^tools-group +tools\.groups +1 +{ends[1]} *$")
    expect(tools.run(*reset, "--to-offset", 1), r"^tools-group +tools\.groups +1 +1 *$")
    expect(tools.run("consumer-groups", "--describe", *name), rf"^tools-group +tools\.groups +1 +1 +{ends[1]} +{ends[1] - 1} +- ")
    expect(tools.run("consumer-groups", "--delete-offsets", "--topic", "tools.groups:1", *name), r"tools\.groups +1 +Successful")
    expect_not(tools.run("consumer-groups", "--describe", *name), r"^tools-group +tools\.groups +1 ")
    expect(tools.run("consumer-groups", "--delete", *name), r"Deletion of requested consumer groups \('tools-group'\) was successful")
    expect(tools.run("consumer-groups", "--delete", *name), "GroupIdNotFoundException")
    expect_not(tools.run("consumer-groups", "--list"), "^tools-group$")


def reassignments(tools):
    tools.topic("tools.moves", "--replica-assignment", "1:2,2:3")
    tools.run_alone("producer-perf", "--topic", "tools.moves", "--num-records", 20_000, "--record-size", 1000, "--throughput", -1,
                    "--bootstrap-server", tools.bootstrap)
    rows = [{"topic": "tools.moves", "partition": 0, "replicas": [3, 1]}, {"topic": "tools.moves", "partition": 1, "replicas": [2, 1]}]
    return "--reassignment-json-file", tools.file("moves.json", json.dumps({"version": 1, "partitions": rows}))


def partitions_move(tools):
    plan = reassignments(tools)
    expect(tools.run("reassign-partitions", "--execute", *plan, "--throttle", 100_000),
           "Successfully started partition reassignments for tools.moves-0,tools.moves-1")
    expect(tools.run("reassign-partitions", "--list"), r"^tools\.moves-0: replicas: .* adding: 3\. removing: 2\.$")
    expect(tools.run("reassign-partitions", "--verify", *plan), r"^Reassignment of partition tools\.moves-0 is still in progress")
    expect(tools.run("configs", "--describe", "--broker", 1), r"leader\.replication\.throttled\.rate=100000 ")
    expect(tools.run("reassign-partitions", "--cancel", *plan), "Successfully cancelled partition reassignments for: tools.moves-0")
    equal([row[1] for row in partitions(tools, "tools.moves").values()], [[1, 2], [2, 3]], "replicas after the cancelling")
    expect_not(tools.run("configs", "--describe", "--broker", 1), r"throttled\.rate")

    expect(tools.run("reassign-partitions", "--execute", *plan), "Successfully started")
    eventually(lambda: "in progress" not in tools.run("reassign-partitions", "--verify", *plan), "the replicas do not move")
    expect(tools.run("reassign-partitions", "--verify", *plan), r"^Reassignment of partition tools\.moves-1 is completed")
    expect(tools.run("reassign-partitions", "--list"), "No partition reassignments found")
    equal([(row[1], row[2]) for row in partitions(tools, "tools.moves").values()], [([3, 1], {3, 1}), ([2, 1], {2, 1})], "replicas, ISR")
    expect_not(tools.run("configs", "--describe", "--topic", "tools.moves"), "throttled")


def preferred_leaders_are_elected(tools):
    """Of what partitions_move() left: the first replica of partition 0 is new, so it does not lead yet."""
    equal(partitions(tools, "tools.moves")[0][0], 1, "leader before")
    first = ("leader-election", "--election-type", "preferred", "--topic", "tools.moves", "--partition", 0)
    expect(tools.run(*first), r"Successfully completed leader election \(PREFERRED\) for partitions tools\.moves-0")
    equal(partitions(tools, "tools.moves")[0][0], 3, "leader")
    expect(tools.run(*first), "Valid replica already elected for partitions tools.moves-0")
    expect(tools.run("leader-election", "--election-type", "preferred", "--topic", "tools.none", "--partition", 0, status=1),
           "UnknownTopicOrPartitionException")


def log_dirs_are_described(tools):
    printed = tools.run("log-dirs", "--describe", "--topic-list", "tools.moves")
    found = json.loads(printed[printed.index("{"):])
    replicas = {}
    for broker in found["brokers"]:
        for directory in broker["logDirs"]:
            equal((directory["error"], directory["logDir"][:1]), (None, "/"), "error, start of the path")
            for partition in directory["partitions"]:
                equal((partition["offsetLag"], partition["isFuture"]), (0, False), "lag, future")
                replicas.setdefault(partition["partition"], {})[broker["broker"]] = partition["size"]
    equal({name: sorted(sizes) for name, sizes in replicas.items()}, {"tools.moves-0": [1, 3], "tools.moves-1": [1, 2]}, "replicas")
    for name, sizes in replicas.items():
        equal(len(set(sizes.values())), 1, f"different sizes of {name}")
        equal(max(sizes.values()) > 1_000_000, True, f"size of {name}")


def offsets_are_found(tools):
    topic = tools.topic("tools.offsets", "--partitions", 2)
    tools.run("console-producer", "--topic", topic, "--reader-property", "parse.key=true", "--reader-property", "key.separator=:",
              given="".join(f"{i}:{i}\n" for i in range(1000)))
    equal(sum(tools.end_offsets(topic).values()), 1000, "records")
    equal(tools.end_offsets(topic, "--time", "earliest"), {0: 0, 1: 0}, "first offsets")
    equal(tools.end_offsets(topic, "--time", 1000), {0: 0, 1: 0}, "offsets since 1970")
    ends = tools.end_offsets(topic)
    for partition, offset in tools.end_offsets(topic, "--time", "max-timestamp").items():
        equal(0 <= offset < ends[partition], True, "the offset of the newest record is one of the log's")


def records_are_deleted(tools):
    """Of what offsets_are_found() wrote."""
    def delete(*rows):
        plan = [{"topic": "tools.offsets", "partition": partition, "offset": offset} for partition, offset in rows]
        return tools.run("delete-records", "--offset-json-file", tools.file("delete.json", json.dumps({"version": 1, "partitions": plan})))
    ends = tools.end_offsets("tools.offsets")
    expect(delete((0, 10), (1, -1)), r"^partition: tools\.offsets-0\tlow_watermark: 10$",
           rf"^partition: tools\.offsets-1\tlow_watermark: {ends[1]}$")
    equal(tools.end_offsets("tools.offsets", "--time", "earliest"), {0: 10, 1: ends[1]}, "first offsets")
    expect(delete((0, ends[0] + 1)), r"^partition: tools\.offsets-0\terror: .*OffsetOutOfRangeException")


def quorum_is_described(tools):
    status = tools.run("metadata-quorum", "describe", "--status")
    leader = re.search(r"^LeaderId: +([123])$", expect(status, r"^LeaderId: +[123]$"), re.M).group(1)
    expect(status, r"^ClusterId: +\S{22}$", r"^LeaderEpoch: +[1-9]\d*$", r"^HighWatermark: +[1-9]\d*$", r"^CurrentObservers: +\[\]$")
    voters = json.loads(re.search(r"^CurrentVoters: +(.*)$", status, re.M).group(1))
    equal([voter["id"] for voter in voters], [1, 2, 3], "voters")
    for voter, port in zip(voters, re.findall(r":(\d+)", tools.bootstrap)):
        equal(voter.get("endpoints"), [f"CONTROLLER://127.0.0.1:{port}"], "the voter's endpoints")
    rows = re.findall(r"^(\d)\s+\S{22}\s+\d+\s+(\d+)\s+\d{13}\s+\d{13}\s+(\w+)", tools.run("metadata-quorum", "describe", "--replication"), re.M)
    equal([(id, status) for id, _, status in sorted(rows)],
          [(id, "Leader" if id == leader else "Follower") for id in "123"], "replicas of the metadata")


def api_versions_are_told(tools):
    printed = tools.run("broker-api-versions")
    brokers = re.findall(r"^127\.0\.0\.1:\d+ \(id: (\d) rack: null isFenced: false\) -> \((.*?)^\)", printed, re.M | re.S)
    equal(sorted(id for id, _ in brokers), ["1", "2", "3"], "brokers")
    for id, listed in brokers:
        equal(set(re.findall(r"(\w+)\(\d+\): UNSUPPORTED", listed)), NOT_OFFERED, f"what broker {id} does not offer")
        expect_not(listed, r"UNKNOWN\(")
        expect(listed, r"Produce\(0\): 0 to 1[2-9] \[usable: 1\d\]", r"Fetch\(1\): 4 to 1[7-9] \[usable: 1\d\]")


def features_are_finalised(tools):
    expect(tools.run("features", "describe"), r"metadata\.version\s+SupportedMinVersion: 3\.3-IV3\s+SupportedMaxVersion: 4\.0-IV3\s+"
           r"FinalizedVersionLevel: 4\.0-IV3\s+Epoch: \d+")


def cluster_is_described(tools):
    at = ("--bootstrap-server", tools.bootstrap)
    expect(tools.run_alone("cluster", "cluster-id", *at), r"^Cluster ID: \S{22}$")
    expect(tools.run_alone("cluster", "list-endpoints", *at, "--include-fenced-brokers"),
           *(rf"^{id} +127\.0\.0\.1 +\d+ +null +unfenced +broker" for id in (1, 2, 3)))


CHECKS = {
    "topics are created, described, altered and deleted": topics_come_and_go,
    "a refusal says why": refusals_say_why,
    "a topic's configurations change": topic_configs_change,
    "brokers' configurations change": broker_configs_change,
    "groups are described, reset and deleted": groups_are_administered,
    "partitions move, with a throttle and a cancelling": partitions_move,
    "preferred leaders are elected": preferred_leaders_are_elected,
    "log directories are described": log_dirs_are_described,
    "offsets are found": offsets_are_found,
    "records are deleted": records_are_deleted,
    "the controller quorum is described": quorum_is_described,
    "API versions are told": api_versions_are_told,
    "features are finalised": features_are_finalised,
    "the cluster is described": cluster_is_described,
}
