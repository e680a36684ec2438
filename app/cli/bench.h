// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/stop_signal.h"
#include "engine/api/connection.h"

namespace stormbench::cli {

/// What is measured, and how often.
struct BenchPlan {
    std::string topic = "storm-bench";
    int partitions = 6;
    int replication = -1;       ///< of a topic that is made; -1: the cluster's default
    std::uint64_t records = 0;  ///< 0: by duration
    std::chrono::milliseconds duration{5'000};
    std::size_t size = 100;  ///< bytes of a record's value
    std::string acks = "1";
    std::string compression = "none";
    double rate = 1'000;  ///< records a second, for latency
    /// How long the client waits for a batch to fill.
    std::chrono::milliseconds linger{0};
    int runs = 1;
};

struct BenchRun {
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;
    std::uint64_t failed = 0;
    std::chrono::duration<double> elapsed{};
    std::vector<double> latenciesMs;  ///< sorted; only of a latency run

    [[nodiscard]] double recordsPerSecond() const;
    [[nodiscard]] double megabytesPerSecond() const;  ///< of 10^6 bytes
    [[nodiscard]] double latencyMs(double quantile) const;
};

/// Makes the topic if it is not there.
[[nodiscard]] Result<> prepareTopic(
    const api::ConnectionSettings& connection, const BenchPlan& plan);

/// Fills the client's queue as fast as it takes it; the clock stops when the last record is
/// acknowledged.
[[nodiscard]] Result<BenchRun> measureProduce(
    const api::ConnectionSettings& connection, const BenchPlan& plan, StopSignal& signal);
/// Reads the topic from its beginning to what was its end; by duration, again and again.
[[nodiscard]] Result<BenchRun> measureConsume(
    const api::ConnectionSettings& connection, const BenchPlan& plan, StopSignal& signal);
/// From send() until a consumer of ours has the record, at a fixed rate.
[[nodiscard]] Result<BenchRun> measureLatency(
    const api::ConnectionSettings& connection, const BenchPlan& plan, StopSignal& signal);

}  // namespace stormbench::cli
