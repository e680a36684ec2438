// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace stormbench::views {

/// What a chart's value axis counts.
enum class ChartUnit { RecordsPerSecond, Records, BytesPerSecond };

/// A value axis from zero to a round top with a few round steps between.
struct ValueScale {
    double top = 1;
    double step = 1;

    [[nodiscard]] QList<double> ticks() const;  ///< zero and top included
};

/// At most `most` steps; 1-2-5 for counts, powers of two for bytes.
[[nodiscard]] ValueScale valueScale(double largest, int most, ChartUnit unit);

/// Round moments (milliseconds since the epoch) within a range, at most about `most`.
[[nodiscard]] QList<qint64> timeTicks(qint64 from, qint64 to, int most);
[[nodiscard]] QString timeLabel(qint64 at, qint64 stretch);

[[nodiscard]] QString valueText(double value, ChartUnit unit);  ///< "18.2 k", "1.5 MiB": for ticks
[[nodiscard]] QString valueWithUnit(double value, ChartUnit unit);  ///< "18.2 k rec/s"; "–" for NaN
[[nodiscard]] QString unitName(ChartUnit unit);  ///< "rec/s", "records", "bytes/s"

}  // namespace stormbench::views
