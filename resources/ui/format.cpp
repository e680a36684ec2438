// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/ui/format.h"

#include <QLocale>

#include <array>
#include <atomic>
#include <cmath>

namespace stormbench::ui {
namespace {

std::atomic<bool> timesInUtc = false;

QString zoneMark()
{
    return timesInUtc ? QStringLiteral("Z") : QString();
}

QString marked(const QString& figure, Exactness exactness)
{
    return exactness == Exactness::Estimate ? kEstimateSign + figure : figure;
}

// Three figures that matter, no empty ".0".
QString threeFigures(double value)
{
    const double size = std::abs(value);
    const int decimals = size >= 99.95 ? 0 : size >= 0.0995 ? 1 : 2;
    QString text = QString::number(value, 'f', decimals);
    while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.')))
        text.chop(1);
    return text == QStringLiteral("-0") ? QStringLiteral("0") : text;
}

QString scaled(
    double value, double step, const std::array<const char*, 6>& units, const QString& gap)
{
    std::size_t unit = 0;
    // 999.95 would print as 1000, so the next unit takes it.
    while (std::abs(value) >= step * 0.99995 && unit + 1 < units.size()) {
        value /= step;
        ++unit;
    }
    const QString name = QString::fromUtf8(units[unit]);
    return threeFigures(value) + (name.isEmpty() ? QString() : gap + name);
}

QString pair(std::int64_t large, const char* largeUnit, std::int64_t small, const char* smallUnit)
{
    const QString head = QStringLiteral("%1 %2").arg(large).arg(QLatin1String(largeUnit));
    return small == 0 ? head
                      : head + QStringLiteral(" %1 %2").arg(small).arg(QLatin1String(smallUnit));
}

}  // namespace

QString formatCount(std::optional<std::int64_t> value, Exactness exactness)
{
    if (!value)
        return kUnknownFigure;
    return marked(
        QLocale(QLocale::English, QLocale::UnitedStates).toString(static_cast<qlonglong>(*value)),
        exactness);
}

QString formatShort(std::optional<double> value, Exactness exactness)
{
    if (!value || !std::isfinite(*value))
        return kUnknownFigure;
    return marked(
        scaled(*value, 1000.0, {"", "k", "M", "G", "T", "P"}, QStringLiteral(" ")), exactness);
}

QString formatRate(std::optional<double> perSecond, const QString& unit, Exactness exactness)
{
    if (!perSecond || !std::isfinite(*perSecond))
        return kUnknownFigure;
    return formatShort(perSecond, exactness) + u' ' + unit + QStringLiteral("/s");
}

QString formatBytes(std::optional<std::int64_t> bytes, Exactness exactness)
{
    if (!bytes)
        return kUnknownFigure;
    return marked(scaled(static_cast<double>(*bytes), 1024.0,
                      {"B", "KiB", "MiB", "GiB", "TiB", "PiB"}, QStringLiteral(" ")),
        exactness);
}

QString formatByteRate(std::optional<double> bytesPerSecond, Exactness exactness)
{
    if (!bytesPerSecond || !std::isfinite(*bytesPerSecond))
        return kUnknownFigure;
    return formatBytes(std::llround(*bytesPerSecond), exactness) + QStringLiteral("/s");
}

QString formatDuration(std::optional<std::chrono::nanoseconds> duration)
{
    using namespace std::chrono;
    if (!duration)
        return kUnknownFigure;
    const double ns = static_cast<double>(duration->count());
    const double size = std::abs(ns);
    if (size < 1e3)
        return threeFigures(ns) + QStringLiteral(" ns");
    if (size < 1e6)
        return threeFigures(ns / 1e3) + QStringLiteral(" µs");
    if (size < 1e9)
        return threeFigures(ns / 1e6) + QStringLiteral(" ms");
    if (size < 60e9)
        return threeFigures(ns / 1e9) + QStringLiteral(" s");
    const std::int64_t total = duration_cast<seconds>(*duration).count();
    if (total < 3600)
        return pair(total / 60, "min", total % 60, "s");
    if (total < 86400)
        return pair(total / 3600, "h", total % 3600 / 60, "min");
    return pair(total / 86400, "d", total % 86400 / 3600, "h");
}

QString formatAge(std::optional<std::chrono::milliseconds> age)
{
    using namespace std::chrono;
    if (!age)
        return kUnknownFigure;
    const std::int64_t total = duration_cast<seconds>(*age).count();
    if (total < 2)
        return QStringLiteral("now");
    if (total < 60)
        return QStringLiteral("%1 s ago").arg(total);
    if (total < 3600)
        return QStringLiteral("%1 min ago").arg(total / 60);
    if (total < 86400)
        return QStringLiteral("%1 h ago").arg(total / 3600);
    return QStringLiteral("%1 d ago").arg(total / 86400);
}

QString formatPercent(std::optional<double> share)
{
    if (!share || !std::isfinite(*share))
        return kUnknownFigure;
    return threeFigures(*share * 100.0) + QStringLiteral(" %");
}

void setTimesInUtc(bool utc)
{
    timesInUtc = utc;
}

QDateTime wallClock(std::int64_t epochMs)
{
    return QDateTime::fromMSecsSinceEpoch(epochMs, timesInUtc ? Qt::UTC : Qt::LocalTime);
}

QString formatTime(std::optional<std::int64_t> epochMs)
{
    if (!epochMs)
        return kUnknownFigure;
    return wallClock(*epochMs).toString(QStringLiteral("HH:mm:ss.zzz")) + zoneMark();
}

QString formatDateTime(std::optional<std::int64_t> epochMs)
{
    if (!epochMs)
        return kUnknownFigure;
    return wallClock(*epochMs).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")) + zoneMark();
}

QString formatPlural(std::int64_t count, const QString& noun, const QString& plural)
{
    const QString many = plural.isEmpty() ? noun + u's' : plural;
    return formatCount(count) + u' ' + (count == 1 ? noun : many);
}

}  // namespace stormbench::ui
