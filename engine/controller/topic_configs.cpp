// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/config_table.h"
#include "engine/controller/throttled_replicas.h"

namespace stormbench::controller {
namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::string_view kLongMax = "9223372036854775807";
constexpr double kIntMax = 2147483647;
constexpr std::string_view kThrottledReplicas
    = "must be the literal '*' or a list of replicas in the following format: "
      "[partitionId]:[brokerId],[partitionId]:[brokerId],...";

using enum ConfigType;

// Sorted by name. Names, types, defaults and bounds are Apache Kafka 4.0's; see configDeviations()
// for the exceptions.
const std::vector<ConfigDefinition>& table()
{
    static const std::vector<ConfigDefinition> kTable{
        {.name = "cleanup.policy",
            .type = List,
            .defaultValue = "delete",
            .range = {.oneOf = {"compact", "delete"}, .mayBeEmpty = false},
            .doc = "What happens to old records: delete drops whole segments by time and size, "
                   "compact keeps the newest record of each key.",
            .synonyms = {{"log.cleanup.policy"}}},
        {.name = "compression.gzip.level",
            .type = Int,
            .defaultValue = "-1",
            .range = {-1, 9},
            .doc = "The gzip level where the broker compresses; -1 is the codec's own default.",
            .synonyms = {{"compression.gzip.level"}}},
        {.name = "compression.lz4.level",
            .type = Int,
            .defaultValue = "9",
            .range = {1, 17},
            .doc = "The lz4 level where the broker compresses.",
            .synonyms = {{"compression.lz4.level"}}},
        {.name = "compression.type",
            .type = String,
            .defaultValue = "producer",
            .range = {.oneOf = {"uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"}},
            .doc = "The topic's codec; producer keeps each batch as its producer compressed it.",
            .synonyms = {{"compression.type"}}},
        {.name = "compression.zstd.level",
            .type = Int,
            .defaultValue = "3",
            .range = {-131072, 22},
            .doc = "The zstd level where the broker compresses.",
            .synonyms = {{"compression.zstd.level"}}},
        {.name = "delete.retention.ms",
            .type = Long,
            .defaultValue = "86400000",
            .range = {.min = 0},
            .doc = "How long a tombstone stays in a compacted topic, so that slow readers see the "
                   "deletion.",
            .synonyms = {{"log.cleaner.delete.retention.ms"}}},
        {.name = "file.delete.delay.ms",
            .type = Long,
            .defaultValue = "60000",
            .range = {.min = 0},
            .doc = "How long a dropped segment's file stays on disk.",
            .synonyms = {{"log.segment.delete.delay.ms"}}},
        {.name = "flush.messages",
            .type = Long,
            .defaultValue = kLongMax,
            .range = {.min = 1},
            .doc = "After how many records the log is forced to disk.",
            .synonyms = {{"log.flush.interval.messages"}}},
        {.name = "flush.ms",
            .type = Long,
            .defaultValue = kLongMax,
            .range = {.min = 0},
            .doc = "After how much time the log is forced to disk.",
            .synonyms = {{"log.flush.interval.ms"}, {"log.flush.scheduler.interval.ms"}}},
        {.name = "follower.replication.throttled.replicas",
            .type = List,
            .defaultValue = "",
            .range = {.holds = ThrottledReplicas::isValid, .expected = kThrottledReplicas},
            .doc = "partition:broker pairs (or *) whose replication is throttled on the follower's "
                   "side."},
        {.name = "index.interval.bytes",
            .type = Int,
            .defaultValue = "4096",
            .range = {0, kIntMax},
            .doc = "How many bytes of log lie between two entries of the offset index.",
            .synonyms = {{"log.index.interval.bytes"}}},
        {.name = "leader.replication.throttled.replicas",
            .type = List,
            .defaultValue = "",
            .range = {.holds = ThrottledReplicas::isValid, .expected = kThrottledReplicas},
            .doc
            = "partition:broker pairs (or *) whose replication is throttled on the leader's side."},
        {.name = "max.compaction.lag.ms",
            .type = Long,
            .defaultValue = kLongMax,
            .range = {.min = 1},
            .doc = "A record is compacted at the latest after this time.",
            .synonyms = {{"log.cleaner.max.compaction.lag.ms"}}},
        {.name = "max.message.bytes",
            .type = Int,
            .defaultValue = "1048588",
            .range = {0, kIntMax},
            .doc = "The largest record batch that is accepted, compressed as it comes.",
            .synonyms = {{"message.max.bytes"}}},
        {.name = "message.timestamp.after.max.ms",
            .type = Long,
            .defaultValue = "3600000",
            .range = {.min = 0},
            .doc = "How far a producer's timestamp may lie in the future.",
            .synonyms = {{"log.message.timestamp.after.max.ms"}}},
        {.name = "message.timestamp.before.max.ms",
            .type = Long,
            .defaultValue = kLongMax,
            .range = {.min = 0},
            .doc = "How far a producer's timestamp may lie in the past.",
            .synonyms = {{"log.message.timestamp.before.max.ms"}}},
        {.name = "message.timestamp.type",
            .type = String,
            .defaultValue = "CreateTime",
            .range = {.oneOf = {"CreateTime", "LogAppendTime"}},
            .doc = "Whether records carry the producer's time or the time of their append.",
            .synonyms = {{"log.message.timestamp.type"}}},
        {.name = "min.cleanable.dirty.ratio",
            .type = Double,
            .defaultValue = "0.5",
            .range = {0, 1},
            .doc = "The share of uncompacted bytes from which a log is worth compacting.",
            .synonyms = {{"log.cleaner.min.cleanable.ratio"}}},
        {.name = "min.compaction.lag.ms",
            .type = Long,
            .defaultValue = "0",
            .range = {.min = 0},
            .doc = "A record stays uncompacted for at least this time.",
            .synonyms = {{"log.cleaner.min.compaction.lag.ms"}}},
        {.name = "min.insync.replicas",
            .type = Int,
            .defaultValue = "1",
            .range = {1, kIntMax},
            .doc = "How many replicas must have a record before acks=all is answered.",
            .synonyms = {{"min.insync.replicas"}}},
        {.name = "preallocate",
            .type = Boolean,
            .defaultValue = "false",
            .range = {.oneOf = {"false"}},
            .doc = "Whether a new segment's file is allocated in full: not supported.",
            .synonyms = {{"log.preallocate"}}},
        {.name = "retention.bytes",
            .type = Long,
            .defaultValue = "-1",
            .range = {.min = -1},
            .doc
            = "The size from which a partition's oldest segments are deleted; -1 for no limit.",
            .synonyms = {{"log.retention.bytes"}}},
        {.name = "retention.ms",
            .type = Long,
            .defaultValue = "604800000",
            .range = {.min = -1},
            .doc = "The age at which a segment is deleted; -1 for never.",
            .synonyms = {{"log.retention.ms"}, {"log.retention.minutes", kMinute},
                {"log.retention.hours", kHour}}},
        {.name = "segment.bytes",
            .type = Int,
            .defaultValue = "1073741824",
            .range = {14, kIntMax},
            .doc = "The size at which a new segment begins.",
            .synonyms = {{"log.segment.bytes"}}},
        {.name = "segment.index.bytes",
            .type = Int,
            .defaultValue = "10485760",
            .range = {4, kIntMax},
            .doc = "The size of a segment's offset index at which a new segment begins.",
            .synonyms = {{"log.index.size.max.bytes"}}},
        {.name = "segment.jitter.ms",
            .type = Long,
            .defaultValue = "0",
            .range = {.min = 0},
            .doc = "Up to this much is taken off segment.ms at random, so that logs do not roll "
                   "all at once.",
            .synonyms = {{"log.roll.jitter.ms"}, {"log.roll.jitter.hours", kHour}}},
        {.name = "segment.ms",
            .type = Long,
            .defaultValue = "604800000",
            .range = {.min = 1},
            .doc = "The age at which a new segment begins even if the old one is small.",
            .synonyms = {{"log.roll.ms"}, {"log.roll.hours", kHour}}},
        {.name = "unclean.leader.election.enable",
            .type = Boolean,
            .defaultValue = "false",
            .doc = "Whether a replica that may lack acknowledged records can lead when no other is "
                   "left.",
            .synonyms = {{"unclean.leader.election.enable"}}},
    };
    return kTable;
}

}  // namespace

std::span<const ConfigDefinition> topicConfigs()
{
    return table();
}

}  // namespace stormbench::controller
