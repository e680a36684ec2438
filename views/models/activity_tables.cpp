// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/models/activity_tables.h"

#include <QCoreApplication>

#include <algorithm>

#include "resources/ui/format.h"
#include "views/models/cluster_tables.h"

namespace stormbench::views {
namespace {

using ui::Token;

QString tr(const char* text)
{
    return QCoreApplication::translate("ActivityTables", text);
}

template <typename Row>
TableColumn<Row> textColumn(const char* title, const char* tip, QString (*text)(const Row&))
{
    TableColumn<Row> column;
    column.title = tr(title);
    column.tooltip = tr(tip);
    column.text = text;
    return column;
}

/// Right-aligned; zero and unknown are muted.
template <typename Row, typename T>
TableColumn<Row> figureColumn(const char* title, const char* tip,
    QString (*toText)(const api::Figure<T>&), api::Figure<T> Row::*of)
{
    TableColumn<Row> column;
    column.title = tr(title);
    column.tooltip = tr(tip);
    column.figure = true;
    column.text = [toText, of](const Row& row) { return toText(row.*of); };
    column.sortKey = [of](const Row& row) {
        return QVariant((row.*of).known() ? static_cast<double>((row.*of).value) : -1.0);
    };
    column.color = [of](const Row& row) {
        const auto& figure = row.*of;
        return !figure.known() || figure.value == T{} ? std::optional(Token::Muted) : std::nullopt;
    };
    return column;
}

TableColumn<RequestRow> latencyColumn(const char* title, api::Figure<double> RequestRow::*of)
{
    auto column = figureColumn<RequestRow, double>(title,
        "From the request's arrival to its answer, over the last seconds; a fetch's wait for "
        "records counts",
        microsText, of);
    column.cellTooltip = [of](const RequestRow& row) {
        return (row.*of).known() ? tr("Read off a histogram: at most 12.5 % off")
                                 : tr("Nothing was answered in the last seconds");
    };
    return column;
}

void add(api::Figure<double>& sum, const api::Figure<double>& figure)
{
    if (!figure.known())
        return;
    sum.value = (sum.known() ? sum.value : 0) + figure.value;
    sum.precision = figure.precision;
}

}  // namespace

std::vector<RequestRow> requestRows(const api::Snapshot& snapshot)
{
    std::vector<RequestRow> rows;
    for (const auto& each : snapshot.requests)
        rows.push_back(
            {each.broker, QString::fromStdString(each.api), each.perSecond, each.bytesInPerSecond,
                each.bytesOutPerSecond, each.p50Micros, each.p99Micros, each.inFlight});
    std::ranges::sort(rows, {}, &RequestRow::key);
    return rows;
}

std::vector<ClientRow> clientRows(const api::Snapshot& snapshot)
{
    std::vector<ClientRow> rows;
    for (const auto& each : snapshot.clients) {
        ClientRow row;
        row.broker = each.broker;
        row.connection = each.connection;
        row.clientId = QString::fromStdString(each.clientId);
        row.address = QString::fromStdString(each.address);
        row.software = QString::fromStdString(each.software + ' ' + each.softwareVersion).trimmed();
        row.principal = QString::fromStdString(each.principal);
        QStringList writes, reads;
        if (each.topics.empty())
            row.recordsIn = row.bytesIn = row.bytesOut = {0, api::Precision::Exact};
        for (const auto& topic : each.topics) {
            add(row.recordsIn, topic.recordsInPerSecond);
            add(row.bytesIn, topic.bytesInPerSecond);
            add(row.bytesOut, topic.bytesOutPerSecond);
            if (topic.bytesInPerSecond.known() && topic.bytesInPerSecond.value > 0)
                writes += QString::fromStdString(topic.topic);
            if (topic.bytesOutPerSecond.known() && topic.bytesOutPerSecond.value > 0)
                reads += QString::fromStdString(topic.topic);
        }
        row.writes = writes.join(QLatin1String(", "));
        row.reads = reads.join(QLatin1String(", "));
        rows.push_back(std::move(row));
    }
    std::ranges::sort(rows, {}, &ClientRow::key);
    return rows;
}

std::unique_ptr<TableModel<RequestRow>> makeRequestTable()
{
    using Row = RequestRow;
    std::vector<TableColumn<Row>> columns;
    columns.push_back(textColumn<Row>(
        "Request", "Its type, by Kafka's name", [](const Row& row) { return row.api; }));
    auto broker = textColumn<Row>("Broker", "Which broker answers",
        [](const Row& row) { return QString::number(row.broker.value()); });
    broker.figure = true;
    broker.sortKey = [](const Row& row) { return QVariant(row.broker.value()); };
    columns.push_back(std::move(broker));
    columns.push_back(
        figureColumn<Row, double>("Per second", "How many came", rateText, &Row::perSecond));
    columns.push_back(
        figureColumn<Row, double>("Bytes in", "A second", byteRateText, &Row::bytesIn));
    columns.push_back(
        figureColumn<Row, double>("Bytes out", "A second", byteRateText, &Row::bytesOut));
    columns.push_back(latencyColumn("p50", &Row::p50Micros));
    columns.push_back(latencyColumn("p99", &Row::p99Micros));
    columns.push_back(figureColumn<Row, std::int64_t>(
        "Queue", "Arrived and not answered yet", countText, &Row::inFlight));
    return std::make_unique<TableModel<Row>>(std::move(columns));
}

std::unique_ptr<TableModel<ClientRow>> makeClientTable()
{
    using Row = ClientRow;
    std::vector<TableColumn<Row>> columns;
    columns.push_back(
        textColumn<Row>("Client", "client.id", [](const Row& row) { return row.clientId; }));
    auto broker = textColumn<Row>("Broker", "To which it is connected",
        [](const Row& row) { return QString::number(row.broker.value()); });
    broker.figure = true;
    broker.sortKey = [](const Row& row) { return QVariant(row.broker.value()); };
    columns.push_back(std::move(broker));
    columns.push_back(textColumn<Row>("Writes", "Topics it produced to in the last seconds",
        [](const Row& row) { return row.writes; }));
    columns.push_back(textColumn<Row>("Reads", "Topics it fetched from in the last seconds",
        [](const Row& row) { return row.reads; }));
    columns.push_back(
        figureColumn<Row, double>("Rec/s in", "It produces", rateText, &Row::recordsIn));
    columns.push_back(
        figureColumn<Row, double>("Bytes in", "It produces", byteRateText, &Row::bytesIn));
    columns.push_back(
        figureColumn<Row, double>("Bytes out", "It fetches", byteRateText, &Row::bytesOut));
    columns.push_back(textColumn<Row>("Software", "As its library calls itself (KIP-511)",
        [](const Row& row) { return row.software; }));
    columns.push_back(textColumn<Row>(
        "Principal", "Who it is to the broker", [](const Row& row) { return row.principal; }));
    auto address = textColumn<Row>(
        "Address", "From where it is connected", [](const Row& row) { return row.address; });
    address.monospace = true;
    columns.push_back(std::move(address));
    return std::make_unique<TableModel<Row>>(std::move(columns));
}

}  // namespace stormbench::views
