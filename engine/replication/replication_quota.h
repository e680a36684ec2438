// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>

#include "engine/env/clock.h"

namespace stormbench::replication {

/// How many bytes a second the throttled replicas of one direction may take (KIP-73): a token
/// bucket that holds one second's worth at most. An answer is not cut to what is left in it: the
/// quota goes into debt, and nothing passes until that is paid. So over any time no more passes
/// than the rate allows, one second's worth and one answer. (Kafka takes the mean over eleven
/// windows of a second, which forgets an answer that is larger than all of them.)
///
/// Pure; the caller tells the time, which never goes back. Owner: the broker, one for each
/// direction. Runs on: its strand.
class ReplicationQuota {
public:
    static constexpr std::int64_t kUnlimited = std::numeric_limits<std::int64_t>::max();

    /// 0: nothing passes. What is owed stays owed at the new rate.
    void setRate(std::int64_t bytesPerSecond, env::SteadyTime now);
    [[nodiscard]] std::int64_t rate() const { return m_rate; }

    void record(std::uint64_t bytes, env::SteadyTime now);
    [[nodiscard]] bool exhausted(env::SteadyTime now) const;

private:
    [[nodiscard]] double left(env::SteadyTime now) const;

    std::int64_t m_rate = kUnlimited;
    double m_left = 0;  ///< at m_at; below zero: owed
    env::SteadyTime m_at{};
};

/// What a broker sends as a leader, and what it copies as a follower.
struct ReplicationQuotas {
    ReplicationQuota leader;
    ReplicationQuota follower;
};

}  // namespace stormbench::replication
