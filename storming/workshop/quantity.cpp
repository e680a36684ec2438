// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/workshop/quantity.h"

#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include <array>
#include <cmath>
#include <optional>
#include <span>

namespace stormbench::storming {
namespace {

struct Unit {
    const char* words;  ///< separated by blanks; the first is the one written
    double size;
};

constexpr double kSecond = 1e3, kMinute = 60e3, kHour = 3600e3, kDay = 86400e3;
constexpr double kLargestMs = 9e15;  // exact as a double
constexpr std::array kTimes{
    Unit{"ms msec millisecond milliseconds", 1},
    Unit{"s sec secs second seconds", kSecond},
    Unit{"min mins minute minutes m", kMinute},
    Unit{"h hr hrs hour hours", kHour},
    Unit{"d day days", kDay},
    Unit{"w week weeks", 7 * kDay},
    Unit{"month months", 30 * kDay},
    Unit{"y year years", 365 * kDay},
};
constexpr std::array kSizes{
    Unit{"b byte bytes", 1},
    Unit{"kb kilobyte kilobytes", 1e3},
    Unit{"mb megabyte megabytes", 1e6},
    Unit{"gb gigabyte gigabytes", 1e9},
    Unit{"kib", 1024},
    Unit{"mib", 1024.0 * 1024},
    Unit{"gib", 1024.0 * 1024 * 1024},
};

std::optional<double> unitOf(std::span<const Unit> units, const QString& word)
{
    for (const Unit& unit : units)
        if (QString::fromLatin1(unit.words).split(u' ').contains(word))
            return unit.size;
    return std::nullopt;
}

auto fail(const QString& message)
{
    return boardFail(BoardErrorCode::Invalid, message);
}

// A comma groups thousands: "12,000". Anything else about it would be a guess.
std::optional<double> figureOf(QString text)
{
    static const QRegularExpression grouped(QStringLiteral("^\\d{1,3}(,\\d{3})+(\\.\\d+)?$"));
    if (grouped.match(text).hasMatch())
        text.remove(u',');
    bool ok = false;
    const double value = QLocale::c().toDouble(text, &ok);
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

const QRegularExpression& numberAndWord()
{
    static const QRegularExpression pattern(
        QStringLiteral("([0-9][0-9.,]*(?:e[0-9]+)?)\\s*([a-zµ]*)\\s*"));
    return pattern;
}

QString plural(qint64 count, const char* one, const char* many)
{
    return QStringLiteral("%1 %2").arg(count).arg(QLatin1String(count == 1 ? one : many));
}

// The shortest text that reads back as the same double.
QString exact(double value)
{
    return QLocale::c().toString(value, 'g', QLocale::FloatingPointShortest);
}

}  // namespace

BoardResult<double> parseFigure(const QString& text)
{
    const auto value = figureOf(text.simplified().remove(u' '));
    if (!value)
        return fail(QStringLiteral("\"%1\" is not a number.").arg(text.simplified()));
    if (*value < 0)
        return fail(QStringLiteral("It cannot be negative."));
    return *value;
}

BoardResult<qint64> parseCount(const QString& text)
{
    const auto value = parseFigure(text);
    if (!value)
        return tl::unexpected(value.error());
    if (*value != std::floor(*value) || *value > kLargestMs)
        return fail(QStringLiteral("A whole number, please."));
    return static_cast<qint64>(*value);
}

QString writeFigure(double figure)
{
    return exact(figure);
}

BoardResult<qint64> parseDuration(const QString& text)
{
    const QString words = text.simplified().toLower();
    if (words == QLatin1String("0"))
        return 0;
    double total = 0;
    qsizetype at = 0;
    while (at < words.size()) {
        const auto match = numberAndWord().match(words, at, QRegularExpression::NormalMatch,
            QRegularExpression::AnchorAtOffsetMatchOption);
        const auto figure = match.hasMatch() ? figureOf(match.captured(1)) : std::nullopt;
        if (!figure)
            return fail(QStringLiteral("\"%1\" is no time: write \"15 min\" or \"1 h 30 min\".")
                            .arg(text.simplified()));
        const QString unit = match.captured(2);
        if (unit.isEmpty())
            return fail(QStringLiteral("%1 of what? Write \"%1 s\", \"%1 min\" or \"%1 days\".")
                            .arg(match.captured(1)));
        const auto size = unitOf(kTimes, unit);
        if (!size)
            return fail(QStringLiteral("\"%1\" is no unit of time: ms, s, min, h, days or weeks.")
                            .arg(unit));
        total += *figure * *size;
        at = match.capturedEnd();
    }
    if (words.isEmpty() || total > kLargestMs)
        return fail(QStringLiteral("That is no time that could be kept."));
    return std::llround(total);
}

QString writeDuration(qint64 ms)
{
    if (ms == 0)
        return QStringLiteral("0 s");
    QStringList parts;
    const auto take = [&](double unit, const char* one, const char* many) {
        const qint64 size = static_cast<qint64>(unit);
        if (ms >= size)
            parts += plural(ms / size, one, many);
        ms %= size;
    };
    take(kDay, "day", "days");
    take(kHour, "h", "h");
    take(kMinute, "min", "min");
    take(kSecond, "s", "s");
    take(1, "ms", "ms");
    return parts.join(u' ');
}

BoardResult<qint64> parseTimerLength(const QString& text)
{
    static const QRegularExpression digits(QStringLiteral("^(\\d+)(?::([0-5]\\d))?$"));
    const auto match = digits.match(text.simplified());
    const auto ms = match.hasMatch()
        ? BoardResult<qint64>(std::llround(
            match.captured(1).toDouble() * kMinute + match.captured(2).toDouble() * kSecond))
        : parseDuration(text);
    if (ms && (*ms <= 0 || *ms > std::llround(100 * kMinute - kSecond)))
        return fail(QStringLiteral("Between one second and 99:59."));
    return ms;
}

BoardResult<qint64> parseRetention(const QString& text)
{
    const QString words = text.simplified().toLower();
    for (const char* ever : {"for ever", "forever", "ever", "always", "-1", "unlimited"})
        if (words == QLatin1String(ever))
            return -1;
    const auto ms = parseDuration(text);
    if (ms && *ms == 0)
        return fail(QStringLiteral("Nothing would be kept: write \"7 days\" or \"for ever\"."));
    return ms;
}

QString writeRetention(qint64 ms)
{
    return ms < 0 ? QStringLiteral("for ever") : writeDuration(ms);
}

BoardResult<qint64> parseBytes(const QString& text)
{
    const QString words = text.simplified().toLower();
    const auto match = numberAndWord().match(words);
    const auto figure
        = match.hasMatch() && match.capturedStart() == 0 && match.capturedEnd() == words.size()
        ? figureOf(match.captured(1))
        : std::nullopt;
    if (!figure)
        return fail(
            QStringLiteral("\"%1\" is no size: write \"512\" or \"2 KB\".").arg(text.simplified()));
    const QString unit = match.captured(2);
    const auto size = unit.isEmpty() ? std::optional(1.0) : unitOf(kSizes, unit);
    if (!size)
        return fail(QStringLiteral("\"%1\" is no size: bytes, KB, MB, KiB or MiB.").arg(unit));
    if (*figure * *size > kLargestMs)
        return fail(QStringLiteral("No record is that large."));
    return std::llround(*figure * *size);
}

QString writeBytes(qint64 bytes)
{
    const auto whole = [&](qint64 unit) { return bytes >= unit && bytes % unit == 0; };
    if (whole(1'000'000))
        return QStringLiteral("%1 MB").arg(bytes / 1'000'000);
    if (whole(1'000))
        return QStringLiteral("%1 KB").arg(bytes / 1'000);
    if (whole(1024 * 1024))
        return QStringLiteral("%1 MiB").arg(bytes / (1024 * 1024));
    if (whole(1024))
        return QStringLiteral("%1 KiB").arg(bytes / 1024);
    return plural(bytes, "byte", "bytes");
}

BoardResult<double> parseRate(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral(
        "^([0-9][0-9.,]*(?:e-?[0-9]+)?)\\s*(?:(?:/|per|an|a|each|every)\\s*)?([a-z]*)$"));
    const QString words = text.simplified().toLower();
    const auto match = pattern.match(words);
    const auto figure = match.hasMatch() ? figureOf(match.captured(1)) : std::nullopt;
    if (!figure)
        return fail(QStringLiteral("\"%1\" is no rate: write \"20/s\", \"3 per minute\" or "
                                   "\"12000 a day\".")
                        .arg(text.simplified()));
    if (match.captured(2).isEmpty())
        return *figure;
    const auto unit = unitOf(kTimes, match.captured(2));
    if (!unit)
        return fail(QStringLiteral("\"%1\" is no unit of time: a second, minute, hour or day.")
                        .arg(match.captured(2)));
    return *figure / (*unit / kSecond);
}

QString writeRate(double perSecond)
{
    struct Per {
        const char* words;
        double seconds;
    };
    static constexpr std::array kPer{
        Per{"%1/s", 1}, Per{"%1 a minute", 60}, Per{"%1 an hour", 3600}, Per{"%1 a day", 86400}};
    for (const Per& per : kPer) {
        const double count = perSecond * per.seconds;
        const double whole = std::round(count);
        if (whole >= 1 && std::abs(count - whole) < 1e-9 * whole
            && whole / per.seconds == perSecond)
            return QString::fromLatin1(per.words).arg(static_cast<qint64>(whole));
    }
    return QStringLiteral("%1/s").arg(exact(perSecond));
}

BoardResult<double> parseDays(const QString& text)
{
    if (const auto bare = figureOf(text.simplified()); bare && *bare >= 0)
        return *bare;
    const auto ms = parseDuration(text);
    if (!ms)
        return tl::unexpected(ms.error());
    return static_cast<double>(*ms) / kDay;
}

QString writeDays(double days)
{
    const double ms = days * kDay;
    const bool isWhole = ms < kLargestMs && ms == std::floor(ms);
    if (isWhole && days < 1 && days > 0
        && static_cast<double>(static_cast<qint64>(ms)) / kDay == days)
        return writeDuration(static_cast<qint64>(ms));
    return QStringLiteral("%1 %2").arg(
        exact(days), days == 1 ? QLatin1String("day") : QLatin1String("days"));
}

BoardResult<double> parseShare(const QString& text)
{
    QString words = text.simplified();
    const bool percent = words.endsWith(u'%');
    if (percent)
        words.chop(1);
    const auto value = parseFigure(words);
    if (!value)
        return fail(QStringLiteral("\"%1\" is no share: write \"5 %\" or \"0.05\".")
                        .arg(text.simplified()));
    const double share = percent ? *value / 100 : *value;
    if (share > 1)
        return fail(percent ? QStringLiteral("More than 100 % cannot fail.")
                            : QStringLiteral("A share is at most 1; for per cent write \"%1 %\".")
                                  .arg(words.trimmed()));
    return share;
}

QString writeShare(double share)
{
    const QString percent = exact(share * 100);
    return figureOf(percent).value_or(-1) / 100 == share ? percent + QStringLiteral(" %")
                                                         : exact(share);
}

}  // namespace stormbench::storming
