// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/latency_histogram.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace stormbench::broker {

namespace {

constexpr std::size_t kSteps = LatencyHistogram::kSteps;
constexpr int kStepBits = std::bit_width(kSteps) - 1;

std::size_t bucketOf(std::uint64_t micros)
{
    if (micros < kSteps)
        return static_cast<std::size_t>(micros);
    const int shift = static_cast<int>(std::bit_width(micros)) - 1 - kStepBits;
    const auto step = (micros >> shift) - kSteps;
    return std::min(static_cast<std::size_t>(shift + 1) * kSteps + static_cast<std::size_t>(step),
        LatencyHistogram::kBuckets - 1);
}

double lowerBound(std::size_t bucket)
{
    if (bucket < kSteps)
        return static_cast<double>(bucket);
    const auto shift = bucket / kSteps - 1;
    return static_cast<double>((kSteps + bucket % kSteps) << shift);
}

}  // namespace

void LatencyHistogram::add(std::chrono::nanoseconds duration)
{
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
    ++m_counts[bucketOf(static_cast<std::uint64_t>(std::max<std::int64_t>(0, micros)))];
}

std::int64_t LatencyHistogram::count() const
{
    return std::accumulate(m_counts.begin(), m_counts.end(), std::int64_t{0});
}

double LatencyHistogram::percentile(double share) const
{
    const double wanted = std::clamp(share, 0.0, 1.0) * static_cast<double>(count());
    double below = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
        const double here = m_counts[i];
        if (here > 0 && below + here >= wanted) {
            const double width = lowerBound(i + 1) - lowerBound(i);
            return lowerBound(i) + width * std::max(0.0, wanted - below) / here;
        }
        below += here;
    }
    return 0;
}

LatencyHistogram LatencyHistogram::since(const LatencyHistogram& earlier) const
{
    LatencyHistogram difference;
    for (std::size_t i = 0; i < kBuckets; ++i)
        difference.m_counts[i] = m_counts[i] - earlier.m_counts[i];
    return difference;
}

void LatencyHistogram::merge(const LatencyHistogram& other)
{
    for (std::size_t i = 0; i < kBuckets; ++i)
        m_counts[i] += other.m_counts[i];
}

}  // namespace stormbench::broker
