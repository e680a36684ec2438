// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/workshop/sizing.h"

#include "storming/geometry/edges.h"
#include "storming/workshop/quantity.h"

#include <QtCore/QStringList>
#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace stormbench::storming {
namespace {

constexpr double kBytesPerPartition = 10e6;  // a second, well below what one broker's disk takes
constexpr double kHeaders = 300;             // CloudEvents attributes and trace context
constexpr double kUnknownRecord = 1000;
constexpr std::array<qint64, 4> kLadder{6, 12, 24, 48};
constexpr qint64 kDayMs = 86'400'000;
constexpr qint64 kReadersMs = 7 * kDayMs;  // for those who read late

/// What flows through the stream of one note, from its own figures and its neighbours'.
struct Load {
    double average = 0;
    double peak = 0;
    double bytes = 0;    ///< of one record, headers included
    double slowest = 0;  ///< ms that the slowest consumer takes for one
    bool bytesKnown = false;
    QString consumer;
};

double rateOf(const Note& note)
{
    return note.isSet(NoteProperty::RatePerSecond) ? note.number(NoteProperty::RatePerSecond) : 0;
}

double peakOf(const Note& note)
{
    return std::max(note.number(NoteProperty::PeakPerSecond), rateOf(note));
}

/// Sums over the notes at the other end of edges, each once.
struct Sum {
    double average = 0, peak = 0;
    double bytes = 0;
    int sized = 0;

    void take(const Note& note)
    {
        average += rateOf(note);
        peak += peakOf(note);
        if (note.integer(NoteProperty::RecordBytes) > 0) {
            bytes += static_cast<double>(note.integer(NoteProperty::RecordBytes));
            ++sized;
        }
    }
};

Load loadOf(const Board& board, const Note& stream)
{
    Sum events, commands, own;
    own.take(stream);
    std::set<NoteId> produced, asked;
    const std::vector<Edge> all = edges(board);
    for (const Edge& edge : all) {
        if (edge.from == stream.id && edge.toKind == NoteKind::Event
            && produced.insert(edge.to).second)
            events.take(*board.note(edge.to));
        if (edge.to == stream.id && edge.fromKind == NoteKind::Command
            && asked.insert(edge.from).second)
            commands.take(*board.note(edge.from));
    }
    Sum actors;
    for (const Edge& edge : all)
        if (asked.contains(edge.to) && edge.fromKind == NoteKind::Actor)
            actors.take(*board.note(edge.from));
    Load load;
    for (const Sum* sum : {&events, &own, &commands, &actors}) {
        if (load.peak == 0)
            load.peak = sum->peak;
        if (load.average == 0)
            load.average = sum->average;
    }
    const Sum& sizes = events.sized ? events : own;
    load.bytesKnown = sizes.sized > 0;
    load.bytes = kHeaders + (load.bytesKnown ? sizes.bytes / sizes.sized : kUnknownRecord);
    for (const Edge& edge : all) {
        if (!produced.contains(edge.from))
            continue;
        const Note& reader = *board.note(edge.to);
        if (reader.number(NoteProperty::LatencyMs) > load.slowest) {
            load.slowest = reader.number(NoteProperty::LatencyMs);
            load.consumer = reader.name();
        }
    }
    return load;
}

QString roundedRate(double perSecond)
{
    const double shown = perSecond >= 10 ? std::round(perSecond) : perSecond;
    return QStringLiteral("%1/s").arg(shown, 0, 'g', 4);
}

QString roundedBytes(double bytes)
{
    static constexpr std::array kUnits{"bytes", "KB", "MB", "GB", "TB", "PB"};
    size_t unit = 0;
    while (bytes >= 1000 && unit + 1 < kUnits.size()) {
        bytes /= 1000;
        ++unit;
    }
    return QStringLiteral("%1 %2").arg(bytes, 0, 'g', 3).arg(QLatin1String(kUnits[unit]));
}

}  // namespace

std::optional<Suggestion> suggestedPartitions(const Board& board, NoteId stream)
{
    const Note* note = board.note(stream);
    if (!note)
        return std::nullopt;
    const Load load = loadOf(board, *note);
    if (load.peak <= 0)
        return std::nullopt;
    const double flow = load.peak * load.bytes;
    const double byBytes = flow / kBytesPerPartition;
    const double atOnce = load.peak * load.slowest / 1000;
    const double wanted = std::max({byBytes, atOnce, 1.0});
    Suggestion suggestion;
    for (const qint64 step : kLadder) {
        suggestion.value = step;
        if (static_cast<double>(step) >= wanted)
            break;
    }
    QStringList why{
        QStringLiteral("A peak of %1 × %2 is %3/s, for which %4")
            .arg(roundedRate(load.peak), roundedBytes(load.bytes), roundedBytes(flow),
                byBytes <= 1 ? QStringLiteral("one partition would do.")
                             : QStringLiteral("%1 partitions do.").arg(std::ceil(byBytes)))};
    if (load.slowest > 0)
        why += QStringLiteral("%1 takes %2 ms for each: %3 at once.")
                   .arg(load.consumer)
                   .arg(load.slowest, 0, 'g', 6)
                   .arg(std::ceil(std::max(atOnce, 1.0)));
    why += wanted > static_cast<double>(kLadder.back())
        ? QStringLiteral("48 are not enough: split the stream, or make its consumers faster.")
        : QStringLiteral("%1 leave room to grow, since adding partitions later moves keys.")
              .arg(suggestion.value);
    suggestion.why = why.join(u' ');
    return suggestion;
}

std::optional<Suggestion> suggestedRetention(const Board& board, NoteId stream)
{
    const Note* note = board.note(stream);
    if (!note)
        return std::nullopt;
    if (note->flag(NoteProperty::EventSourced))
        return Suggestion{-1, QStringLiteral("Its events are its only state.")};
    const double days = note->number(NoteProperty::LifetimeDays);
    if (days <= 0)
        return std::nullopt;
    const qint64 life = std::llround(std::ceil(days)) * kDayMs;
    return Suggestion{life + kReadersMs,
        QStringLiteral("An instance lives %1; 7 days more are for those who read late.")
            .arg(writeDays(days))};
}

QString expectedVolume(const Board& board, NoteId stream)
{
    const Note* note = board.note(stream);
    if (!note)
        return {};
    const Load load = loadOf(board, *note);
    if (load.average <= 0 || !load.bytesKnown)
        return {};
    const bool ever
        = note->flag(NoteProperty::EventSourced) || note->integer(NoteProperty::RetentionMs) < 0;
    const double perDay = load.average * load.bytes * 86'400;
    if (ever)
        return QStringLiteral("≈ %1 a day and replica, kept for ever").arg(roundedBytes(perDay));
    const double days = static_cast<double>(note->integer(NoteProperty::RetentionMs)) / kDayMs;
    return QStringLiteral("≈ %1 on each replica (%2 a day)")
        .arg(roundedBytes(perDay * days), roundedBytes(perDay));
}

}  // namespace stormbench::storming
