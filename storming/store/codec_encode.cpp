// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/codec.h"

#include "storming/store/board.pb.h"

namespace stormbench::storming {

namespace {

std::string utf8(const QString& text)
{
    return text.toStdString();
}

void put(pb::Rect& out, const QRectF& rect)
{
    out.set_x(rect.x());
    out.set_y(rect.y());
    out.set_width(rect.width());
    out.set_height(rect.height());
}

void put(pb::Field& out, const NoteField& field)
{
    out.set_number(field.number);
    out.set_name(utf8(field.name));
    out.set_type(static_cast<quint32>(field.type));
    out.set_optional(field.optional);
    out.set_example(utf8(field.example));
    out.set_semantic(utf8(field.semantic));
}

struct PutValue {
    pb::Value& out;
    void operator()(std::monostate) const { }
    void operator()(bool flag) const { out.set_flag(flag); }
    void operator()(qint64 integer) const { out.set_integer(integer); }
    void operator()(double number) const { out.set_number(number); }
    void operator()(const QString& text) const { out.set_text(utf8(text)); }
    void operator()(const QRectF& rect) const { put(*out.mutable_rect(), rect); }
    void operator()(NoteKind kind) const { out.set_kind(static_cast<quint32>(kind)); }
    void operator()(const std::vector<NoteField>& fields) const
    {
        pb::Fields& list = *out.mutable_fields();
        for (const NoteField& field : fields)
            put(*list.add_fields(), field);
    }
    void operator()(const std::vector<SagaStep>& steps) const
    {
        pb::Steps& list = *out.mutable_steps();
        for (const SagaStep& step : steps) {
            pb::Step& entry = *list.add_steps();
            entry.set_command(utf8(step.command));
            entry.set_compensation(utf8(step.compensation));
            entry.set_timeout_ms(step.timeoutMs);
        }
    }
    void operator()(const std::vector<Comment>& comments) const
    {
        pb::Comments& list = *out.mutable_comments();
        for (const Comment& comment : comments) {
            pb::Comment& entry = *list.add_comments();
            entry.set_author(utf8(comment.author));
            entry.set_text(utf8(comment.text));
            entry.set_at_ms(comment.atMs);
            entry.set_resolved(comment.resolved);
        }
    }
    void operator()(const QByteArray& bytes) const { out.set_data(bytes.toStdString()); }
};

void put(pb::Property& out, NoteProperty property, const PropertyValue& value)
{
    out.set_property(static_cast<quint32>(property));
    std::visit(PutValue{*out.mutable_value()}, value);
}

void put(pb::Note& out, const Note& note)
{
    out.set_id(note.id.value());
    out.set_kind(static_cast<quint32>(note.kind));
    put(*out.mutable_rect(), note.rect);
    out.set_text(utf8(note.text));
    out.set_z(note.z);
    out.set_description(utf8(note.description));
    for (const NoteField& field : note.fields)
        put(*out.add_fields(), field);
    for (const auto& [property, value] : note.properties)
        put(*out.add_properties(), property, value);
}

void put(pb::Frame& out, const Frame& frame)
{
    out.set_id(frame.id.value());
    out.set_name(utf8(frame.name));
    put(*out.mutable_rect(), frame.rect);
    out.set_domain(utf8(frame.domain));
    out.set_context(utf8(frame.context));
    out.set_owner(utf8(frame.owner));
    if (frame.kind != FrameKind::Context)
        out.set_kind(static_cast<quint32>(frame.kind));
    out.set_locked(frame.locked);
    out.set_order(frame.order);
}

void put(pb::Connector& out, const Connector& connector)
{
    out.set_id(connector.id.value());
    out.set_from(connector.from.value());
    out.set_to(connector.to.value());
    out.set_label(utf8(connector.label));
    out.set_pinned(connector.pinned);
}

void put(pb::Settings& out, const BoardSettings& settings)
{
    out.set_title(utf8(settings.title));
    out.set_level(static_cast<quint32>(settings.level));
    out.set_method(static_cast<quint32>(settings.method));
    out.set_domain(utf8(settings.domain));
    out.set_naming_template(utf8(settings.namingTemplate));
    for (const auto& [kind, style] : settings.kinds) {
        pb::KindStyle& entry = *out.add_kinds();
        entry.set_kind(static_cast<quint32>(kind));
        entry.set_name(utf8(style.name));
        entry.set_color(utf8(style.color));
    }
    for (const auto& [place, remark] : settings.remarks) {
        pb::Remark& entry = *out.add_remarks();
        entry.set_element(place.element);
        entry.set_part(utf8(place.part));
        entry.set_above(utf8(remark.above));
        entry.set_behind(utf8(remark.behind));
    }
}

void put(pb::Move& out, quint64 id, QPointF to)
{
    out.set_id(id);
    out.mutable_to()->set_x(to.x());
    out.mutable_to()->set_y(to.y());
}

struct PutOperation {
    pb::Operation& out;
    void operator()(const AddNote& op) const { put(*out.mutable_add_note(), op.note); }
    void operator()(const RemoveNote& op) const { out.set_remove_note(op.id.value()); }
    void operator()(const ChangeNote& op) const
    {
        out.mutable_change_note()->set_id(op.id.value());
        put(*out.mutable_change_note()->mutable_property(), op.property, op.value);
    }
    void operator()(const MoveElements& op) const
    {
        pb::MoveElements& moves = *out.mutable_move_elements();
        for (const auto& [id, to] : op.notes)
            put(*moves.add_notes(), id.value(), to);
        for (const auto& [id, to] : op.frames)
            put(*moves.add_frames(), id.value(), to);
    }
    void operator()(const AddFrame& op) const { put(*out.mutable_add_frame(), op.frame); }
    void operator()(const RemoveFrame& op) const { out.set_remove_frame(op.id.value()); }
    void operator()(const ChangeFrame& op) const { put(*out.mutable_change_frame(), op.frame); }
    void operator()(const AddConnector& op) const
    {
        put(*out.mutable_add_connector(), op.connector);
    }
    void operator()(const RemoveConnector& op) const { out.set_remove_connector(op.id.value()); }
    void operator()(const ChangeConnector& op) const
    {
        put(*out.mutable_change_connector(), op.connector);
    }
    void operator()(const ChangeSettings& op) const
    {
        put(*out.mutable_change_settings(), op.settings);
    }
};

}  // namespace

QByteArray encodeBatch(const Operations& operations)
{
    pb::Batch batch;
    for (const Operation& operation : operations)
        std::visit(PutOperation{*batch.add_operations()}, operation);
    return QByteArray::fromStdString(batch.SerializeAsString());
}

QByteArray encodeSnapshot(const Board& board)
{
    pb::Snapshot snapshot;
    put(*snapshot.mutable_settings(), board.settings());
    for (const auto& [id, frame] : board.frames())
        put(*snapshot.add_frames(), frame);
    for (const auto& [id, note] : board.notes())
        put(*snapshot.add_notes(), note);
    for (const auto& [id, connector] : board.connectors())
        put(*snapshot.add_connectors(), connector);
    snapshot.set_next_id(board.nextId());
    return QByteArray::fromStdString(snapshot.SerializeAsString());
}

}  // namespace stormbench::storming
