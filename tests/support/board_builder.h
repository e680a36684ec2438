// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

#include "storming/model/operation.h"

namespace stormbench::storming {

/// Builds boards for tests in a few words: notes far apart, joined by connectors only.
class BoardBuilder {
public:
    BoardBuilder()
    {
        BoardSettings settings;
        settings.title = QStringLiteral("Shop");
        settings.domain = QStringLiteral("shop");
        run(ChangeSettings{settings});
    }

    NoteId note(NoteKind kind, const QString& text, const QStringList& fields = {})
    {
        Note note = makeNote(NoteId(m_board.nextId()), kind, m_next, text);
        m_next += QPointF(400, 0);
        quint32 number = 0;
        for (const QString& field : fields) {
            const auto parts = field.split(u'=');
            note.fields.push_back(
                {++number, parts.value(0), FieldType::String, false, parts.value(1)});
        }
        const NoteId id = note.id;
        run(AddNote{std::move(note)});
        return id;
    }

    void connect(NoteId from, NoteId to)
    {
        Connector connector;
        connector.id = ConnectorId(m_board.nextId());
        connector.from = from;
        connector.to = to;
        run(AddConnector{connector});
    }
    void chain(const std::vector<NoteId>& notes)
    {
        for (std::size_t i = 1; i < notes.size(); ++i)
            connect(notes[i - 1], notes[i]);
    }

    void set(NoteId id, NoteProperty property, PropertyValue value)
    {
        run(ChangeNote{id, property, std::move(value)});
    }

    /// Draws a frame around notes.
    void frame(const QString& name, const std::vector<NoteId>& notes)
    {
        Frame frame;
        frame.id = FrameId(m_board.nextId());
        frame.name = name;
        for (const NoteId id : notes)
            frame.rect = frame.rect.united(m_board.note(id)->rect.adjusted(-40, -40, 40, 40));
        run(AddFrame{frame});
    }

    void run(Operation operation)
    {
        const auto result = apply(m_board, std::move(operation));
        Q_ASSERT_X(
            result.has_value(), "BoardBuilder", result ? "" : qPrintable(result.error().message));
    }

    [[nodiscard]] const Board& board() const { return m_board; }

private:
    Board m_board;
    QPointF m_next{0, 0};
};

/// Customer → Place Order → Order → Order Placed → "whenever …, charge" → Charge Card → Payment →
/// Card Charged → Sales view, in two contexts.
struct ShopBoard : BoardBuilder {
    NoteId customer = note(NoteKind::Actor, QStringLiteral("Customer"));
    NoteId placeOrder = note(NoteKind::Command, QStringLiteral("Place Order"),
        {QStringLiteral("orderId"), QStringLiteral("total=99.50")});
    NoteId order = note(NoteKind::Aggregate, QStringLiteral("Order"), {QStringLiteral("orderId")});
    NoteId orderPlaced = note(NoteKind::Event, QStringLiteral("Order Placed"),
        {QStringLiteral("orderId"), QStringLiteral("total")});
    NoteId policy = note(NoteKind::Policy, QStringLiteral("Charge on order"));
    NoteId chargeCard = note(NoteKind::Command, QStringLiteral("Charge Card"),
        {QStringLiteral("orderId"), QStringLiteral("total")});
    NoteId payment
        = note(NoteKind::System, QStringLiteral("Payment Provider"), {QStringLiteral("orderId")});
    NoteId cardCharged = note(NoteKind::Event, QStringLiteral("Card Charged"),
        {QStringLiteral("orderId"), QStringLiteral("total")});
    NoteId sales = note(NoteKind::ReadModel, QStringLiteral("Sales"));

    ShopBoard()
    {
        chain({customer, placeOrder, order, orderPlaced, policy, chargeCard, payment, cardCharged,
            sales});
        frame(QStringLiteral("Ordering"), {customer, placeOrder, order, orderPlaced});
        frame(QStringLiteral("Billing"), {policy, chargeCard, payment, cardCharged, sales});
    }
};

}  // namespace stormbench::storming
