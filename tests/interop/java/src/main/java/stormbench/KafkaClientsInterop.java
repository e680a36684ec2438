// SPDX-License-Identifier: GPL-3.0-or-later
package stormbench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Apache Kafka's Java client against a running cluster, whose bootstrap list is the only argument. Prints a line a check,
 * "PASS name" or "FAIL name: why"; exit status 1 if one failed.
 */
public final class KafkaClientsInterop {
    private static final long PATIENCE_MS = 60_000;

    private interface Check {
        void run() throws Exception;
    }

    private final String bootstrap;
    private final Admin admin;
    private int failed = 0;

    private KafkaClientsInterop(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    public static void main(String[] arguments) {
        final var jar = KafkaProducer.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        System.out.println("# " + jar.substring(jar.lastIndexOf('/') + 1));
        final var interop = new KafkaClientsInterop(arguments[0]);
        interop.check("cluster is described", interop::clusterIsDescribed);
        interop.check("topics are created, described and deleted", interop::topicsComeAndGo);
        interop.check("existing topic is refused", interop::existingTopicIsRefused);
        interop.check("configs change incrementally", interop::configsChangeIncrementally);
        interop.check("records round trip with every codec", interop::recordsRoundTrip);
        interop.check("idempotent producer writes once", interop::idempotentProducerWritesOnce);
        interop.check("offsets are found by time", interop::offsetsAreFoundByTime);
        interop.check("group continues where it committed", interop::groupContinues);
        interop.check("eager group rebalances", () -> interop.groupRebalances(RangeAssignor.class));
        interop.check("cooperative group rebalances", () -> interop.groupRebalances(CooperativeStickyAssignor.class));
        interop.check("groups are listed, described and deleted", interop::groupsComeAndGo);
        interop.check("log directories are described", interop::logDirsAreDescribed);
        interop.admin.close(Duration.ofSeconds(5));
        System.exit(interop.failed == 0 ? 0 : 1);
    }

    private void check(String name, Check body) {
        try {
            body.run();
            System.out.println("PASS " + name);
        } catch (Exception | AssertionError error) {
            ++failed;
            System.out.println("FAIL " + name + ": " + error);
        }
    }

    private static void expect(boolean condition, String why) {
        if (!condition)
            throw new AssertionError(why);
    }

    private static void eventually(BooleanSupplier condition, String why) throws InterruptedException {
        final long deadline = System.currentTimeMillis() + PATIENCE_MS;
        while (!condition.getAsBoolean()) {
            expect(System.currentTimeMillis() < deadline, why);
            Thread.sleep(20);
        }
    }

    private static String fresh(String name) {
        return "java-" + name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private String create(String name, int partitions, Map<String, String> configs) throws Exception {
        final var topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
        admin.createTopics(List.of(topic)).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        return name;
    }

    private TopicDescription describe(String name) throws Exception {
        return admin.describeTopics(List.of(name)).allTopicNames().get(PATIENCE_MS, TimeUnit.MILLISECONDS).get(name);
    }

    private KafkaProducer<String, String> producer(Map<String, Object> further) {
        final Map<String, Object> configs = new HashMap<>(further);
        configs.put("bootstrap.servers", bootstrap);
        return new KafkaProducer<>(configs, new StringSerializer(), new StringSerializer());
    }

    private void produce(String topic, int count, Map<String, Object> further) throws Exception {
        try (var producer = producer(further)) {
            final List<java.util.concurrent.Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < count; ++i) {
                final var record = new ProducerRecord<>(topic, "k" + i, "v" + i);
                record.headers().add("n", Integer.toString(i).getBytes());
                sent.add(producer.send(record));
            }
            for (final var future : sent)
                future.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        }
    }

    private KafkaConsumer<String, String> consumer(String group, Class<?> assignor) {
        final Map<String, Object> configs = new HashMap<>();
        configs.put("bootstrap.servers", bootstrap);
        configs.put("group.id", group);
        configs.put("auto.offset.reset", "earliest");
        configs.put("enable.auto.commit", false);
        configs.put("session.timeout.ms", 6_000);
        configs.put("heartbeat.interval.ms", 500);
        configs.put("partition.assignment.strategy", assignor.getName());
        return new KafkaConsumer<>(configs, new StringDeserializer(), new StringDeserializer());
    }

    private static List<ConsumerRecord<String, String>> take(KafkaConsumer<String, String> consumer, int count) {
        final List<ConsumerRecord<String, String>> records = new ArrayList<>();
        final long deadline = System.currentTimeMillis() + PATIENCE_MS;
        while (records.size() < count && System.currentTimeMillis() < deadline)
            consumer.poll(Duration.ofMillis(500)).forEach(records::add);
        expect(records.size() >= count, records.size() + " of " + count + " records came");
        return records;
    }

    private void clusterIsDescribed() throws Exception {
        final var cluster = admin.describeCluster();
        expect(cluster.nodes().get(PATIENCE_MS, TimeUnit.MILLISECONDS).size() == 3, "not three brokers");
        expect(!cluster.clusterId().get().isEmpty(), "no cluster id");
        expect(cluster.controller().get() != null, "no controller");
    }

    private void topicsComeAndGo() throws Exception {
        final var name = create(fresh("admin"), 4, Map.of());
        final var found = describe(name);
        expect(found.partitions().size() == 4, found.partitions().size() + " partitions");
        expect(!found.topicId().toString().isEmpty(), "no topic id");
        admin.createPartitions(Map.of(name, NewPartitions.increaseTo(6))).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        eventually(() -> partitionCount(name) == 6, "no new partitions");
        admin.deleteTopics(List.of(name)).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        eventually(() -> partitionCount(name) == 0, "the topic is still there");
    }

    private int partitionCount(String name) {
        try {
            return describe(name).partitions().size();
        } catch (Exception error) {
            return 0;
        }
    }

    private void existingTopicIsRefused() throws Exception {
        final var name = create(fresh("twice"), 1, Map.of());
        try {
            create(name, 1, Map.of());
        } catch (ExecutionException error) {
            expect(error.getCause() instanceof TopicExistsException, error.toString());
            return;
        }
        throw new AssertionError("the second creation succeeded");
    }

    private void configsChangeIncrementally() throws Exception {
        final var name = create(fresh("config"), 1, Map.of("retention.ms", "60000"));
        final var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        final Collection<AlterConfigOp> changes =
            List.of(new AlterConfigOp(new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET));
        admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        eventually(() -> "compact".equals(config(resource, "cleanup.policy")), "cleanup.policy did not change");
        expect("60000".equals(config(resource, "retention.ms")), "retention.ms was lost");
    }

    private String config(ConfigResource resource, String key) {
        try {
            return admin.describeConfigs(List.of(resource)).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS).get(resource).get(key).value();
        } catch (Exception error) {
            throw new AssertionError(error);
        }
    }

