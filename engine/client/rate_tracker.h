// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>

#include "engine/api/observer.h"

namespace stormbench::client {

/// Turns rising counters, sampled now and then, into rates a second. A counter that falls (a topic
/// made anew, segments deleted) starts again: its rate is then unknown until the next sample.
template <class Key> class RateTracker {
public:
    using Time = std::chrono::steady_clock::time_point;

    [[nodiscard]] api::Figure<double> update(const Key& key, std::int64_t value, Time now)
    {
        auto& entry = m_entries[key];
        const std::chrono::duration<double> elapsed = now - entry.time;
        const bool first = entry.time == Time{};
        if (!first && elapsed.count() <= 0)
            return entry.rate;
        entry.rate = first || value < entry.value
            ? api::Figure<double>{}
            : api::Figure<double>{static_cast<double>(value - entry.value) / elapsed.count(),
                api::Precision::Estimated};
        entry.value = value;
        entry.time = now;
        return entry.rate;
    }

    /// The rate at the last update.
    [[nodiscard]] api::Figure<double> latest(const Key& key) const
    {
        const auto found = m_entries.find(key);
        return found == m_entries.end() ? api::Figure<double>{} : found->second.rate;
    }

    /// Forgets what has not been updated since.
    void forgetBefore(Time time)
    {
        std::erase_if(m_entries, [&](const auto& entry) { return entry.second.time < time; });
    }

private:
    struct Entry {
        std::int64_t value = 0;
        Time time{};
        api::Figure<double> rate;
    };
    std::map<Key, Entry> m_entries;
};

/// Adds up figures: unknown ones are left out, and make the sum an estimate.
template <class T> void addTo(api::Figure<T>& sum, const api::Figure<T>& figure)
{
    if (!figure.known())
        return;
    sum.value += figure.value;
    if (!sum.known() || figure.precision == api::Precision::Estimated)
        sum.precision = figure.precision;
}

}  // namespace stormbench::client
