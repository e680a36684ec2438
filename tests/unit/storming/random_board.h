// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <QtCore/QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace stormbench::storming::test {

/// Random operations that fit a board, from a seed: every kind of operation, awkward texts and
/// numbers included.
class RandomEdits {
public:
    explicit RandomEdits(quint32 seed)
        : m_random(seed)
    {
    }

    Operation next(const Board& board)
    {
        switch (m_random.bounded(12)) {
        case 0:
        case 1:
        case 2: return AddNote{note(board)};
        case 3: return change(board);
        case 4: return change(board);
        case 5: return move(board);
        case 6: return AddFrame{frame(FrameId(board.nextId()))};
        case 7: return connect(board);
        case 8:
            return board.connectors().empty()
                ? change(board)
                : Operation(RemoveConnector{pick(board.connectors())});
        case 9: return removeLonelyNote(board);
        case 10: return frameOperation(board);
        default: return settings();
        }
    }

    QString text()
    {
        static const QStringList texts{QString(), QStringLiteral("Order placed"),
            QStringLiteral("two\nlines\t\"quoted\" \\ back"),
            QStringLiteral("Größe 漢字 \U0001F4A1"), QStringLiteral("  blanks  "),
            QStringLiteral("# %1 -> x"), QString(QChar(0x2028)) + QChar(0x01)};
        return texts[m_random.bounded(int(texts.size()))];
    }

private:
    Operation settings()
    {
        BoardSettings settings{text(), m_random.bounded(2) ? Level::Design : Level::Process,
            m_random.bounded(2) ? Method::EventStorming : Method::EventModeling, text(), text(), {},
            remarks()};
        for (const NotationEntry& entry : notation())
            if (m_random.bounded(6) == 0)
                settings.kinds[entry.kind]
                    = {text(), m_random.bounded(2) ? QStringLiteral("#12aBcD") : QString()};
        return ChangeSettings{settings};
    }

    Remarks remarks()
    {
        Remarks remarks;
        for (const char* part : {"title", "next", ""})
            if (m_random.bounded(3) == 0)
                remarks[{0, QString::fromLatin1(part)}] = {QStringLiteral("\n# of <%1>\n").arg(part),
                    QStringLiteral("# \"behind\"").left(part[0] ? -1 : 0)};
        return remarks;
    }

    Frame frame(FrameId id)
    {
        return {id, text(), rect(), text(), text(), text(),
            frameKinds()[m_random.bounded(int(frameKinds().size()))].kind, m_random.bounded(2) == 0,
            m_random.bounded(5) - 2};
    }

    double number()
    {
        return (m_random.generateDouble() - 0.5) * (m_random.bounded(2) ? 4000 : 0.1);
    }
    QRectF rect()
    {
        return {number(), number(), 1 + m_random.generateDouble() * 300,
            1 + m_random.generateDouble() * 300};
    }

    template <typename Map> typename Map::key_type pick(const Map& map)
    {
        return std::next(map.begin(), m_random.bounded(int(map.size())))->first;
    }

    NoteKind kind() { return notation()[m_random.bounded(int(notation().size()))].kind; }

    std::vector<NoteField> fields()
    {
        std::vector<NoteField> list;
        for (int i = m_random.bounded(4); i > 0; --i)
            list.push_back(
                {quint32(i), text(), fieldTypes()[m_random.bounded(int(fieldTypes().size()))].type,
                    m_random.bounded(2) == 0, text(), text()});
        return list;
    }

    PropertyValue value(const NotePropertyEntry& entry)
    {
        if (!isMember(entry.property) && m_random.bounded(3) == 0)
            return {};
        switch (entry.type) {
        case PropertyType::Flag: return m_random.bounded(2) == 0;
        case PropertyType::Integer: return qint64(m_random.bounded(2000)) - 1000;
        case PropertyType::Number: return number();
        case PropertyType::Text: return text();
        case PropertyType::Choice:
            return QString::fromLatin1(entry.choices).split(QLatin1Char('|')).back();
        case PropertyType::Rect: return rect();
        case PropertyType::Kind: return kind();
        case PropertyType::Fields: return fields();
        case PropertyType::Steps:
            return std::vector<SagaStep>{
                {text(), text(), m_random.bounded(3) * 1000}, {text(), {}, 0}};
        case PropertyType::Comments:
            return std::vector<Comment>{{text(), text(), 1'700'000'000'000, true}, {{}, text(), 0}};
        case PropertyType::Bytes: return QByteArray("\x89PNG\0\xff", 6);
        }
        return {};
    }

