// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/codec.h"

#include "storming/store/board.pb.h"
#include "storming/store/left_out.h"

#include <google/protobuf/wire_format_lite.h>

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

Connector connector(const pb::Connector& in)
{
    return {
        ConnectorId(in.id()), NoteId(in.from()), NoteId(in.to()), text(in.label()), in.pinned()};
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

// Whether a message has fields behind the last that this version knows. (The lite runtime keeps
// them, and gives them to nobody.)
bool holdsMore(const google::protobuf::MessageLite& in, int last)
{
    using google::protobuf::internal::WireFormatLite;
    const std::string bytes = in.SerializeAsString();
    google::protobuf::io::CodedInputStream stream(
        reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<int>(bytes.size()));
    for (auto tag = stream.ReadTag(); tag != 0; tag = stream.ReadTag())
        if (WireFormatLite::GetTagFieldNumber(tag) > last
            || !WireFormatLite::SkipField(&stream, tag))
            return true;
    return false;
}

// Of a type that this version does not know.
bool isUnknown(const pb::Value& in)
{
    return in.value_case() == pb::Value::VALUE_NOT_SET && in.ByteSizeLong() > 0;
}

// Numbers of what is left out of an element: a property's own, a field's from here on.
constexpr quint32 kUnknownPart = 0;
constexpr quint32 kFieldPart = 1 << 20;

/// Makes operations of messages. Strict, or, where it may leave out what it does not know, taking
/// down what that was.
class Decoder {
public:
    explicit Decoder(LeftOut* leftOut)
        : m_leftOut(leftOut)
    {
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
            if (kind)
                out.kinds.insert_or_assign(
                    *kind, KindStyle{text(style.name()), text(style.color())});
            else if (!leaves(0, style.kind()))
                return corrupt("a kind of note");
        }
        for (const pb::Remark& remark : in.remarks())
            out.remarks.insert_or_assign(RemarkPlace{remark.element(), text(remark.part())},
                Remark{text(remark.above()), text(remark.behind())});
        lookBehind(0, in, pb::Settings::kRemarksFieldNumber);
        if (levelEntry(out.level).level != out.level) {
            if (!leaves(0, kUnknownPart))
                return corrupt("settings");
            out.level = BoardSettings().level;
        }
        if (out.method != Method::EventStorming && out.method != Method::EventModeling) {
            if (!leaves(0, kUnknownPart))
                return corrupt("settings");
            out.method = BoardSettings().method;
        }
        return out;
    }

    BoardResult<Note> note(const pb::Note& in)
    {
        const auto kind = noteKindFromNumber(in.kind());
        if (!kind) {
            if (m_leftOut)
                m_leftOut->notes.emplace(in.id());
            return corrupt("a kind of note");
        }
        auto fields = fieldList(in.id(), in.fields());
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
            auto decoded = value(in.id(), property.value());
            if (decoded && (!m_leftOut || isKnownProperty(property, *decoded)))
                note.properties.emplace(
                    static_cast<NoteProperty>(property.property()), *std::move(decoded));
            else if (!leaves(in.id(), property.property()))
                return tl::unexpected(decoded.error());
        }
        lookBehind(in.id(), in, pb::Note::kPropertiesFieldNumber);
        return note;
    }

    BoardResult<Frame> frame(const pb::Frame& in)
    {
        const auto kind = frameKindFromNumber(in.kind() == 0 ? 1 : in.kind());
        if (!kind) {
            if (m_leftOut)
                m_leftOut->frames.emplace(in.id());
            return corrupt("a kind of frame");
        }
        lookBehind(in.id(), in, pb::Frame::kOrderFieldNumber);
        return Frame{FrameId(in.id()), text(in.name()), rect(in.rect()), text(in.domain()),
            text(in.context()), text(in.owner()), *kind, in.locked(), in.order()};
    }

    BoardResult<Operation> operation(const pb::Operation& in);

