// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "engine/api/admin.h"

namespace stormbench::api {

struct ConsumerSettings {
    std::string group;            ///< empty: no group, assign() only, nothing is committed
    std::string groupInstanceId;  ///< static membership
    enum class Start { Earliest, Latest } start = Start::Earliest;  ///< where nothing is committed
    bool autoCommit = false;  ///< else commit() after processing: at least once
    Millis sessionTimeout{10'000};
    std::string assignor = "cooperative-sticky,range";
    std::map<std::string, std::string> properties;  ///< further librdkafka properties
};

struct Assignment {
    TopicPartition partition;
    OffsetQuery start;
    std::optional<Offset> offset;  ///< exact; wins over `start`
};

/// A consuming client (librdkafka). Used from one thread at a time, but for stop() and assigned(),
/// which any may call.
class Consumer {
public:
    [[nodiscard]] static Result<std::unique_ptr<Consumer>> create(
        const ConnectionSettings& connection, const ConsumerSettings& settings);
    virtual ~Consumer() = default;  ///< leaves the group and closes

    [[nodiscard]] virtual Result<> subscribe(const std::vector<std::string>& topics) = 0;
    [[nodiscard]] virtual Result<> assign(const std::vector<Assignment>& partitions) = 0;

    /// Waits up to `timeout` for the first record and returns what is there, at most `maxRecords`.
    /// An empty list is no error. Errors that the client recovers from by itself are not returned;
    /// see lastError().
    [[nodiscard]] virtual Result<std::vector<ReceivedRecord>> poll(
        Millis timeout, std::size_t maxRecords = 500)
        = 0;
    using EachRecord = std::function<void(const RecordView&)>;
    /// As poll(), but shows the records without copying them; the value is their number. For those
    /// who read millions a second and keep nothing.
    [[nodiscard]] virtual Result<std::size_t> pollEach(
        Millis timeout, std::size_t maxRecords, const EachRecord& each)
        = 0;

    /// Commits the position after the given record's partition (offset + 1 is what is stored).
    /// Synchronous.
    [[nodiscard]] virtual Result<> commit(
        const std::vector<std::pair<TopicPartition, Offset>>& nextOffsets)
        = 0;
    /// Stores without waiting; errors are counted and retried with the next commit.
    virtual void commitAsync(const std::vector<std::pair<TopicPartition, Offset>>& nextOffsets) = 0;

    virtual void pause(const std::vector<TopicPartition>& partitions) = 0;
    virtual void resume(const std::vector<TopicPartition>& partitions) = 0;

    [[nodiscard]] virtual std::vector<TopicPartition> assigned() const = 0;
    [[nodiscard]] virtual std::string lastError() const = 0;
    virtual void stop() = 0;  ///< makes a waiting poll() return soon
};

}  // namespace stormbench::api