    Note note(const Board& board)
    {
        Note note = makeNote(NoteId(board.nextId()), kind(), QPointF(number(), number()), text());
        note.description = text();
        note.fields = fields();
        note.z = m_random.bounded(5);
        for (const NotePropertyEntry& entry : noteProperties())
            if (!isMember(entry.property) && m_random.bounded(6) == 0)
                if (PropertyValue set = value(entry); set.index() != 0)
                    note.properties.emplace(entry.property, set);
        return note;
    }

    Operation change(const Board& board)
    {
        if (board.notes().empty())
            return AddNote{note(board)};
        const NotePropertyEntry& entry
            = noteProperties()[m_random.bounded(int(noteProperties().size()))];
        return ChangeNote{pick(board.notes()), entry.property, value(entry)};
    }

    Operation move(const Board& board)
    {
        MoveElements moves;
        for (const auto& [id, note] : board.notes())
            if (m_random.bounded(3) == 0)
                moves.notes.emplace(id, QPointF(number(), number()));
        for (const auto& [id, frame] : board.frames())
            if (m_random.bounded(3) == 0)
                moves.frames.emplace(id, QPointF(number(), number()));
        return moves;
    }

    Operation connect(const Board& board)
    {
        if (board.notes().size() < 2)
            return AddNote{note(board)};
        const NoteId from = pick(board.notes());
        const NoteId to = pick(board.notes());
        if (from == to)
            return change(board);
        if (!board.connectors().empty() && m_random.bounded(3) == 0)
            return ChangeConnector{{pick(board.connectors()), from, to, text(), true}};
        return AddConnector{
            {ConnectorId(board.nextId()), from, to, text(), m_random.bounded(2) == 0}};
    }

    Operation removeLonelyNote(const Board& board)
    {
        for (const auto& [id, note] : board.notes())
            if (m_random.bounded(4) == 0 && board.connectorsOf(id).empty())
                return RemoveNote{id};
        return AddNote{note(board)};
    }

    Operation frameOperation(const Board& board)
    {
        if (board.frames().empty())
            return change(board);
        const FrameId id = pick(board.frames());
        if (m_random.bounded(3) == 0)
            return RemoveFrame{id};
        return ChangeFrame{frame(id)};
    }

    QRandomGenerator m_random;
};

/// A board after some random edits.
inline Board randomBoard(quint32 seed, int edits)
{
    RandomEdits random(seed);
    Board board;
    for (int i = 0; i < edits; ++i)
        (void)apply(board, random.next(board));
    return board;
}

/// Rows of notes at the keyboard's gap, most of them whole, some with a note out of place or of an
/// odd size; numbers are dealt out across the rows.
inline Board randomFlows(quint32 seed)
{
    QRandomGenerator random(seed);
    std::vector<Note> notes;
    for (int row = 0; row < 8; ++row) {
        QPointF right(random.bounded(3) == 0 ? random.generateDouble() * 1e4 : random.bounded(400),
            row * 150 + (random.bounded(3) == 0 ? random.generateDouble() : 0));
        for (int i = 1 + random.bounded(9); i > 0; --i) {
            const auto kind = notation()[random.bounded(int(notation().size()))].kind;
            Note note = makeNote({}, kind, {}, QStringLiteral("Order \"%1\"").arg(i));
            if (random.bounded(6) == 0)
                note.rect.setSize({90 + random.generateDouble() * 100, 90});
            note.rect.moveTopLeft({right.x(), right.y() - note.rect.height() / 2});
            if (random.bounded(8) == 0)
                note.rect.translate(0, std::ldexp(1.0, -random.bounded(40)));
            note.z = random.bounded(5) == 0 ? 3 : 0;
            right.setX(note.rect.x() + note.rect.width() + 12);
            notes.push_back(note);
        }
    }
    std::shuffle(notes.begin(), notes.end(), random);
    Board board;
    for (Note& note : notes) {
        note.id = NoteId(board.nextId());
        (void)apply(board, AddNote{note});
    }
    return board;
}

}  // namespace stormbench::storming::test
