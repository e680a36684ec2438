// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board_result.h"

#include <QtCore/QString>

namespace stormbench::storming {

// Figures as people write them. Reading is generous (blanks, "7 days", "7d", decimal point), and
// says in one sentence what it did not understand; what is written reads back as the same figure.

/// "15 min", "1 h 30 min", "500ms", "7 days" → milliseconds. A bare number is refused, but 0.
[[nodiscard]] BoardResult<qint64> parseDuration(const QString& text);
/// "15 min", "1 h 30 min", "7 days".
[[nodiscard]] QString writeDuration(qint64 ms);

/// Of a facilitator's timer: "5" (minutes), "7:30", or a duration; up to 99:59.
[[nodiscard]] BoardResult<qint64> parseTimerLength(const QString& text);

/// A duration, or "for ever" → -1.
[[nodiscard]] BoardResult<qint64> parseRetention(const QString& text);
[[nodiscard]] QString writeRetention(qint64 ms);

/// "512", "2 KB", "1.5 KiB" → bytes. kB and KB are 1,000, KiB is 1,024.
[[nodiscard]] BoardResult<qint64> parseBytes(const QString& text);
[[nodiscard]] QString writeBytes(qint64 bytes);

/// "200", "200/s", "3 per minute", "12,000 a day" → times a second.
[[nodiscard]] BoardResult<double> parseRate(const QString& text);
/// In the unit that makes it a whole number if one does: "12000 a day".
[[nodiscard]] QString writeRate(double perSecond);

/// "30 days", "2 years", "30" (days) → days.
[[nodiscard]] BoardResult<double> parseDays(const QString& text);
[[nodiscard]] QString writeDays(double days);

/// "5 %" or "0.05" → 0…1.
[[nodiscard]] BoardResult<double> parseShare(const QString& text);
[[nodiscard]] QString writeShare(double share);

/// "1,000" or "1e3" → a number that is not negative.
[[nodiscard]] BoardResult<double> parseFigure(const QString& text);
/// The same without decimals.
[[nodiscard]] BoardResult<qint64> parseCount(const QString& text);
[[nodiscard]] QString writeFigure(double figure);

}  // namespace stormbench::storming
