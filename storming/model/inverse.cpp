// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/model/operation.h"

namespace stormbench::storming {

namespace {

/// One overload an operation; each reads from the board what the operation is about to overwrite.
struct Inverter {
    const Board& board;

    BoardResult<Operation> operator()(const AddNote& op) const { return RemoveNote{op.note.id}; }
    BoardResult<Operation> operator()(const RemoveNote& op) const
    {
        const Note* note = board.note(op.id);
        return note ? BoardResult<Operation>(AddNote{*note}) : missing();
    }
    BoardResult<Operation> operator()(const ChangeNote& op) const
    {
        const Note* note = board.note(op.id);
        return note
            ? BoardResult<Operation>(ChangeNote{op.id, op.property, note->value(op.property)})
            : missing();
    }
    BoardResult<Operation> operator()(const MoveElements& op) const
    {
        MoveElements back;
        for (const auto& [id, to] : op.notes) {
            const Note* note = board.note(id);
            if (!note)
                return missing();
            back.notes.emplace(id, note->rect.topLeft());
        }
        for (const auto& [id, to] : op.frames) {
            const Frame* frame = board.frame(id);
            if (!frame)
                return missing();
            back.frames.emplace(id, frame->rect.topLeft());
        }
        return back;
    }
    BoardResult<Operation> operator()(const AddFrame& op) const { return RemoveFrame{op.frame.id}; }
    BoardResult<Operation> operator()(const RemoveFrame& op) const
    {
        const Frame* frame = board.frame(op.id);
        return frame ? BoardResult<Operation>(AddFrame{*frame}) : missing();
    }
    BoardResult<Operation> operator()(const ChangeFrame& op) const
    {
        const Frame* frame = board.frame(op.frame.id);
        return frame ? BoardResult<Operation>(ChangeFrame{*frame}) : missing();
    }
    BoardResult<Operation> operator()(const AddConnector& op) const
    {
        return RemoveConnector{op.connector.id};
    }
    BoardResult<Operation> operator()(const RemoveConnector& op) const
    {
        const Connector* connector = board.connector(op.id);
        return connector ? BoardResult<Operation>(AddConnector{*connector}) : missing();
    }
    BoardResult<Operation> operator()(const ChangeConnector& op) const
    {
        const Connector* connector = board.connector(op.connector.id);
        return connector ? BoardResult<Operation>(ChangeConnector{*connector}) : missing();
    }
    BoardResult<Operation> operator()(const ChangeSettings&) const
    {
        return ChangeSettings{board.settings()};
    }

    static BoardResult<Operation> missing()
    {
        return boardFail(
            BoardErrorCode::NotFound, QStringLiteral("The board has no such element."));
    }
};

}  // namespace

BoardResult<Operation> inverse(const Board& before, const Operation& operation)
{
    return std::visit(Inverter{before}, operation);
}

namespace {

// What was written about elements goes with them.
void removeRemarks(const Board& board, Operations& operations)
{
    std::set<quint64> gone;
    for (const Operation& operation : operations) {
        if (const auto* note = std::get_if<RemoveNote>(&operation))
            gone.insert(note->id.value());
        else if (const auto* frame = std::get_if<RemoveFrame>(&operation))
            gone.insert(frame->id.value());
        else if (const auto* connector = std::get_if<RemoveConnector>(&operation))
            gone.insert(connector->id.value());
    }
    BoardSettings settings = board.settings();
    if (std::erase_if(settings.remarks,
            [&](const auto& remark) { return gone.contains(remark.first.element); }))
        operations.emplace_back(ChangeSettings{std::move(settings)});
}

}  // namespace

Operations removalOf(const Board& board, const std::set<NoteId>& notes,
    const std::set<FrameId>& frames, const std::set<ConnectorId>& connectors)
{
    Operations operations;
    for (const auto& [id, connector] : board.connectors())
        if (connectors.contains(id) || notes.contains(connector.from)
            || notes.contains(connector.to))
            operations.emplace_back(RemoveConnector{id});
    for (const NoteId id : notes)
        if (board.note(id))
            operations.emplace_back(RemoveNote{id});
    for (const FrameId id : frames)
        if (board.frame(id))
            operations.emplace_back(RemoveFrame{id});
    removeRemarks(board, operations);
    return operations;
}

Note makeNote(NoteId id, NoteKind kind, QPointF center, const QString& text)
{
    Note note;
    note.id = id;
    note.kind = kind;
    note.rect.setSize(notationOf(kind).size);
    note.rect.moveCenter(center);
    note.text = text;
    return note;
}

}  // namespace stormbench::storming
