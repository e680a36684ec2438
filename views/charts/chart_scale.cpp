// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_scale.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <cmath>

#include "resources/ui/format.h"

namespace stormbench::views {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Chart", text);
}

double roundStep(double least, ChartUnit unit)
{
    if (unit == ChartUnit::BytesPerSecond)
        return std::pow(2.0, std::ceil(std::log2(least)));
    const double size = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (size * factor >= least)
            return size * factor;
    }
    return size * 10;
}

}  // namespace

QList<double> ValueScale::ticks() const
{
    QList<double> values;
    for (int i = 0; i * step <= top * 1.0001; ++i)
        values.append(i * step);
    return values;
}

ValueScale valueScale(double largest, int most, ChartUnit unit)
{
    const double least = unit == ChartUnit::BytesPerSecond ? 1024
        : unit == ChartUnit::Records                       ? 4
                                                           : 1;
    const double aim = std::max(std::isfinite(largest) ? largest : 0, least);
    const double step = roundStep(aim / std::max(1, most), unit);
    return {std::ceil(aim / step - 1e-9) * step, step};
}

QList<qint64> timeTicks(qint64 from, qint64 to, int most)
{
    constexpr qint64 kSteps[] = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600};
    qint64 step = 3'600'000;
    for (const qint64 seconds : kSteps) {
        if ((to - from) / (seconds * 1000) <= std::max(1, most)) {
            step = seconds * 1000;
            break;
        }
    }
    QList<qint64> ticks;
    for (qint64 at = (from + step - 1) / step * step; at <= to; at += step)
        ticks.append(at);
    return ticks;
}

QString timeLabel(qint64 at, qint64 stretch)
{
    const auto time = ui::wallClock(at).time();
    return time.toString(stretch <= 120'000 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

QString valueText(double value, ChartUnit unit)
{
    if (std::isnan(value))
        return ui::kUnknownFigure;
    return unit == ChartUnit::BytesPerSecond ? ui::formatBytes(std::llround(value))
                                             : ui::formatShort(value);
}

QString valueWithUnit(double value, ChartUnit unit)
{
    if (std::isnan(value))
        return ui::kUnknownFigure;
    switch (unit) {
    case ChartUnit::RecordsPerSecond: return ui::formatRate(value);
    case ChartUnit::Records: return ui::formatCount(std::llround(value));
    case ChartUnit::BytesPerSecond: return ui::formatByteRate(value);
    }
    return {};
}

QString unitName(ChartUnit unit)
{
    switch (unit) {
    case ChartUnit::RecordsPerSecond: return tr("rec/s");
    case ChartUnit::Records: return tr("records");
    case ChartUnit::BytesPerSecond: return tr("bytes/s");
    }
    return {};
}

}  // namespace stormbench::views
