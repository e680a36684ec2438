// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/edit/board_controller.h"

#include "storming/edit/clipboard.h"
#include "storming/edit/edit_command.h"
#include "storming/edit/kind_plan.h"
#include "storming/edit/locks.h"
#include "storming/edit/plans.h"
#include "storming/geometry/geometry.h"

#include <QtCore/QMimeData>
#include <QtGui/QUndoStack>

#include <algorithm>

namespace stormbench::storming {

namespace {

Handful handfulOf(const MoveElements& move)
{
    Handful moved;
    for (const auto& [id, to] : move.notes)
        moved.notes.insert(id);
    for (const auto& [id, to] : move.frames)
        moved.frames.insert(id);
    return moved;
}

}  // namespace

BoardController::BoardController(Board board, QObject* parent)
    : QObject(parent)
    , m_board(std::move(board))
    , m_stack(std::make_unique<QUndoStack>())
{
    connect(m_stack.get(), &QUndoStack::cleanChanged, this, &BoardController::cleanChanged);
}

BoardController::~BoardController()
{
    // The stack's destructor clears it and would tell a half-destroyed controller.
    disconnect(m_stack.get(), nullptr, this, nullptr);
}

void BoardController::replaceBoard(Board board)
{
    m_stack->clear();
    m_board = std::move(board);
    m_stack->setClean();
    emit reset();
}

void BoardController::setReadOnly(bool readOnly)
{
    if (m_readOnly == readOnly)
        return;
    m_readOnly = readOnly;
    if (readOnly)
        m_stack->clear();
    emit readOnlyChanged(readOnly);
}

bool BoardController::edit(const QString& name, Operations operations, MergeKey merge)
{
    if (m_readOnly) {
        emit refused(tr("This board is read-only."));
        return false;
    }
    if (operations.empty())
        return true;
    if (m_noteDress)
        for (Operation& operation : operations)
            if (auto* added = std::get_if<AddNote>(&operation))
                m_noteDress(added->note);
    if (const auto refusal = m_ignoringLocks ? std::nullopt : lockRefusal(m_board, operations)) {
        emit refused(refusal->why);
        return false;
    }
    auto applied = applyInvertibly(m_board, operations);
    if (!applied) {
        emit refused(applied.error().message);
        return false;
    }
    auto& [changes, backward] = *applied;
    const bool nothingChanged
        = std::ranges::equal(operations, Operations(backward.rbegin(), backward.rend()));
    if (nothingChanged)
        return true;
    // The stack may drop the command within push() when it merges, so what is told stays outside of
    // it.
    const ChangeSet told = changes;
    const Operations done = operations;
    m_stack->push(
        new EditCommand(*this, name, std::move(operations), std::move(backward), merge.gesture));
    publish(done, told);
    return true;
}

void BoardController::replay(const Operations& operations)
{
    auto applied = apply(m_board, operations);
    if (!applied) {
        // Only a defect can get here: the stack's steps fit the board by construction. The board
        // stays as it is.
        emit refused(applied.error().message);
        return;
    }
    publish(operations, *applied);
}

void BoardController::publish(const Operations& operations, const ChangeSet& changes)
{
    if (m_journal)
        m_journal(operations);
    emit changed(changes);
}

NoteId BoardController::addNote(NoteKind kind, QPointF center, const QString& text)
{
    return addNote(makeNote({}, kind, center, text));
}

NoteId BoardController::addNote(Note note)
{
    note.id = NoteId(m_board.nextId());
    const NoteId id = note.id;
    const QString name = tr("Add %1").arg(QString::fromUtf8(notationOf(note.kind).name).toLower());
    return edit(name, {AddNote{std::move(note)}}) ? id : NoteId{};
}

FrameId BoardController::addFrame(const QRectF& rect, const QString& name)
{
    Frame frame;
    frame.rect = rect.normalized();
    frame.name = name;
    return addFrame(std::move(frame));
}

FrameId BoardController::addFrame(Frame frame)
{
    frame.id = FrameId(m_board.nextId());
    const FrameId id = frame.id;
    const QString what = QString::fromUtf8(frameKindEntry(frame.kind).name).toLower();
    return edit(tr("Add %1").arg(what), {AddFrame{std::move(frame)}}) ? id : FrameId{};
}

ConnectorId BoardController::connectNotes(NoteId from, NoteId to, const QString& label, bool pinned)
{
    for (const auto& [id, connector] : m_board.connectors())
        if (connector.from == from && connector.to == to)
            return id;
    const ConnectorId id(m_board.nextId());
    return edit(pinned ? tr("Pin edge") : tr("Connect notes"),
               {AddConnector{{id, from, to, label, pinned}}})
        ? id
        : ConnectorId{};
}

bool BoardController::setText(NoteId note, const QString& text, MergeKey merge)
{
    return edit(tr("Change text"), {ChangeNote{note, NoteProperty::Text, text}}, merge);
}

bool BoardController::setKind(const std::set<NoteId>& notes, NoteKind kind)
{
    return edit(tr("Change kind"), kindPlan(m_board, unlessLocked(m_board, notes), kind));
}

bool BoardController::resize(NoteId note, const QRectF& rect, MergeKey merge)
{
    return edit(
        tr("Resize note"), {ChangeNote{note, NoteProperty::Rect, rect.normalized()}}, merge);
}

bool BoardController::setProperty(const std::set<NoteId>& notes, NoteProperty property,
    const PropertyValue& value, MergeKey merge)
{
    Operations operations;
    for (const NoteId id : isFreeOfLock(property) ? notes : unlessLocked(m_board, notes))
        operations.emplace_back(ChangeNote{id, property, value});
    const NotePropertyEntry* entry = notePropertyEntry(property);
    return edit(tr("Change %1").arg(entry ? QString::fromUtf8(entry->name).toLower() : QString()),
        std::move(operations), merge);
}

bool BoardController::setFields(NoteId note, std::vector<NoteField> fields)
{
    const auto highestOf = [](const std::vector<NoteField>& all) {
        quint32 highest = 0;
        for (const NoteField& field : all)
            highest = std::max(highest, field.number);
        return highest;
    };
    const Note* before = m_board.note(note);
    quint32 used = highestOf(fields);
    if (before)
        used = std::max({used, highestOf(before->fields),
            static_cast<quint32>(before->integer(NoteProperty::FieldsUsed))});
    for (NoteField& field : fields)
        if (field.number == 0)
            field.number = ++used;
    Operations operations;
    // A number stays used when its field goes; where a field still shows it, nothing need be kept.
    if (used > highestOf(fields))
        operations.emplace_back(ChangeNote{note, NoteProperty::FieldsUsed, qint64{used}});
    operations.emplace_back(ChangeNote{note, NoteProperty::Fields, std::move(fields)});
    return edit(tr("Change fields"), std::move(operations));
}

bool BoardController::moveTo(const std::map<NoteId, QPointF>& notes,
    const std::map<FrameId, QPointF>& frames, MergeKey merge)
{
    if (notes.empty() && frames.empty())
        return true;
    const int count = static_cast<int>(notes.size());
    const QString name = notes.empty() ? tr("Move frame")
        : count == 1                   ? tr("Move note")
                                       : tr("Move %1 notes").arg(count);
    MoveElements move{notes, frames};
    if (Handful free = withoutLocked(m_board, handfulOf(move)); !free.isEmpty()) {
        std::erase_if(move.notes, [&](const auto& to) { return !free.notes.contains(to.first); });
        std::erase_if(move.frames, [&](const auto& to) { return !free.frames.contains(to.first); });
    }
    return edit(name, {std::move(move)}, merge);
}

bool BoardController::moveBy(
    const std::set<NoteId>& notes, const std::set<FrameId>& frames, QPointF delta, MergeKey merge)
{
    const Handful moving
        = withoutLocked(m_board, withMembers(m_board, withoutLocked(m_board, {notes, frames})));
    if (moving.isEmpty()) {
        const auto refusal = lockRefusal(m_board, notes, frames);
        if (refusal)
            emit refused(refusal->why);
        return !refusal;
    }
    std::map<NoteId, QPointF> noteTargets;
    for (const NoteId id : moving.notes)
        noteTargets.emplace(id, m_board.note(id)->rect.topLeft() + delta);
    std::map<FrameId, QPointF> frameTargets;
    for (const FrameId id : moving.frames)
        frameTargets.emplace(id, m_board.frame(id)->rect.topLeft() + delta);
    return moveTo(noteTargets, frameTargets, merge);
}

bool BoardController::changeFrame(const Frame& frame, MergeKey merge)
{
    return edit(tr("Change frame"), {ChangeFrame{frame}}, merge);
}

bool BoardController::changeConnector(const Connector& connector, MergeKey merge)
{
    for (const auto& [id, other] : m_board.connectors())
        if (id != connector.id && other.from == connector.from && other.to == connector.to)
            return edit(tr("Join arrows"), {RemoveConnector{connector.id}}, merge);
    return edit(tr("Change connector"), {ChangeConnector{connector}}, merge);
}

bool BoardController::changeSettings(const BoardSettings& settings)
{
    return edit(tr("Change board settings"), {ChangeSettings{settings}});
}

bool BoardController::remove(const std::set<NoteId>& notes, const std::set<FrameId>& frames,
    const std::set<ConnectorId>& connectors)
{
    Handful gone = withoutLocked(m_board, {notes, frames});
    if (gone.isEmpty() && connectors.empty())
        gone = {notes, frames};
    const int count = static_cast<int>(gone.notes.size());
    const QString name = count > 1 ? tr("Delete %1 notes").arg(count)
        : count == 1               ? tr("Delete note")
        : !gone.frames.empty()     ? tr("Delete frame")
                                   : tr("Delete connector");
    return edit(name, removalOf(m_board, gone.notes, gone.frames, connectors));
}

void BoardController::beginMacro(const QString& name)
{
    m_stack->beginMacro(name);
}
void BoardController::endMacro()
{
    m_stack->endMacro();
}
bool BoardController::isClean() const
{
    return m_stack->isClean();
}
void BoardController::setClean()
{
    m_stack->setClean();
}

}  // namespace stormbench::storming
