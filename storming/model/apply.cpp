// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/model/operation.h"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace stormbench::storming {

namespace {

using enum BoardErrorCode;

BoardResult<> check(bool holds, BoardErrorCode code, const char* message)
{
    if (!holds)
        return boardFail(code, QString::fromUtf8(message));
    return {};
}

bool isUsable(const QRectF& rect)
{
    return std::isfinite(rect.x()) && std::isfinite(rect.y()) && std::isfinite(rect.width())
        && std::isfinite(rect.height()) && rect.width() > 0 && rect.height() > 0;
}

bool isUsable(QPointF point)
{
    return std::isfinite(point.x()) && std::isfinite(point.y());
}

// Empty, or "#RRGGBB".
bool isColor(const QString& text)
{
    const auto isDigit
        = [](QChar c) { return c.isDigit() || (c.toLower() >= u'a' && c.toLower() <= u'f'); };
    return text.isEmpty()
        || (text.size() == 7 && text.front() == u'#'
            && std::all_of(text.begin() + 1, text.end(), isDigit));
}

BoardResult<> checkNote(const Note& note)
{
    if (!isUsable(note.rect))
        return boardFail(Invalid, QStringLiteral("A note needs a position and a size."));
    for (const auto& [property, value] : note.properties) {
        const NotePropertyEntry* entry = notePropertyEntry(property);
        if (!entry || isMember(property) || std::holds_alternative<std::monostate>(value)
            || !fits(*entry, value))
            return boardFail(Invalid,
                QStringLiteral("A note's property %1 has a value that does not fit.")
                    .arg(static_cast<int>(property)));
    }
    return check(noteKindFromNumber(static_cast<quint32>(note.kind)).has_value(), Invalid,
        "The note's kind is unknown.");
}

void assign(Note& note, NoteProperty property, const PropertyValue& value)
{
    switch (property) {
    case NoteProperty::Kind: note.kind = std::get<NoteKind>(value); return;
    case NoteProperty::Rect: note.rect = std::get<QRectF>(value); return;
    case NoteProperty::Text: note.text = std::get<QString>(value); return;
    case NoteProperty::Z: note.z = static_cast<int>(std::get<qint64>(value)); return;
    case NoteProperty::Description: note.description = std::get<QString>(value); return;
    case NoteProperty::Fields: note.fields = std::get<std::vector<NoteField>>(value); return;
    default: break;
    }
    if (std::holds_alternative<std::monostate>(value))
        note.properties.erase(property);
    else
        note.properties.insert_or_assign(property, value);
}

}  // namespace

/// One step of a board: one overload an operation. Checks first, changes then, so that a refusal
/// leaves the board alone.
class Applier {
public:
    explicit Applier(Board& board)
        : m_board(board)
    {
    }

    BoardResult<ChangeSet> operator()(const AddNote& op)
    {
        if (const auto valid = checkNote(op.note); !valid)
            return tl::unexpected(valid.error());
        if (const auto valid = checkFresh(op.note.id.value()); !valid)
            return tl::unexpected(valid.error());
        m_board.m_notes.emplace(op.note.id, op.note);
        m_board.reserveIds(op.note.id.value() + 1);
        return ChangeSet{.addedNotes = {op.note.id}};
    }

    BoardResult<ChangeSet> operator()(const RemoveNote& op)
    {
        if (!m_board.note(op.id))
            return noNote();
        if (!m_board.connectorsOf(op.id).empty())
            return boardFail(Conflict, QStringLiteral("The note still has connectors."));
        m_board.m_notes.erase(op.id);
        return ChangeSet{.removedNotes = {op.id}};
    }

    BoardResult<ChangeSet> operator()(const ChangeNote& op)
    {
        const auto found = m_board.m_notes.find(op.id);
        if (found == m_board.m_notes.end())
            return noNote();
        const NotePropertyEntry* entry = notePropertyEntry(op.property);
        if (!entry || !fits(*entry, op.value))
            return boardFail(Invalid,
                QStringLiteral("The value does not fit the property \"%1\".")
                    .arg(entry ? QString::fromUtf8(entry->name)
                               : QString::number(int(op.property))));
        assign(found->second, op.property, op.value);
        return ChangeSet{.changedNotes = {op.id}};
    }

    BoardResult<ChangeSet> operator()(const MoveElements& op)
    {
        for (const auto& [id, to] : op.notes)
            if (!m_board.note(id) || !isUsable(to))
                return noNote();
        for (const auto& [id, to] : op.frames)
            if (!m_board.frame(id) || !isUsable(to))
                return noFrame();
        ChangeSet changes;
        for (const auto& [id, to] : op.notes) {
            m_board.m_notes.at(id).rect.moveTopLeft(to);
            changes.changedNotes.insert(id);
        }
        for (const auto& [id, to] : op.frames) {
            m_board.m_frames.at(id).rect.moveTopLeft(to);
            changes.changedFrames.insert(id);
        }
        return changes;
    }

