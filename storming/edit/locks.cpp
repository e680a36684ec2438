// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/edit/locks.h"

#include "storming/edit/plans.h"

#include <QtCore/QCoreApplication>

namespace stormbench::storming {

namespace {

constexpr qsizetype kLongestName = 60;

bool isLocked(const Note* note)
{
    return note && note->flag(NoteProperty::Locked);
}

bool isSame(QPointF a, QPointF b)
{
    return a.x() == b.x() && a.y() == b.y();
}

/// What a step unlocks on its way.
struct Unlocked {
    std::set<NoteId> notes;
    std::set<FrameId> frames;

    explicit Unlocked(const Operations& operations)
    {
        for (const Operation& operation : operations) {
            if (const auto* change = std::get_if<ChangeNote>(&operation); change
                && change->property == NoteProperty::Locked && change->value != PropertyValue(true))
                notes.insert(change->id);
            else if (const auto* frame = std::get_if<ChangeFrame>(&operation);
                     frame && !frame->frame.locked)
                frames.insert(frame->frame.id);
        }
    }
};

/// One overload an operation: the locked element that it would change.
struct Finder {
    const Board& board;
    const Unlocked& unlocked;

    using Found = std::variant<std::monostate, NoteId, FrameId>;

    Found operator()(const RemoveNote& op) const { return stays(op.id); }
    Found operator()(const RemoveFrame& op) const { return stays(op.id); }
    Found operator()(const ChangeNote& op) const
    {
        const Note* note = board.note(op.id);
        const bool changes = note && note->value(op.property) != op.value;
        return changes && !isFreeOfLock(op.property) ? stays(op.id) : Found();
    }
    Found operator()(const ChangeFrame& op) const
    {
        const Frame* frame = board.frame(op.frame.id);
        return frame && *frame != op.frame ? stays(op.frame.id) : Found();
    }
    Found operator()(const MoveElements& op) const
    {
        for (const auto& [id, to] : op.notes)
            if (const Note* note = board.note(id); note && !isSame(note->rect.topLeft(), to))
                if (const Found found = stays(id); found != Found())
                    return found;
        for (const auto& [id, to] : op.frames)
            if (const Frame* frame = board.frame(id); frame && !isSame(frame->rect.topLeft(), to))
                if (const Found found = stays(id); found != Found())
                    return found;
        return {};
    }
    Found operator()(const AddNote&) const { return {}; }
    Found operator()(const AddFrame&) const { return {}; }
    Found operator()(const AddConnector&) const { return {}; }
    Found operator()(const RemoveConnector&) const { return {}; }
    Found operator()(const ChangeConnector&) const { return {}; }
    Found operator()(const ChangeSettings&) const { return {}; }

private:
    [[nodiscard]] Found stays(NoteId id) const
    {
        return isLocked(board.note(id)) && !unlocked.notes.contains(id) ? Found(id) : Found();
    }
    [[nodiscard]] Found stays(FrameId id) const
    {
        const Frame* frame = board.frame(id);
        return frame && frame->locked && !unlocked.frames.contains(id) ? Found(id) : Found();
    }
};

LockRefusal refusal(quint64 element, const QString& name)
{
    return {element,
        QCoreApplication::translate(
            "stormbench::storming::BoardController", "%1 is locked: unlock it first (Ctrl+Shift+L)")
            .arg(name)};
}

// A private note's words stay private.
QString nameOf(const Board& board, const Note& note)
{
    const QString kind = board.settings().nameOf(note.kind);
    const QString name = note.flag(NoteProperty::Hidden) ? QString() : note.name();
    return name.isEmpty() ? QStringLiteral("%1 %2").arg(kind).arg(note.id.value())
                          : QStringLiteral("%1 \"%2\"").arg(kind, name.left(kLongestName));
}

QString nameOf(const Frame& frame)
{
    const QString kind = QString::fromUtf8(frameKindEntry(frame.kind).name);
    return frame.name.isEmpty()
        ? QStringLiteral("%1 %2").arg(kind).arg(frame.id.value())
        : QStringLiteral("%1 \"%2\"").arg(kind, frame.name.left(kLongestName));
}

}  // namespace

bool isFreeOfLock(NoteProperty property)
{
    switch (property) {
    case NoteProperty::Locked:
    case NoteProperty::Hidden:
    case NoteProperty::Votes:
    case NoteProperty::Comments:
    case NoteProperty::Z: return true;
    default: return false;
    }
}

std::optional<LockRefusal> lockRefusal(const Board& board, const Operations& operations)
{
    const Unlocked unlocked(operations);
    for (const Operation& operation : operations) {
        const auto found = std::visit(Finder{board, unlocked}, operation);
        if (const auto* note = std::get_if<NoteId>(&found))
            return refusal(note->value(), nameOf(board, *board.note(*note)));
        if (const auto* frame = std::get_if<FrameId>(&found))
            return refusal(frame->value(), nameOf(*board.frame(*frame)));
    }
    return std::nullopt;
}

std::optional<LockRefusal> lockRefusal(
    const Board& board, const std::set<NoteId>& notes, const std::set<FrameId>& frames)
{
    return lockRefusal(board, removalOf(board, notes, frames));
}

std::set<NoteId> unlessLocked(const Board& board, const std::set<NoteId>& notes)
{
    std::set<NoteId> free = withoutLocked(board, {notes, {}}).notes;
    return free.empty() ? notes : free;
}

}  // namespace stormbench::storming
