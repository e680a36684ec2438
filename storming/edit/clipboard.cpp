// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/edit/clipboard.h"

#include "storming/edit/pasted_rows.h"
#include "storming/store/text_form.h"

#include <QtCore/QMimeData>
#include <QtCore/QStringList>

#include <algorithm>
#include <map>

namespace stormbench::storming {

namespace {

// Copies are a group of their own; one note alone is none.
class FreshGroups {
public:
    FreshGroups(const Board& board, const Board& part)
    {
        for (const auto& [id, note] : board.notes())
            m_last = std::max(m_last, note.integer(NoteProperty::Group));
        for (const auto& [id, note] : part.notes())
            ++m_sizes[note.integer(NoteProperty::Group)];
    }

    void renumber(Note& note)
    {
        const qint64 group = note.integer(NoteProperty::Group);
        if (group == 0)
            return;
        if (m_sizes[group] < 2) {
            note.properties.erase(NoteProperty::Group);
            return;
        }
        auto [found, isNew] = m_fresh.try_emplace(group, m_last + 1);
        if (isNew)
            ++m_last;
        note.properties[NoteProperty::Group] = found->second;
    }

private:
    qint64 m_last = 0;
    std::map<qint64, int> m_sizes;
    std::map<qint64, qint64> m_fresh;
};

// An explicit frame goes along if it is copied too; otherwise the place decides.
void followFrame(Note& note, const std::map<FrameId, FrameId>& copies)
{
    const auto chosen = copies.find(FrameId(quint64(note.integer(NoteProperty::Frame))));
    if (chosen != copies.end())
        note.properties[NoteProperty::Frame] = static_cast<qint64>(chosen->second.value());
    else if (note.integer(NoteProperty::Frame) != 0)
        note.properties.erase(NoteProperty::Frame);
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
        if (!note.flag(NoteProperty::Hidden))
            lines.append(note.name());
    data->setText(lines.join(QLatin1Char('\n')));
    return data;
}

std::optional<Board> fromMimeData(
    const QMimeData& data, const BoardSettings& settings, NoteKind kindOfText)
{
    if (data.hasFormat(QString::fromLatin1(kBoardMimeType))) {
        auto part = readText(QString::fromUtf8(data.data(QString::fromLatin1(kBoardMimeType))));
        if (part)
            return *std::move(part);
    }
    if (data.hasText()) {
        Board part = boardOfRows(readPasted(data.text(), settings, kindOfText));
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
    FreshGroups groups(board, part);
    for (const auto& [id, note] : part.notes()) {
        Note copy = note;
        copy.id = NoteId(next++);
        copy.rect.translate(delta);
        followFrame(copy, frameIds);
        groups.renumber(copy);
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
