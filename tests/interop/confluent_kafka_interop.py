#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The newest confluent-kafka against a running cluster: confluent_kafka_interop.py BOOTSTRAP.

Prints a line a check, "PASS name" or "FAIL name: why"; exit status 1 if one failed.
"""
import sys
import time
import uuid

import confluent_kafka
from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition, ConsumerGroupTopicPartitions
from confluent_kafka.admin import (AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, NewPartitions,
                                   NewTopic, OffsetSpec, ResourceType)

BOOTSTRAP = sys.argv[1]
PATIENCE = 60
CHECKS = []
admin = AdminClient({"bootstrap.servers": BOOTSTRAP})


def check(function):
    CHECKS.append(function)
    return function


def fresh(name):
    return f"py-{name}-{uuid.uuid4().hex[:8]}"


def create(name, partitions=3, **config):
    topic = NewTopic(name, num_partitions=partitions, replication_factor=-1, config=config)
    admin.create_topics([topic])[name].result(PATIENCE)
    return name


def expect(condition, why):
    if not condition:
        raise AssertionError(why)


def eventually(condition, why):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        expect(time.monotonic() < deadline, why)
        time.sleep(0.05)


def produce(topic, count, **config):
    failures = []
    producer = Producer({"bootstrap.servers": BOOTSTRAP, **config})
    for i in range(count):
        producer.produce(topic, key=f"k{i}", value=f"v{i}", headers={"n": str(i)},
                         on_delivery=lambda error, _: failures.append(error) if error else None)
    expect(producer.flush(PATIENCE) == 0, "records were left in the queue")
    expect(not failures, f"deliveries failed: {failures[:1]}")


def consumer(group, **config):
    return Consumer({"bootstrap.servers": BOOTSTRAP, "group.id": group, "auto.offset.reset": "earliest",
                     "enable.auto.commit": False, "session.timeout.ms": 6000, **config})


def take(client, count):
    records = []
    deadline = time.monotonic() + PATIENCE
    while len(records) < count and time.monotonic() < deadline:
        for message in client.consume(count - len(records), 1.0):
            if message.error():
                raise KafkaException(message.error())
            records.append(message)
    expect(len(records) == count, f"{len(records)} of {count} records came")
    return records


@check
def cluster_is_described():
    cluster = admin.describe_cluster(request_timeout=PATIENCE).result(PATIENCE)
    expect(len(cluster.nodes) == 3, f"{len(cluster.nodes)} brokers")
    expect(cluster.cluster_id, "no cluster id")


@check
def topics_are_created_described_and_deleted():
    name = create(fresh("admin"), 4)
    topics = confluent_kafka.TopicCollection([name])
    found = admin.describe_topics(topics)[name].result(PATIENCE)
    expect(len(found.partitions) == 4, f"{len(found.partitions)} partitions")
    expect(str(found.topic_id), "no topic id")
    admin.create_partitions([NewPartitions(name, 6)])[name].result(PATIENCE)
    eventually(lambda: len(admin.list_topics(name, PATIENCE).topics[name].partitions) == 6, "no new partitions")
    admin.delete_topics([name])[name].result(PATIENCE)
    eventually(lambda: name not in admin.list_topics(timeout=PATIENCE).topics, "the topic is still there")


@check
def existing_topic_is_refused():
    name = create(fresh("twice"))
    try:
        create(name)
    except KafkaException as error:
        expect(error.args[0].code() == confluent_kafka.KafkaError.TOPIC_ALREADY_EXISTS, str(error))
        return
    raise AssertionError("the second creation succeeded")


@check
def configs_change_incrementally():
    name = create(fresh("config"), **{"retention.ms": "60000"})
    change = ConfigResource(ResourceType.TOPIC, name, incremental_configs=[
        ConfigEntry("cleanup.policy", "compact", incremental_operation=AlterConfigOpType.SET)])
    admin.incremental_alter_configs([change])[change].result(PATIENCE)
    resource = ConfigResource(ResourceType.TOPIC, name)

    def value(key):
        return admin.describe_configs([resource])[resource].result(PATIENCE)[key].value

    eventually(lambda: value("cleanup.policy") == "compact", "cleanup.policy did not change")
    expect(value("retention.ms") == "60000", "retention.ms was lost")


@check
def records_round_trip_with_every_codec():
    for codec in ("none", "gzip", "snappy", "lz4", "zstd"):
        name = create(fresh(codec))
        produce(name, 300, **{"compression.type": codec})
        client = consumer(fresh("group"))
        client.subscribe([name])
        records = take(client, 300)
        client.close()
        expect({r.value() for r in records} == {f"v{i}".encode() for i in range(300)}, f"{codec}: other values")
        expect(all(dict(r.headers())["n"] == r.key()[1:] for r in records), f"{codec}: other headers")


@check
def idempotent_producer_writes_once():
    name = create(fresh("idempotent"), 1)
    produce(name, 1000, **{"enable.idempotence": True, "linger.ms": 0})
    end = admin.list_offsets({TopicPartition(name, 0): OffsetSpec.latest()})
    expect([f.result(PATIENCE).offset for f in end.values()] == [1000], "not exactly 1000 records")


@check
def offsets_are_found_by_time():
    name = create(fresh("time"), 1)
    producer = Producer({"bootstrap.servers": BOOTSTRAP})
    for i in range(10):
        producer.produce(name, value=str(i), timestamp=1_700_000_000_000 + i * 1000, partition=0)
    expect(producer.flush(PATIENCE) == 0, "records were left in the queue")
    query = admin.list_offsets({TopicPartition(name, 0): OffsetSpec.for_timestamp(1_700_000_003_500)})
    expect([f.result(PATIENCE).offset for f in query.values()] == [4], "another offset")


@check
def group_continues_where_it_committed():
    name, group = create(fresh("commit"), 1), fresh("group")
    produce(name, 10)
    first = consumer(group)
    first.subscribe([name])
    records = take(first, 4)
    first.commit(message=records[-1], asynchronous=False)
    first.close()
    second = consumer(group)
    second.subscribe([name])
    rest = take(second, 6)
    second.close()
    expect(rest[0].offset() == 4, f"went on at {rest[0].offset()}")


def share(group_members, cooperative):
    name, group = create(fresh("rebalance"), 6), fresh("group")
    strategy = "cooperative-sticky" if cooperative else "range"
    members = [consumer(group, **{"partition.assignment.strategy": strategy}) for _ in range(group_members)]
    for member in members:
        member.subscribe([name])

    def shared(each):
        for member in members:
            member.poll(0.05)
        owned = [{p.partition for p in member.assignment()} for member in members]
        return all(len(o) == each for o in owned) and len(set().union(*owned)) == 6

    eventually(lambda: shared(6 // len(members)), "the members did not share the partitions")
    members.pop().close()
    eventually(lambda: shared(6 // len(members)), "the rest did not take over the partitions")
    for member in members:
        member.close()


@check
def eager_group_rebalances():
    share(3, False)


@check
def cooperative_group_rebalances():
    share(3, True)


@check
def groups_are_listed_described_and_deleted():
    name, group = create(fresh("groups"), 1), fresh("group")
    produce(name, 3)
    member = consumer(group)
    member.subscribe([name])
    records = take(member, 3)
    member.commit(message=records[-1], asynchronous=False)
    described = admin.describe_consumer_groups([group])[group].result(PATIENCE)
    expect(described.state.name == "STABLE", described.state.name)
    expect(len(described.members) == 1, f"{len(described.members)} members")
    offsets = admin.list_consumer_group_offsets([ConsumerGroupTopicPartitions(group)])[group].result(PATIENCE)
    expect([(p.topic, p.offset) for p in offsets.topic_partitions] == [(name, 3)], "other offsets")
    member.close()
    listed = {g.group_id for g in admin.list_consumer_groups().result(PATIENCE).valid}
    expect(group in listed, "the group is not listed")
    admin.delete_consumer_groups([group])[group].result(PATIENCE)
    listed = {g.group_id for g in admin.list_consumer_groups().result(PATIENCE).valid}
    expect(group not in listed, "the group is still there")


def main():
    print(f"# confluent-kafka {confluent_kafka.version()}, librdkafka {confluent_kafka.libversion()[0]}")
    failed = 0
    for function in CHECKS:
        try:
            function()
            print(f"PASS {function.__name__}", flush=True)
        except Exception as error:  # one check must not hide the next
            failed += 1
            print(f"FAIL {function.__name__}: {type(error).__name__}: {error}", flush=True)
    return 1 if failed else 0


sys.exit(main())
