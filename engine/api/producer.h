// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "engine/api/connection.h"

namespace stormbench::api {

struct ProducerSettings {
    std::string acks = "all";  ///< "0", "1", "all"
    std::string compression;   ///< none, gzip, snappy, lz4, zstd; empty: none
    bool idempotence = true;   ///< ignored unless acks is "all"
    Millis linger{5};
    Millis deliveryTimeout{30'000};
    std::map<std::string, std::string> properties;  ///< further librdkafka properties
};

struct Delivery {
    TopicPartition partition;
    Offset offset;
};

/// A producing client (librdkafka, partitioner murmur2_random). Thread-safe.
class Producer {
public:
    using Delivered = std::function<void(const Result<Delivery>&)>;

    [[nodiscard]] static Result<std::unique_ptr<Producer>> create(
        const ConnectionSettings& connection, const ProducerSettings& settings = {});
    virtual ~Producer() = default;  ///< flushes for at most a second, then drops what is left

    /// Queues a record; `delivered` is called once on the client's own thread. Unavailable when the
    /// queue is full: try again later (nothing was queued).
    [[nodiscard]] virtual Result<> send(OutgoingRecord record, Delivered delivered = {}) = 0;
    /// The fast path for load: no callback a record; the counts are in stats().
    [[nodiscard]] virtual Result<> sendRaw(const std::string& topic, ByteView key, ByteView value)
        = 0;

    [[nodiscard]] virtual Result<> flush(Millis timeout) = 0;
    struct Stats {
        std::uint64_t queued = 0, delivered = 0, failed = 0;
        std::string lastError;
    };
    [[nodiscard]] virtual Stats stats() const = 0;
};

}  // namespace stormbench::api
