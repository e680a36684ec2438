// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/edit/clipboard.h"

#include "storming/geometry/snap.h"
#include "storming/store/text_form.h"

#include <QtCore/QMimeData>
#include <QtCore/QStringList>

namespace stormbench::storming {

namespace {

Board fromLines(const QString& text, NoteKind kind)
{
    Board part;
    const QSizeF size = notationOf(kind).size;
    QPointF center(0, 0);
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        const QString words = line.simplified();
        if (words.isEmpty())
            continue;
        (void)apply(part, AddNote{makeNote(NoteId(part.nextId()), kind, center, words)});
        center.ry() += size.height() + 2 * kTouchReach;
    }
    return part;
}

}  // namespace

Board partOf(const Board& board, const std::set<NoteId>& notes, const std::set<FrameId>& frames)
{
    Board part;
    for (const FrameId id : frames)
        if (const Frame* frame = board.frame(id))
            (void)apply(part, AddFrame{*frame});
    for (const NoteId id : notes)
        if (const Note* note = board.note(id))
            (void)apply(part, AddNote{*note});
    for (const auto& [id, connector] : board.connectors())
        if (part.note(connector.from) && part.note(connector.to))
            (void)apply(part, AddConnector{connector});
    return part;
}

std::unique_ptr<QMimeData> toMimeData(const Board& part)
{
    auto data = std::make_unique<QMimeData>();
    data->setData(QString::fromLatin1(kBoardMimeType), writeText(part).toUtf8());
    QStringList lines;
    for (const auto& [id, note] : part.notes())
        lines.append(note.name());
    data->setText(lines.join(QLatin1Char('\n')));
    return data;
}

std::optional<Board> fromMimeData(const QMimeData& data, NoteKind kindOfText)
{
    if (data.hasFormat(QString::fromLatin1(kBoardMimeType))) {
        auto part = readText(QString::fromUtf8(data.data(QString::fromLatin1(kBoardMimeType))));
        if (part)
            return *std::move(part);
    }
    if (data.hasText()) {
        Board part = fromLines(data.text(), kindOfText);
        if (!part.isEmpty())
            return part;
    }
    return std::nullopt;
}

CopyPlan copyPlan(const Board& board, const Board& part, QPointF delta)
{
    CopyPlan plan;
    quint64 next = board.nextId();
    std::map<FrameId, FrameId> frameIds;
    for (const auto& [id, frame] : part.frames()) {
        Frame copy = frame;
        copy.id = FrameId(next++);
        copy.rect.translate(delta);
        frameIds.emplace(id, copy.id);
        plan.frames.insert(copy.id);
        plan.operations.emplace_back(AddFrame{copy});
    }
    std::map<NoteId, NoteId> noteIds;
    for (const auto& [id, note] : part.notes()) {
        Note copy = note;
        copy.id = NoteId(next++);
        copy.rect.translate(delta);
        // An explicit frame goes along if it is copied too; otherwise the place decides.
        if (const auto chosen
            = frameIds.find(FrameId(static_cast<quint64>(note.integer(NoteProperty::Frame))));
            chosen != frameIds.end())
            copy.properties[NoteProperty::Frame] = static_cast<qint64>(chosen->second.value());
        else if (note.integer(NoteProperty::Frame) != 0)
            copy.properties.erase(NoteProperty::Frame);
        noteIds.emplace(id, copy.id);
        plan.notes.insert(copy.id);
        plan.operations.emplace_back(AddNote{copy});
    }
    for (const auto& [id, connector] : part.connectors()) {
        Connector copy = connector;
        copy.id = ConnectorId(next++);
        copy.from = noteIds.at(connector.from);
        copy.to = noteIds.at(connector.to);
        plan.operations.emplace_back(AddConnector{copy});
    }
    return plan;
}

}  // namespace stormbench::storming
