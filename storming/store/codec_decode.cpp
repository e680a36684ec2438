// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/codec.h"

#include "storming/store/board.pb.h"

namespace stormbench::storming {

namespace {

tl::unexpected<BoardError> corrupt(const char* what)
{
    return boardFail(BoardErrorCode::Corrupt,
        QStringLiteral("The file holds %1 that this version cannot read.")
            .arg(QString::fromLatin1(what)));
}

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}
QRectF rect(const pb::Rect& in)
{
    return {in.x(), in.y(), in.width(), in.height()};
}

BoardResult<NoteField> field(const pb::Field& in)
{
    for (const FieldTypeEntry& entry : fieldTypes())
        if (static_cast<quint32>(entry.type) == in.type())
            return NoteField{in.number(), text(in.name()), entry.type, in.optional(),
                text(in.example()), text(in.semantic())};
    return corrupt("a type of field");
}

template <typename List> BoardResult<std::vector<NoteField>> fieldList(const List& list)
{
    std::vector<NoteField> fields;
    for (const pb::Field& in : list) {
        auto decoded = field(in);
        if (!decoded)
            return tl::unexpected(decoded.error());
        fields.push_back(*std::move(decoded));
    }
    return fields;
}

std::vector<SagaStep> stepList(const pb::Steps& in)
{
    std::vector<SagaStep> steps;
    for (const pb::Step& step : in.steps())
        steps.push_back({text(step.command()), text(step.compensation()), step.timeout_ms()});
    return steps;
}

std::vector<Comment> commentList(const pb::Comments& in)
{
    std::vector<Comment> comments;
    for (const pb::Comment& comment : in.comments())
        comments.push_back(
            {text(comment.author()), text(comment.text()), comment.at_ms(), comment.resolved()});
    return comments;
}

BoardResult<PropertyValue> value(const pb::Value& in)
{
    switch (in.value_case()) {
    case pb::Value::kFlag: return in.flag();
    case pb::Value::kInteger: return qint64{in.integer()};
    case pb::Value::kNumber: return in.number();
    case pb::Value::kText: return text(in.text());
    case pb::Value::kRect: return rect(in.rect());
    case pb::Value::kKind: {
        const auto kind = noteKindFromNumber(in.kind());
        return kind ? BoardResult<PropertyValue>(*kind) : corrupt("a kind of note");
    }
    case pb::Value::kFields: {
        auto fields = fieldList(in.fields().fields());
        if (!fields)
            return tl::unexpected(fields.error());
        return PropertyValue(*std::move(fields));
    }
    case pb::Value::kSteps: return PropertyValue(stepList(in.steps()));
    case pb::Value::kComments: return PropertyValue(commentList(in.comments()));
    case pb::Value::kData: return PropertyValue(QByteArray::fromStdString(in.data()));
    case pb::Value::VALUE_NOT_SET: return PropertyValue();
    }
    return corrupt("a value");
}

BoardResult<Note> note(const pb::Note& in)
{
    const auto kind = noteKindFromNumber(in.kind());
    if (!kind)
        return corrupt("a kind of note");
    auto fields = fieldList(in.fields());
    if (!fields)
        return tl::unexpected(fields.error());
    Note note;
    note.id = NoteId(in.id());
    note.kind = *kind;
    note.rect = rect(in.rect());
    note.text = text(in.text());
    note.z = in.z();
    note.description = text(in.description());
    note.fields = *std::move(fields);
    for (const pb::Property& property : in.properties()) {
        auto decoded = value(property.value());
        if (!decoded)
            return tl::unexpected(decoded.error());
        note.properties.emplace(
            static_cast<NoteProperty>(property.property()), *std::move(decoded));
    }
    return note;
}

BoardResult<Frame> frame(const pb::Frame& in)
{
    const auto kind = frameKindFromNumber(in.kind() == 0 ? 1 : in.kind());
    if (!kind)
        return corrupt("a kind of frame");
    return Frame{FrameId(in.id()), text(in.name()), rect(in.rect()), text(in.domain()),
        text(in.context()), text(in.owner()), *kind, in.locked(), in.order()};
}

Connector connector(const pb::Connector& in)
{
    return {
        ConnectorId(in.id()), NoteId(in.from()), NoteId(in.to()), text(in.label()), in.pinned()};
}

BoardResult<BoardSettings> settings(const pb::Settings& in)
{
    BoardSettings out;
    out.title = text(in.title());
    out.level = static_cast<Level>(in.level());
    out.method = static_cast<Method>(in.method());
    out.domain = text(in.domain());
    out.namingTemplate = text(in.naming_template());
    for (const pb::KindStyle& style : in.kinds()) {
        const auto kind = noteKindFromNumber(style.kind());
        if (!kind)
            return corrupt("a kind of note");
        out.kinds.insert_or_assign(*kind, KindStyle{text(style.name()), text(style.color())});
    }
    for (const pb::Remark& remark : in.remarks())
        out.remarks.insert_or_assign(RemarkPlace{remark.element(), text(remark.part())},
            Remark{text(remark.above()), text(remark.behind())});
    const bool known = levelEntry(out.level).level == out.level
        && (out.method == Method::EventStorming || out.method == Method::EventModeling);
    return known ? BoardResult<BoardSettings>(std::move(out)) : corrupt("settings");
}

MoveElements moves(const pb::MoveElements& in)
{
    MoveElements out;
    for (const pb::Move& move : in.notes())
        out.notes.emplace(NoteId(move.id()), QPointF(move.to().x(), move.to().y()));
    for (const pb::Move& move : in.frames())
        out.frames.emplace(FrameId(move.id()), QPointF(move.to().x(), move.to().y()));
    return out;
}

BoardResult<Operation> operation(const pb::Operation& in)
{
    using In = pb::Operation;
    switch (in.operation_case()) {
    case In::kAddNote:
        return note(in.add_note()).map([](Note decoded) {
            return Operation(AddNote{std::move(decoded)});
        });
    case In::kRemoveNote: return RemoveNote{NoteId(in.remove_note())};
    case In::kChangeNote: {
        const pb::Property& property = in.change_note().property();
        return value(property.value()).map([&](PropertyValue decoded) {
            return Operation(ChangeNote{NoteId(in.change_note().id()),
                static_cast<NoteProperty>(property.property()), std::move(decoded)});
        });
    }
    case In::kMoveElements: return moves(in.move_elements());
    case In::kAddFrame:
        return frame(in.add_frame()).map([](Frame decoded) {
            return Operation(AddFrame{std::move(decoded)});
        });
    case In::kRemoveFrame: return RemoveFrame{FrameId(in.remove_frame())};
    case In::kChangeFrame:
        return frame(in.change_frame()).map([](Frame decoded) {
            return Operation(ChangeFrame{std::move(decoded)});
        });
    case In::kAddConnector: return AddConnector{connector(in.add_connector())};
    case In::kRemoveConnector: return RemoveConnector{ConnectorId(in.remove_connector())};
    case In::kChangeConnector: return ChangeConnector{connector(in.change_connector())};
    case In::kChangeSettings:
        return settings(in.change_settings()).map([](BoardSettings decoded) {
            return Operation(ChangeSettings{std::move(decoded)});
        });
    case In::OPERATION_NOT_SET: break;
    }
    return corrupt("a kind of change");
}

}  // namespace