    private void recordsRoundTrip() throws Exception {
        for (final var codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
            final var name = create(fresh(codec), 3, Map.of());
            produce(name, 300, Map.of("compression.type", codec));
            try (var consumer = consumer(fresh("group"), RangeAssignor.class)) {
                consumer.subscribe(List.of(name));
                final Set<String> values = new HashSet<>();
                for (final var record : take(consumer, 300)) {
                    values.add(record.value());
                    final var header = new String(record.headers().lastHeader("n").value());
                    expect(record.key().equals("k" + header), codec + ": other headers");
                }
                expect(values.size() == 300, codec + ": other values");
            }
        }
    }

    private void idempotentProducerWritesOnce() throws Exception {
        final var name = create(fresh("idempotent"), 1, Map.of());
        produce(name, 1_000, Map.of("enable.idempotence", true, "linger.ms", 0));
        expect(offset(name, OffsetSpec.latest()) == 1_000, "not exactly 1000 records");
    }

    private long offset(String topic, OffsetSpec spec) throws Exception {
        final var partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, spec)).partitionResult(partition).get(PATIENCE_MS, TimeUnit.MILLISECONDS).offset();
    }

    private void offsetsAreFoundByTime() throws Exception {
        final var name = create(fresh("time"), 1, Map.of());
        try (var producer = producer(Map.of())) {
            for (int i = 0; i < 10; ++i)
                producer.send(new ProducerRecord<>(name, 0, 1_700_000_000_000L + i * 1_000L, "k", "v"))
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        }
        expect(offset(name, OffsetSpec.forTimestamp(1_700_000_003_500L)) == 4, "another offset");
        expect(offset(name, OffsetSpec.earliest()) == 0, "another start");
    }

    private void groupContinues() throws Exception {
        final var name = create(fresh("commit"), 1, Map.of());
        final var group = fresh("group");
        produce(name, 10, Map.of());
        final var partition = new TopicPartition(name, 0);
        try (var first = consumer(group, RangeAssignor.class)) {
            first.subscribe(List.of(name));
            take(first, 4);
            first.commitSync(Map.of(partition, new OffsetAndMetadata(4, "half way")));
        }
        try (var second = consumer(group, RangeAssignor.class)) {
            expect("half way".equals(second.committed(Set.of(partition)).get(partition).metadata()), "other metadata");
            second.subscribe(List.of(name));
            final var rest = take(second, 6);
            expect(rest.get(0).offset() == 4, "went on at " + rest.get(0).offset());
        }
    }

    private void groupRebalances(Class<?> assignor) throws Exception {
        final var name = create(fresh("rebalance"), 6, Map.of());
        final var group = fresh("group");
        final List<KafkaConsumer<String, String>> members = new ArrayList<>();
        for (int i = 0; i < 3; ++i) {
            members.add(consumer(group, assignor));
            members.get(i).subscribe(List.of(name));
        }
        eventually(() -> shared(members, 2), "the members did not share the partitions");
        members.remove(2).close();
        eventually(() -> shared(members, 3), "the rest did not take over the partitions");
        members.forEach(KafkaConsumer::close);
    }

    private static boolean shared(List<KafkaConsumer<String, String>> members, int each) {
        final Set<TopicPartition> all = new HashSet<>();
        boolean even = true;
        for (final var member : members) {
            member.poll(Duration.ofMillis(50));
            all.addAll(member.assignment());
            even = even && member.assignment().size() == each;
        }
        return even && all.size() == 6;
    }

    private void groupsComeAndGo() throws Exception {
        final var name = create(fresh("groups"), 1, Map.of());
        final var group = fresh("group");
        produce(name, 3, Map.of());
        try (var member = consumer(group, RangeAssignor.class)) {
            member.subscribe(List.of(name));
            take(member, 3);
            member.commitSync();
            final var described = admin.describeConsumerGroups(List.of(group)).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS).get(group);
            expect(described.members().size() == 1, described.members().size() + " members");
            final var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            expect(offsets.get(new TopicPartition(name, 0)).offset() == 3, "another offset");
        }
        expect(listed(group), "the group is not listed");
        admin.deleteConsumerGroups(List.of(group)).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        expect(!listed(group), "the group is still there");
    }

    private boolean listed(String group) throws Exception {
        return admin.listGroups().all().get(PATIENCE_MS, TimeUnit.MILLISECONDS).stream().anyMatch(g -> g.groupId().equals(group));
    }

    private void logDirsAreDescribed() throws Exception {
        final var name = create(fresh("dirs"), 3, Map.of());
        produce(name, 100, Map.of());
        final Set<TopicPartition> found = new HashSet<>();
        for (final var broker : admin.describeLogDirs(List.of(1, 2, 3)).allDescriptions().get(PATIENCE_MS, TimeUnit.MILLISECONDS).values())
            broker.values().forEach(directory -> found.addAll(directory.replicaInfos().keySet()));
        for (int i = 0; i < 3; ++i)
            expect(found.contains(new TopicPartition(name, i)), "partition " + i + " is missing");
    }
}
