// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace stormbench::broker {

/// How long things took, in buckets of microseconds: exact below eight, then eight to each power of
/// two, so that a bucket is at most an eighth of its lower bound wide. Whatever lies between two
/// true percentiles of the sample is found with an error of at most 12.5 %; longer than 2³⁰ µs
/// (18 minutes) counts as that. A value; adding costs one increment.
class LatencyHistogram {
public:
    static constexpr std::size_t kSteps = 8;  ///< to each power of two
    static constexpr std::size_t kOctaves = 27;
    static constexpr std::size_t kBuckets = kSteps * (kOctaves + 1);
    static constexpr double kError = 1.0 / kSteps;

    void add(std::chrono::nanoseconds duration);

    [[nodiscard]] std::int64_t count() const;
    /// In microseconds, interpolated within its bucket; 0 while nothing was added. `share` is from
    /// 0 to 1.
    [[nodiscard]] double percentile(double share) const;
    /// What was added since `earlier`, a former state of this histogram.
    [[nodiscard]] LatencyHistogram since(const LatencyHistogram& earlier) const;
    void merge(const LatencyHistogram& other);

    friend bool operator==(const LatencyHistogram&, const LatencyHistogram&) = default;

private:
    std::array<std::uint32_t, kBuckets> m_counts{};  ///< wrap around: differences stay right
};

}  // namespace stormbench::broker