BoardResult<Operations> decodeBatch(const QByteArray& bytes)
{
    pb::Batch batch;
    if (!batch.ParseFromArray(bytes.constData(), static_cast<int>(bytes.size())))
        return corrupt("a change");
    Operations operations;
    for (const pb::Operation& in : batch.operations()) {
        auto decoded = operation(in);
        if (!decoded)
            return tl::unexpected(decoded.error());
        operations.push_back(*std::move(decoded));
    }
    return operations;
}

BoardResult<Board> decodeSnapshot(const QByteArray& bytes)
{
    pb::Snapshot snapshot;
    if (!snapshot.ParseFromArray(bytes.constData(), static_cast<int>(bytes.size())))
        return corrupt("a snapshot");
    auto boardSettings = settings(snapshot.settings());
    if (!boardSettings)
        return tl::unexpected(boardSettings.error());

    Operations operations{ChangeSettings{*std::move(boardSettings)}};
    for (const pb::Frame& in : snapshot.frames()) {
        auto decoded = frame(in);
        if (!decoded)
            return tl::unexpected(decoded.error());
        operations.emplace_back(AddFrame{*std::move(decoded)});
    }
    for (const pb::Note& in : snapshot.notes()) {
        auto decoded = note(in);
        if (!decoded)
            return tl::unexpected(decoded.error());
        operations.emplace_back(AddNote{*std::move(decoded)});
    }
    for (const pb::Connector& in : snapshot.connectors())
        operations.emplace_back(AddConnector{connector(in)});

    Board board;
    if (auto applied = apply(board, std::move(operations)); !applied)
        return tl::unexpected(BoardError{BoardErrorCode::Corrupt, applied.error().message});
    board.reserveIds(snapshot.next_id());
    return board;
}

}  // namespace stormbench::storming
