// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

/// Figures as people read them, the same everywhere: thousands separators, units, an en dash for
/// what is not known and "≈" for what is estimated. Any thread.
namespace stormbench::ui {

enum class Exactness : std::uint8_t { Exact, Estimate };

inline constexpr QChar kUnknownFigure = QChar(0x2013);  // –
inline constexpr QChar kEstimateSign = QChar(0x2248);   // ≈

/// 1234567 → "1,234,567"
[[nodiscard]] QString formatCount(
    std::optional<std::int64_t> value, Exactness exactness = Exactness::Exact);
/// 18234 → "18.2 k"; below 1,000 as it is: "0", "7", "0.4", "999".
[[nodiscard]] QString formatShort(
    std::optional<double> value, Exactness exactness = Exactness::Exact);
/// 18234 → "18.2 k rec/s"
[[nodiscard]] QString formatRate(std::optional<double> perSecond,
    const QString& unit = QStringLiteral("rec"), Exactness exactness = Exactness::Exact);
/// 1536 → "1.5 KiB"
[[nodiscard]] QString formatBytes(
    std::optional<std::int64_t> bytes, Exactness exactness = Exactness::Exact);
/// 1.5 MiB a second → "1.5 MiB/s"
[[nodiscard]] QString formatByteRate(
    std::optional<double> bytesPerSecond, Exactness exactness = Exactness::Exact);
/// "850 µs", "12 ms", "1.5 s", "3 min 20 s", "2 h 5 min", "7 d", "3 d 4 h"
[[nodiscard]] QString formatDuration(std::optional<std::chrono::nanoseconds> duration);
/// "now" (under 2 s), "12 s ago", "3 min ago", "2 h ago", "5 d ago"
[[nodiscard]] QString formatAge(std::optional<std::chrono::milliseconds> age);
/// 0.123 → "12.3 %"
[[nodiscard]] QString formatPercent(std::optional<double> share);
/// Which clock the times below are read from: this computer's time zone (at first), or UTC, whose
/// times end in Z. Any thread.
void setTimesInUtc(bool utc);
/// In the time zone that times are shown in.
[[nodiscard]] QDateTime wallClock(std::int64_t epochMs);
/// Milliseconds since the epoch → "14:03:07.123"
[[nodiscard]] QString formatTime(std::optional<std::int64_t> epochMs);
/// Milliseconds since the epoch → "2026-03-01 14:03:07.123"
[[nodiscard]] QString formatDateTime(std::optional<std::int64_t> epochMs);
/// (2, "topic") → "2 topics"; (1, "topic") → "1 topic"
[[nodiscard]] QString formatPlural(
    std::int64_t count, const QString& noun, const QString& plural = {});

}  // namespace stormbench::ui
