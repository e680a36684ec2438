// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/import_plan.h"

#include "storming/geometry/geometry.h"

#include <array>

namespace stormbench::storming {
namespace {

constexpr qreal kApart = 240;

constexpr std::array kColumns{
    CsvColumnEntry{CsvColumn::Ignore, "ignore", "Not read"},
    CsvColumnEntry{CsvColumn::Kind, "kind", "Kind or colour"},
    CsvColumnEntry{CsvColumn::Text, "text", "Text"},
    CsvColumnEntry{CsvColumn::X, "x", "X"},
    CsvColumnEntry{CsvColumn::Y, "y", "Y"},
    CsvColumnEntry{CsvColumn::Frame, "frame", "Context"},
    CsvColumnEntry{CsvColumn::Lane, "lane", "Swimlane"},
    CsvColumnEntry{CsvColumn::Description, "description", "Description"},
    CsvColumnEntry{CsvColumn::Owner, "owner", "Owner"},
};

void addSettings(Operations& operations, const Board& board, const ImportPlan& plan)
{
    BoardSettings settings = board.settings();
    if (plan.method)
        settings.method = *plan.method;
    if (settings.title.isEmpty())
        settings.title = plan.title;
    if (settings != board.settings())
        operations.emplace_back(ChangeSettings{settings});
}

QPointF distanceFor(const Board& board, const Board& part)
{
    const QPointF from = bounds(part).topLeft();
    if (board.isEmpty())
        return -from;
    const QRectF there = bounds(board);
    return QPointF(there.right() + kApart, there.top()) - from;
}

}  // namespace

std::span<const CsvColumnEntry> csvColumns()
{
    return kColumns;
}

Operations operationsFor(const Board& board, const ImportPlan& plan)
{
    Operations operations;
    addSettings(operations, board, plan);
    const QPointF delta = distanceFor(board, plan.part);
    quint64 next = board.nextId();
    std::map<quint64, quint64> frameIds;
    for (const auto& [id, frame] : plan.part.frames()) {
        Frame copy = frame;
        copy.id = FrameId(next++);
        copy.rect.translate(delta);
        frameIds.emplace(id.value(), copy.id.value());
        operations.emplace_back(AddFrame{std::move(copy)});
    }
    std::map<NoteId, NoteId> noteIds;
    for (const auto& [id, note] : plan.part.notes()) {
        Note copy = note;
        copy.id = NoteId(next++);
        copy.rect.translate(delta);
        const auto chosen = frameIds.find(static_cast<quint64>(note.integer(NoteProperty::Frame)));
        if (chosen != frameIds.end())
            copy.properties[NoteProperty::Frame] = static_cast<qint64>(chosen->second);
        noteIds.emplace(id, copy.id);
        operations.emplace_back(AddNote{std::move(copy)});
    }
    for (const auto& [id, connector] : plan.part.connectors()) {
        Connector copy = connector;
        copy.id = ConnectorId(next++);
        copy.from = noteIds.at(connector.from);
        copy.to = noteIds.at(connector.to);
        operations.emplace_back(AddConnector{std::move(copy)});
    }
    return operations;
}

QString toSentence(const ImportProblem& problem)
{
    return problem.where.isEmpty() ? problem.message
                                   : problem.where + QStringLiteral(": ") + problem.message;
}

QString lineName(qsizetype line)
{
    return QStringLiteral("line %1").arg(line);
}

}  // namespace stormbench::storming
