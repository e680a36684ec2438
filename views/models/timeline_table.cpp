// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "resources/ui/format.h"
#include "views/models/timeline.h"

namespace stormbench::views {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("TimelineTable", text);
}

TableColumn<TimelineRow> column(
    const char* title, const char* tip, std::function<QString(const TimelineRow&)> text)
{
    TableColumn<TimelineRow> made;
    made.title = tr(title);
    made.tooltip = tr(tip);
    made.text = std::move(text);
    return made;
}

QString timeText(const TimelineRow& row)
{
    const auto time = ui::formatTime(row.at.count());
    return row.estimated ? QString(ui::kEstimateSign) + u' ' + time : time;
}

}  // namespace

ui::Token timelineToken(TimelineKind kind)
{
    switch (kind) {
    case TimelineKind::Controller: return ui::Token::Accent;
    case TimelineKind::Leader: return ui::Token::Text;
    case TimelineKind::IsrShrunk: return ui::Token::Warn;
    case TimelineKind::IsrExpanded: return ui::Token::Ok;
    case TimelineKind::Broker: return ui::Token::Muted;
    case TimelineKind::Fault: return ui::Token::Error;
    }
    return ui::Token::Text;
}

std::unique_ptr<TableModel<TimelineRow>> makeTimelineTable()
{
    using Row = TimelineRow;
    std::vector<TableColumn<Row>> columns;
    auto time
        = column("Time", "When the controller wrote it; ≈: seen between two samples", timeText);
    time.sortKey = [](const Row& row) { return QVariant::fromValue<qlonglong>(row.at.count()); };
    time.status = [](const Row& row) { return std::optional(timelineToken(row.kind)); };
    time.cellTooltip = [](const Row& row) {
        return row.estimated
            ? tr("Seen as the difference of two samples: it may have happened a little earlier, "
                 "and stand for several changes")
            : ui::formatDateTime(row.at.count());
    };
    columns.push_back(std::move(time));
    columns.push_back(column("Event", "What happened", [](const Row& row) { return row.what; }));
    columns.push_back(column(
        "Broker", "Whom it is about; of a partition: its leader afterwards", [](const Row& row) {
            QStringList ids;
            for (const auto broker : row.brokers)
                ids += QString::number(broker.value());
            return ids.isEmpty() ? tr("cluster") : ids.join(QLatin1String(", "));
        }));
    columns.push_back(
        column("Partition", "Topic and partition", [](const Row& row) { return row.partition; }));
    columns.push_back(column("Change", "From → to", [](const Row& row) { return row.change; }));
    return std::make_unique<TableModel<Row>>(std::move(columns));
}

}  // namespace stormbench::views
