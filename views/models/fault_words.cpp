// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/models/fault_words.h"

#include <QCoreApplication>

#include "engine/api/fault_text.h"
#include "resources/ui/format.h"

namespace stormbench::views {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FaultWords", text);
}

QString number(BrokerId broker)
{
    return QString::number(broker.value());
}

QString between(const api::Link& link)
{
    return link.oneWay
        ? tr("from %1 to %2").arg(linkEndWords(link.from), linkEndWords(link.to))
        : tr("between %1 and %2").arg(linkEndWords(link.from), linkEndWords(link.to));
}

QString aheadOrBehind(api::Millis by)
{
    return (by.count() < 0 ? tr("%1 behind") : tr("%1 ahead")).arg(spanWords(by));
}

struct Sentence {
    QString operator()(const api::BrokerKill& f) const
    {
        return tr("Broker %1 is killed").arg(number(f.broker));
    }
    QString operator()(const api::BrokerRestart& f) const
    {
        return tr("Broker %1 restarts").arg(number(f.broker));
    }
    QString operator()(const api::BrokerPause& f) const
    {
        return tr("Broker %1 stands still").arg(number(f.broker));
    }
    QString operator()(const api::LinkCut& f) const
    {
        return tr("Link cut %1").arg(between(f.link));
    }
    QString operator()(const api::LinkDelay& f) const
    {
        return tr("Link %1 delayed by %2").arg(between(f.link), spanWords(f.delay));
    }
    QString operator()(const api::LinkLimit& f) const
    {
        return tr("Link %1 carries %2").arg(between(f.link), speedWords(f.bytesPerSecond));
    }
    QString operator()(const api::DiskSlow& f) const
    {
        QStringList how;
        if (f.perWrite.count() != 0)
            how += tr("%1 a write").arg(spanWords(f.perWrite));
        if (f.bytesPerSecond != 0)
            how += speedWords(f.bytesPerSecond);
        return tr("Disk of broker %1 is slow: %2")
            .arg(number(f.broker), how.join(QStringLiteral(", ")));
    }
    QString operator()(const api::DiskFull& f) const
    {
        return tr("Disk of broker %1 is full").arg(number(f.broker));
    }
    QString operator()(const api::ClockSkew& f) const
    {
        return tr("Clock of broker %1 is %2").arg(number(f.broker), aheadOrBehind(f.by));
    }
    QString operator()(const api::ClockJump& f) const
    {
        return tr("The cluster's time leapt: %1").arg(aheadOrBehind(f.by));
    }
    QString operator()(const api::ClockFreeze&) const
    {
        return tr("The cluster's time stands still");
    }
    QString operator()(const api::ClockRate& f) const
    {
        return tr("The cluster's time runs %1 times as fast").arg(f.factor);
    }
    QString operator()(const api::MemberExpiry& f) const
    {
        return tr("Session of %1 in %2 ends")
            .arg(QString::fromStdString(f.member), QString::fromStdString(f.group));
    }
};

}  // namespace

QString faultWords(const api::Fault& fault)
{
    return std::visit(Sentence{}, fault);
}

QString faultMark(const api::Fault& fault)
{
    return QString::fromStdString(api::toText(fault));
}

QString linkEndWords(const api::LinkEnd& end)
{
    return end.isClients() ? tr("clients") : tr("broker %1").arg(number(end.broker));
}

QString linkFaultWords(const api::Fault& fault, const api::LinkEnd& first)
{
    const auto directed = [&](const QString& words, const api::Link& link) {
        if (!link.oneWay)
            return words;
        return words + (link.from == first ? QStringLiteral(" →") : QStringLiteral(" ←"));
    };
    if (const auto* cut = std::get_if<api::LinkCut>(&fault))
        return directed(tr("cut"), cut->link);
    if (const auto* delay = std::get_if<api::LinkDelay>(&fault))
        return directed(spanWords(delay->delay), delay->link);
    if (const auto* limit = std::get_if<api::LinkLimit>(&fault))
        return directed(speedWords(limit->bytesPerSecond), limit->link);
    return {};
}

QString clockWords(const api::FaultState& state)
{
    QStringList words;
    // Reading two clocks one after the other takes a moment too.
    if (std::chrono::abs(state.clockOffset) >= std::chrono::seconds(1))
        words += aheadOrBehind(std::chrono::round<std::chrono::seconds>(state.clockOffset));
    if (state.clockRate == 0)
        words += tr("stands still");
    else if (state.clockRate != 1)
        words += tr("%1 × as fast").arg(state.clockRate);
    return words.isEmpty() ? tr("In step with this computer") : words.join(QStringLiteral(", "));
}

QString spanWords(api::Millis span)
{
    return ui::formatDuration(std::chrono::abs(span));
}

QString speedWords(std::uint64_t bytesPerSecond)
{
    auto text = QString::fromStdString(api::rateText(bytesPerSecond));
    const auto unit = text.indexOf(QLatin1Char(text.contains(u'K') ? 'K'
            : text.contains(u'M')                                  ? 'M'
            : text.contains(u'G')                                  ? 'G'
                                                                   : 'B'));
    return text.insert(unit, u' ');
}

std::vector<FaultRow> faultRows(const api::FaultState& state)
{
    std::vector<FaultRow> rows;
    for (const auto& entry : state.active)
        rows.push_back(
            {entry.id.value(), faultWords(entry.fault), faultMark(entry.fault), entry.startedAt});
    return rows;
}

std::unique_ptr<TableModel<FaultRow>> makeFaultTable()
{
    std::vector<TableColumn<FaultRow>> columns;
    columns.push_back({tr("In force"), {}, [](const FaultRow& row) { return row.what; }});
    TableColumn<FaultRow> since{tr("Since"), {},
        [](const FaultRow& row) { return ui::formatTime(row.since.count()).left(8); }};
    since.sortKey = [](const FaultRow& row) { return QVariant(qint64(row.since.count())); };
    columns.push_back(std::move(since));
    TableColumn<FaultRow> script{tr("In a script"),
        tr("What a script for stormctl cluster --faults says"),
        [](const FaultRow& row) { return row.script; }};
    script.monospace = true;
    columns.push_back(std::move(script));
    return std::make_unique<TableModel<FaultRow>>(std::move(columns));
}

}  // namespace stormbench::views
