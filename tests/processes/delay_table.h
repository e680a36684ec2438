// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <map>
#include <vector>

#include <QDebug>
#include <QString>

namespace stormbench::processes {

// Sanitizers slow brokers and clients down several times: figures mean nothing under them.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

/// Delays in milliseconds by what caused them, and their distribution for the test's output.
class DelayTable {
public:
    void add(const QString& cause, std::int64_t ms) { m_delays[cause].push_back(ms); }
    [[nodiscard]] std::int64_t median(const QString& cause) const
    {
        const auto found = m_delays.find(cause);
        return found == m_delays.end() ? 0 : quantile(found->second, 0.5);
    }
    void print() const
    {
        for (const auto& [cause, delays] : m_delays)
            qInfo("%s: %zu times; ms min %lld, median %lld, p90 %lld, max %lld", qPrintable(cause),
                delays.size(), qint64(quantile(delays, 0)), qint64(quantile(delays, 0.5)),
                qint64(quantile(delays, 0.9)), qint64(quantile(delays, 1)));
    }

private:
    static std::int64_t quantile(std::vector<std::int64_t> delays, double share)
    {
        std::sort(delays.begin(), delays.end());
        return delays[static_cast<std::size_t>(share * double(delays.size() - 1))];
    }
    std::map<QString, std::vector<std::int64_t>> m_delays;
};

}  // namespace stormbench::processes
