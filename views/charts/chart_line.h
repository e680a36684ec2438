// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>
#include <QString>

#include <optional>

namespace stormbench::views {

/// One line of a chart: points (milliseconds since the epoch, value) in runs; between runs there is
/// no data.
struct ChartLine {
    QString name;
    QList<QList<QPointF>> runs;
    int style = 0;      ///< colour and dash: Theme::series() and seriesDash()
    bool rest = false;  ///< "others": muted

    /// The value of the sample nearest to `at`, within `reach` ms; absent in a gap.
    [[nodiscard]] std::optional<double> at(qint64 at, qint64 reach) const;
    /// The newest point, absent when the line does not reach the end of its data.
    [[nodiscard]] std::optional<QPointF> last() const;
};

/// A moment that every chart shows: a broker went, a leader moved.
struct ChartMark {
    qint64 at = 0;
    QString text;
};

}  // namespace stormbench::views
