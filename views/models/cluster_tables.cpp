// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/models/cluster_tables.h"

#include <QCoreApplication>

#include "resources/ui/format.h"

namespace stormbench::views {
namespace {

using ui::Token;

QString tr(const char* text)
{
    return QCoreApplication::translate("ClusterTables", text);
}

template <typename T> std::optional<T> known(const api::Figure<T>& figure)
{
    return figure.known() ? std::optional<T>(figure.value) : std::nullopt;
}

template <typename T> ui::Exactness exactness(const api::Figure<T>& figure)
{
    return figure.precision == api::Precision::Estimated ? ui::Exactness::Estimate
                                                         : ui::Exactness::Exact;
}

/// Unknown sorts below everything.
template <typename T> QVariant sortOf(const api::Figure<T>& figure)
{
    return figure.known() ? static_cast<double>(figure.value) : -1.0;
}

template <typename T> std::optional<Token> mutedZero(const api::Figure<T>& figure)
{
    return !figure.known() || figure.value == T{} ? std::optional(Token::Muted) : std::nullopt;
}

QString ids(const std::vector<BrokerId>& brokers)
{
    QStringList texts;
    for (const BrokerId broker : brokers)
        texts += QString::number(broker.value());
    return texts.join(QLatin1String(", "));
}

QString precisionTip(api::Precision precision)
{
    switch (precision) {
    case api::Precision::Exact: return {};
    case api::Precision::Estimated: return tr("Estimated from samples over the wire");
    case api::Precision::Unknown:
        return tr("Not known: this cluster does not tell, or did not answer");
    }
    return {};
}

/// A right-aligned column of a figure: text, order, muted zero and the reason for "≈" or "–".
template <typename Row, typename T>
TableColumn<Row> figureColumn(const char* title, const char* tip,
    QString (*toText)(const api::Figure<T>&), std::function<api::Figure<T>(const Row&)> of)
{
    TableColumn<Row> column;
    column.title = tr(title);
    column.tooltip = tr(tip);
    column.figure = true;
    column.text = [toText, of](const Row& row) { return toText(of(row)); };
    column.sortKey = [of](const Row& row) { return sortOf(of(row)); };
    column.color = [of](const Row& row) { return mutedZero(of(row)); };
    column.cellTooltip = [of](const Row& row) { return precisionTip(of(row).precision); };
    return column;
}

template <typename Row>
TableColumn<Row> textColumn(
    const char* title, const char* tip, std::function<QString(const Row&)> text)
{
    TableColumn<Row> column;
    column.title = tr(title);
    column.tooltip = tr(tip);
    column.text = std::move(text);
    return column;
}

template <typename Row>
TableColumn<Row> numberColumn(
    const char* title, const char* tip, std::function<std::int64_t(const Row&)> of)
{
    TableColumn<Row> column;
    column.title = tr(title);
    column.tooltip = tr(tip);
    column.figure = true;
    column.text = [of](const Row& row) { return ui::formatCount(of(row)); };
    column.sortKey = [of](const Row& row) { return QVariant::fromValue<qlonglong>(of(row)); };
    column.color = [of](const Row& row) {
        return of(row) == 0 ? std::optional(Token::Muted) : std::nullopt;
    };
    return column;
}

template <typename Row> TableColumn<Row> trendColumn(const char* title, const char* tip)
{
    TableColumn<Row> column;
    column.title = tr(title);
    column.tooltip = tr(tip);
    column.sparkline = [](const Row& row) { return row.trend; };
    column.sortKey = [](const Row& row) {
        return row.trend.isEmpty() ? QVariant(-1.0) : QVariant(row.trend.last());
    };
    return column;
}

TableColumn<PartitionRow> acknowledgementColumn(
    const char* title, api::Figure<double> api::PartitionStatus::*of)
{
    auto column = figureColumn<PartitionRow, double>(title,
        "How long producers waited for the acknowledgement of their records, in the last second",
        microsText, [of](const PartitionRow& row) { return row.status.*of; });
    column.cellTooltip = [of](const PartitionRow& row) {
        return (row.status.*of).known() ? tr("Read off a histogram: at most 12.5 % off")
                                        : tr("Nothing was acknowledged in the last second");
    };
    return column;
}

Token groupStateToken(const GroupRow& row)
{
    if (!row.error.isEmpty() || row.state == QLatin1String("Dead"))
        return Token::Error;
    if (row.state == QLatin1String("Stable"))
        return Token::Ok;
    return row.state == QLatin1String("Empty") ? Token::Muted : Token::Warn;
}

}  // namespace

QString countText(const api::Figure<std::int64_t>& figure)
{
    return ui::formatCount(known(figure), exactness(figure));
}
QString bytesText(const api::Figure<std::int64_t>& figure)
{
    return ui::formatBytes(known(figure), exactness(figure));
}
QString rateText(const api::Figure<double>& figure)
{
    return ui::formatShort(known(figure), exactness(figure));
}
QString byteRateText(const api::Figure<double>& figure)
{
    return ui::formatByteRate(known(figure), exactness(figure));
}
QString microsText(const api::Figure<double>& figure)
{
    if (!figure.known())
        return ui::kUnknownFigure;
    const auto text = ui::formatDuration(
        std::chrono::nanoseconds(static_cast<std::int64_t>(figure.value * 1000)));
    return figure.precision == api::Precision::Estimated ? QString(ui::kEstimateSign) + u' ' + text
                                                         : text;
}

std::unique_ptr<TableModel<BrokerRow>> makeBrokerTable()
{
    using Row = BrokerRow;
    std::vector<TableColumn<Row>> columns;
    auto id = textColumn<Row>("Broker", "node.id, with the role it has now", [](const Row& row) {
        return row.status.controller ? tr("%1  controller").arg(row.status.id.value())
                                     : QString::number(row.status.id.value());
    });
    id.sortKey = [](const Row& row) { return row.status.id.value(); };
    id.status = [](const Row& row) -> std::optional<Token> {
        return row.status.state == api::BrokerState::Up  ? Token::Ok
            : row.status.state == api::BrokerState::Down ? Token::Error
                                                         : Token::Muted;
    };
    columns.push_back(std::move(id));
    auto address = textColumn<Row>("Address", "Where clients reach it", [](const Row& row) {
        return QString::fromStdString(row.status.host) + u':' + QString::number(row.status.port);
    });
    address.monospace = true;
    columns.push_back(std::move(address));
    columns.push_back(textColumn<Row>("State", "Up, down or unknown", [](const Row& row) {
        return row.status.state == api::BrokerState::Up  ? tr("up")
            : row.status.state == api::BrokerState::Down ? tr("down")
                                                         : tr("unknown");
    }));
    columns.push_back(numberColumn<Row>(
        "Leaders", "Partitions that it leads", [](const Row& row) { return row.status.leaders; }));
    columns.push_back(numberColumn<Row>("Replicas", "Partitions that it holds",
        [](const Row& row) { return row.status.replicas; }));
    columns.push_back(figureColumn<Row, double>("Rec/s in", "Records appended a second", rateText,
        [](const Row& row) { return row.status.recordsInPerSecond; }));
    columns.push_back(figureColumn<Row, double>("Bytes in", "Bytes appended a second", byteRateText,
        [](const Row& row) { return row.status.bytesInPerSecond; }));
    columns.push_back(figureColumn<Row, double>("Bytes out", "Bytes served a second", byteRateText,
        [](const Row& row) { return row.status.bytesOutPerSecond; }));
    columns.push_back(figureColumn<Row, double>("Requests/s", "Requests answered a second",
        rateText, [](const Row& row) { return row.status.requestsPerSecond; }));
    columns.push_back(figureColumn<Row, std::int64_t>("Connections", "Open client connections",
        countText, [](const Row& row) { return row.status.connections; }));
    columns.push_back(figureColumn<Row, std::int64_t>("Disk", "Size of all its logs", bytesText,
        [](const Row& row) { return row.status.diskBytes; }));
    columns.push_back(trendColumn<Row>("Trend", "Records in a second, over the last samples"));
    return std::make_unique<TableModel<Row>>(std::move(columns));
}

std::unique_ptr<TableModel<TopicRow>> makeTopicTable()
{
    using Row = TopicRow;
    std::vector<TableColumn<Row>> columns;
    auto name = textColumn<Row>("Topic", "Its name", [](const Row& row) { return row.name; });
    name.color
        = [](const Row& row) { return row.internal ? std::optional(Token::Muted) : std::nullopt; };
    name.status = [](const Row& row) -> std::optional<Token> {
        return row.withoutLeader > 0  ? Token::Error
            : row.underReplicated > 0 ? Token::Warn
                                      : Token::Ok;
    };
    name.cellTooltip = [](const Row& row) {
        if (row.withoutLeader > 0)
            return tr("%1 of its partitions have no leader").arg(row.withoutLeader);
        return row.underReplicated > 0
            ? tr("%1 of its partitions miss a replica").arg(row.underReplicated)
            : tr("Every partition has its leader and replicas");
    };
    columns.push_back(std::move(name));
    columns.push_back(
        numberColumn<Row>("Partitions", "How many", [](const Row& row) { return row.partitions; }));
    columns.push_back(numberColumn<Row>("Replication", "Copies of each partition",
        [](const Row& row) { return row.replicationFactor; }));
    columns.push_back(figureColumn<Row, std::int64_t>("Records",
        "Log end minus log start, over all partitions; more than what is there when the topic is "
        "compacted or transactional",
        countText, [](const Row& row) { return row.records; }));
    columns.push_back(figureColumn<Row, std::int64_t>(
        "Size", "On disk", bytesText, [](const Row& row) { return row.sizeBytes; }));
    columns.push_back(figureColumn<Row, double>("Rec/s in", "Records appended a second", rateText,
        [](const Row& row) { return row.recordsInPerSecond; }));
    columns.push_back(figureColumn<Row, double>("Bytes in", "Bytes appended a second", byteRateText,
        [](const Row& row) { return row.bytesInPerSecond; }));
    columns.push_back(
        textColumn<Row>("Read by", "Consumer groups with an assignment or a committed offset",
            [](const Row& row) { return row.groups; }));
    columns.push_back(trendColumn<Row>("Trend", "Records in a second, over the last samples"));
    return std::make_unique<TableModel<Row>>(std::move(columns));
}

std::unique_ptr<TableModel<PartitionRow>> makePartitionTable()
{
    using Row = PartitionRow;
    std::vector<TableColumn<Row>> columns;
    columns.push_back(
        textColumn<Row>("Topic", "Its topic", [](const Row& row) { return row.topic; }));
    auto index = numberColumn<Row>(
        "Partition", "Its number", [](const Row& row) { return row.status.index.value(); });
    index.figure = false;  // the dot stands beside it
    index.color = {};
    index.status = [](const Row& row) -> std::optional<Token> {
        return row.status.leader == kNoBroker                    ? Token::Error
            : row.status.isr.size() < row.status.replicas.size() ? Token::Warn
                                                                 : Token::Ok;
    };
    columns.push_back(std::move(index));
    columns.push_back(textColumn<Row>("Leader", "The broker that serves it", [](const Row& row) {
        return row.status.leader == kNoBroker ? tr("none")
                                              : QString::number(row.status.leader.value());
    }));
    columns.push_back(textColumn<Row>("Epoch", "The leader's epoch", [](const Row& row) {
        return row.status.leaderEpoch == kNoLeaderEpoch
            ? QString(ui::kUnknownFigure)
            : QString::number(row.status.leaderEpoch.value());
    }));
    columns.push_back(textColumn<Row>("Replicas", "Brokers that hold it",
        [](const Row& row) { return ids(row.status.replicas); }));
    columns.push_back(textColumn<Row>("In sync", "Replicas that are caught up",
        [](const Row& row) { return ids(row.status.isr); }));
    columns.push_back(figureColumn<Row, std::int64_t>("Log start", "Offset of its first record",
        countText, [](const Row& row) { return row.status.logStart; }));
    columns.push_back(figureColumn<Row, std::int64_t>("Log end", "Offset after its last record",
        countText, [](const Row& row) { return row.status.logEnd; }));
    columns.push_back(figureColumn<Row, std::int64_t>(
        "Size", "On disk", bytesText, [](const Row& row) { return row.status.sizeBytes; }));
    columns.push_back(figureColumn<Row, std::int64_t>("Segments", "Files that its log consists of",
        countText, [](const Row& row) { return row.status.segments; }));
    columns.push_back(figureColumn<Row, double>("Rec/s in", "Records appended a second", rateText,
        [](const Row& row) { return row.status.recordsInPerSecond; }));
    columns.push_back(acknowledgementColumn("Ack p50", &api::PartitionStatus::p50AckMicros));
    columns.push_back(acknowledgementColumn("Ack p99", &api::PartitionStatus::p99AckMicros));
    auto error = textColumn<Row>("Note", "Why a figure is missing",
        [](const Row& row) { return QString::fromStdString(row.status.error); });
    error.color = [](const Row&) { return std::optional(Token::Error); };
    columns.push_back(std::move(error));
    return std::make_unique<TableModel<Row>>(std::move(columns));
}

std::unique_ptr<TableModel<GroupRow>> makeGroupTable()
{
    using Row = GroupRow;
    std::vector<TableColumn<Row>> columns;
    auto id = textColumn<Row>("Consumer group", "group.id", [](const Row& row) { return row.id; });
    id.status = [](const Row& row) { return std::optional(groupStateToken(row)); };
    id.cellTooltip = [](const Row& row) { return row.error; };
    columns.push_back(std::move(id));
    columns.push_back(textColumn<Row>("State", "As the coordinator tells it",
        [](const Row& row) { return row.error.isEmpty() ? row.state : tr("failed"); }));
    columns.push_back(numberColumn<Row>(
        "Members", "Clients in the group now", [](const Row& row) { return row.members; }));
    columns.push_back(figureColumn<Row, std::int64_t>("Lag",
        "Records between the committed offsets and the log ends", countText,
        [](const Row& row) { return row.lag; }));
    columns.push_back(figureColumn<Row, double>("Consumed/s", "How fast its committed offsets move",
        rateText, [](const Row& row) { return row.consumedPerSecond; }));
    columns.push_back(numberColumn<Row>(
        "Partitions", "Assigned or committed", [](const Row& row) { return row.partitions; }));
    columns.push_back(textColumn<Row>(
        "Assignor", "How partitions are shared out", [](const Row& row) { return row.assignor; }));
    columns.push_back(
        textColumn<Row>("Coordinator", "The broker that looks after it", [](const Row& row) {
            return row.coordinator == kNoBroker ? QString(ui::kUnknownFigure)
                                                : QString::number(row.coordinator.value());
        }));
    columns.push_back(
        textColumn<Row>("Topics", "What it reads", [](const Row& row) { return row.topics; }));
    columns.push_back(trendColumn<Row>("Lag trend", "Over the last samples"));
    return std::make_unique<TableModel<Row>>(std::move(columns));
}

std::unique_ptr<TableModel<GroupPartitionRow>> makeGroupPartitionTable()
{
    using Row = GroupPartitionRow;
    std::vector<TableColumn<Row>> columns;
    columns.push_back(
        textColumn<Row>("Topic", "Its topic", [](const Row& row) { return row.topic; }));
    auto partition = numberColumn<Row>(
        "Partition", "Its number", [](const Row& row) { return row.partition.value(); });
    partition.color = {};
    columns.push_back(std::move(partition));
    auto member = textColumn<Row>("Member", "Client id and host of who owns it",
        [](const Row& row) { return row.member.isEmpty() ? tr("nobody") : row.member; });
    member.color = [](const Row& row) {
        return row.member.isEmpty() ? std::optional(Token::Muted) : std::nullopt;
    };
    columns.push_back(std::move(member));
    TableColumn<Row> committed;
    committed.title = tr("Committed");
    committed.tooltip = tr("Where the group goes on after a restart");
    committed.figure = true;
    committed.text = [](const Row& row) {
        return row.committed ? ui::formatCount(row.committed->value()) : tr("uncommitted");
    };
    committed.sortKey = [](const Row& row) {
        return QVariant::fromValue<qlonglong>(row.committed ? row.committed->value() : -1);
    };
    committed.color
        = [](const Row& row) { return row.committed ? std::nullopt : std::optional(Token::Muted); };
    columns.push_back(std::move(committed));
    columns.push_back(figureColumn<Row, std::int64_t>("Log end", "Offset after the last record",
        countText, [](const Row& row) { return row.logEnd; }));
    columns.push_back(figureColumn<Row, std::int64_t>(
        "Lag", "Records that wait", countText, [](const Row& row) { return row.lag; }));
    columns.push_back(figureColumn<Row, double>("Consumed/s", "How fast the committed offset moves",
        rateText, [](const Row& row) { return row.consumedPerSecond; }));
    return std::make_unique<TableModel<Row>>(std::move(columns));
}

std::unique_ptr<TableModel<MemberRow>> makeMemberTable()
{
    using Row = MemberRow;
    std::vector<TableColumn<Row>> columns;
    columns.push_back(
        textColumn<Row>("Client", "client.id", [](const Row& row) { return row.clientId; }));
    columns.push_back(textColumn<Row>("Host", "Where it runs, as the coordinator sees it",
        [](const Row& row) { return row.host; }));
    columns.push_back(numberColumn<Row>(
        "Partitions", "Assigned to it", [](const Row& row) { return row.partitions; }));
    columns.push_back(textColumn<Row>(
        "Assignment", "Topics and partitions", [](const Row& row) { return row.assignment; }));
    columns.push_back(textColumn<Row>("Instance", "group.instance.id, of a static member",
        [](const Row& row) { return row.instanceId; }));
    auto id = textColumn<Row>(
        "Member id", "Given by the coordinator", [](const Row& row) { return row.memberId; });
    id.monospace = true;
    columns.push_back(std::move(id));
    return std::make_unique<TableModel<Row>>(std::move(columns));
}

}  // namespace stormbench::views