private:
    /// Whether it may go without; takes down what.
    bool leaves(quint64 element, quint32 part)
    {
        if (m_leftOut)
            m_leftOut->details.emplace(element, part);
        return m_leftOut != nullptr;
    }
    /// What a later version says of an element beyond the last field that this one reads.
    void lookBehind(quint64 element, const google::protobuf::MessageLite& in, int last)
    {
        if (m_leftOut && holdsMore(in, last))
            m_leftOut->details.emplace(element, kUnknownPart);
    }
    static bool isKnown(const pb::Property& in, const PropertyValue& value)
    {
        const auto property = static_cast<NoteProperty>(in.property());
        const NotePropertyEntry* entry = notePropertyEntry(property);
        return entry && !isUnknown(in.value()) && fits(*entry, value);
    }

    // One that a note keeps beside its members.
    static bool isKnownProperty(const pb::Property& in, const PropertyValue& value)
    {
        return isKnown(in, value) && !isMember(static_cast<NoteProperty>(in.property()))
            && !std::holds_alternative<std::monostate>(value);
    }

    template <typename List>
    BoardResult<std::vector<NoteField>> fieldList(quint64 element, const List& list)
    {
        std::vector<NoteField> fields;
        for (const pb::Field& in : list) {
            auto decoded = field(in);
            if (decoded)
                fields.push_back(*std::move(decoded));
            else if (!leaves(element, kFieldPart + in.number()))
                return tl::unexpected(decoded.error());
        }
        return fields;
    }

    BoardResult<PropertyValue> value(quint64 element, const pb::Value& in);
    BoardResult<Operation> change(const pb::ChangeNote& in);

    LeftOut* m_leftOut;
};

BoardResult<PropertyValue> Decoder::value(quint64 element, const pb::Value& in)
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
        auto fields = fieldList(element, in.fields().fields());
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

BoardResult<Operation> Decoder::change(const pb::ChangeNote& in)
{
    auto decoded = value(in.id(), in.property().value());
    if (m_leftOut && (!decoded || !isKnown(in.property(), *decoded))) {
        m_leftOut->details.emplace(in.id(), in.property().property());
        return corrupt("a change of a note");
    }
    if (!decoded)
        return tl::unexpected(decoded.error());
    return ChangeNote{
        NoteId(in.id()), static_cast<NoteProperty>(in.property().property()), *std::move(decoded)};
}

BoardResult<Operation> Decoder::operation(const pb::Operation& in)
{
    using In = pb::Operation;
    switch (in.operation_case()) {
    case In::kAddNote:
        return note(in.add_note()).map([](Note decoded) {
            return Operation(AddNote{std::move(decoded)});
        });
    case In::kRemoveNote: return RemoveNote{NoteId(in.remove_note())};
    case In::kChangeNote: return change(in.change_note());
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
    case In::OPERATION_NOT_SET:
        if (m_leftOut)
            ++m_leftOut->changes;
        break;
    }
    return corrupt("a kind of change");
}

}  // namespace

BoardResult<Operations> decodeBatch(const QByteArray& bytes, LeftOut* leftOut)
{
    pb::Batch batch;
    if (!batch.ParseFromArray(bytes.constData(), static_cast<int>(bytes.size())))
        return corrupt("a change");
    Decoder decoder(leftOut);
    Operations operations;
    for (const pb::Operation& in : batch.operations()) {
        auto decoded = decoder.operation(in);
        if (decoded)
            operations.push_back(*std::move(decoded));
        else if (!leftOut)
            return tl::unexpected(decoded.error());
    }
    return operations;
}

BoardResult<Board> decodeSnapshot(const QByteArray& bytes, LeftOut* leftOut)
{
    pb::Snapshot snapshot;
    if (!snapshot.ParseFromArray(bytes.constData(), static_cast<int>(bytes.size())))
        return corrupt("a snapshot");
    Decoder decoder(leftOut);
    auto boardSettings = decoder.settings(snapshot.settings());
    if (!boardSettings)
        return tl::unexpected(boardSettings.error());

    Operations operations{ChangeSettings{*std::move(boardSettings)}};
    for (const pb::Frame& in : snapshot.frames()) {
        auto decoded = decoder.frame(in);
        if (decoded)
            operations.emplace_back(AddFrame{*std::move(decoded)});
        else if (!leftOut)
            return tl::unexpected(decoded.error());
    }
    for (const pb::Note& in : snapshot.notes()) {
        auto decoded = decoder.note(in);
        if (decoded)
            operations.emplace_back(AddNote{*std::move(decoded)});
        else if (!leftOut)
            return tl::unexpected(decoded.error());
    }
    for (const pb::Connector& in : snapshot.connectors())
        operations.emplace_back(AddConnector{connector(in)});

    Board board;
    if (leftOut) {
        if (holdsMore(snapshot, pb::Snapshot::kNextIdFieldNumber))
            leftOut->details.emplace(0, kUnknownPart);
        applyWhatFits(board, std::move(operations), *leftOut);
    } else if (auto applied = apply(board, std::move(operations)); !applied) {
        return tl::unexpected(BoardError{BoardErrorCode::Corrupt, applied.error().message});
    }
    board.reserveIds(snapshot.next_id());
    return board;
}

}  // namespace stormbench::storming