    BoardResult<ChangeSet> operator()(const AddFrame& op)
    {
        if (!isUsable(op.frame.rect))
            return boardFail(Invalid, QStringLiteral("A frame needs a position and a size."));
        if (const auto valid = checkFresh(op.frame.id.value()); !valid)
            return tl::unexpected(valid.error());
        m_board.m_frames.emplace(op.frame.id, op.frame);
        m_board.reserveIds(op.frame.id.value() + 1);
        return ChangeSet{.addedFrames = {op.frame.id}};
    }

    BoardResult<ChangeSet> operator()(const RemoveFrame& op)
    {
        if (!m_board.m_frames.erase(op.id))
            return noFrame();
        return ChangeSet{.removedFrames = {op.id}};
    }

    BoardResult<ChangeSet> operator()(const ChangeFrame& op)
    {
        const auto found = m_board.m_frames.find(op.frame.id);
        if (found == m_board.m_frames.end())
            return noFrame();
        if (!isUsable(op.frame.rect))
            return boardFail(Invalid, QStringLiteral("A frame needs a position and a size."));
        found->second = op.frame;
        return ChangeSet{.changedFrames = {op.frame.id}};
    }

    BoardResult<ChangeSet> operator()(const AddConnector& op)
    {
        if (const auto valid = checkEnds(op.connector); !valid)
            return tl::unexpected(valid.error());
        if (const auto valid = checkFresh(op.connector.id.value()); !valid)
            return tl::unexpected(valid.error());
        m_board.m_connectors.emplace(op.connector.id, op.connector);
        m_board.reserveIds(op.connector.id.value() + 1);
        return ChangeSet{.addedConnectors = {op.connector.id}};
    }

    BoardResult<ChangeSet> operator()(const RemoveConnector& op)
    {
        if (!m_board.m_connectors.erase(op.id))
            return noConnector();
        return ChangeSet{.removedConnectors = {op.id}};
    }

    BoardResult<ChangeSet> operator()(const ChangeConnector& op)
    {
        const auto found = m_board.m_connectors.find(op.connector.id);
        if (found == m_board.m_connectors.end())
            return noConnector();
        if (const auto valid = checkEnds(op.connector); !valid)
            return tl::unexpected(valid.error());
        found->second = op.connector;
        return ChangeSet{.changedConnectors = {op.connector.id}};
    }

    BoardResult<ChangeSet> operator()(const ChangeSettings& op)
    {
        for (const auto& [kind, style] : op.settings.kinds)
            if (!isColor(style.color))
                return boardFail(Invalid,
                    QStringLiteral("\"%1\" is no colour: it reads #RRGGBB.").arg(style.color));
        for (const auto& [place, remark] : op.settings.remarks)
            if (!isReadable(remark))
                return boardFail(
                    Invalid, QStringLiteral("A comment of the text form begins with #."));
        m_board.m_settings = op.settings;
        return ChangeSet{.settings = true};
    }

private:
    static tl::unexpected<BoardError> noNote()
    {
        return boardFail(NotFound, QStringLiteral("The board has no such note."));
    }
    static tl::unexpected<BoardError> noFrame()
    {
        return boardFail(NotFound, QStringLiteral("The board has no such frame."));
    }
    static tl::unexpected<BoardError> noConnector()
    {
        return boardFail(NotFound, QStringLiteral("The board has no such connector."));
    }

    BoardResult<> checkFresh(quint64 id) const
    {
        const bool taken = m_board.note(NoteId(id)) || m_board.frame(FrameId(id))
            || m_board.connector(ConnectorId(id));
        return check(
            id != 0 && id < kIdLimit && !taken, Conflict, "The element's number is taken.");
    }

    BoardResult<> checkEnds(const Connector& connector) const
    {
        if (connector.from == connector.to)
            return boardFail(Invalid, QStringLiteral("A connector needs two different notes."));
        return check(m_board.note(connector.from) && m_board.note(connector.to), NotFound,
            "A connector's end is not on the board.");
    }

    // Leaves room above the largest number, so that the next one never wraps to 0.
    static constexpr quint64 kIdLimit = quint64{1} << 62;

    Board& m_board;
};

BoardResult<ChangeSet> apply(Board& board, Operation operation)
{
    return std::visit(Applier(board), operation);
}

BoardResult<ChangeSet> apply(Board& board, Operations operations)
{
    auto applied = applyInvertibly(board, operations);
    if (!applied)
        return tl::unexpected(applied.error());
    return std::move(applied->first);
}

BoardResult<std::pair<ChangeSet, Operations>> applyInvertibly(
    Board& board, const Operations& operations)
{
    ChangeSet changes;
    Operations undo;
    for (const Operation& operation : operations) {
        auto back = inverse(board, operation);
        auto applied = back ? std::visit(Applier(board), operation)
                            : BoardResult<ChangeSet>(tl::unexpected(back.error()));
        if (!applied) {
            for (const auto& step : std::views::reverse(undo))
                (void)std::visit(Applier(board), step);
            return tl::unexpected(applied.error());
        }
        changes.merge(*applied);
        undo.push_back(std::move(*back));
    }
    return std::pair(std::move(changes), Operations(undo.rbegin(), undo.rend()));
}

}  // namespace stormbench::storming
