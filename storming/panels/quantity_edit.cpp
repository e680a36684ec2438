// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/quantity_edit.h"

#include "resources/ui/tokens.h"
#include "storming/panels/kind_look.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace stormbench::storming {

std::vector<const Note*> notesOf(const Board& board, const std::set<NoteId>& ids)
{
    std::vector<const Note*> notes;
    for (const NoteId id : ids)
        if (const Note* note = board.note(id))
            notes.push_back(note);
    return notes;
}

QuantityEdit::QuantityEdit(
    BoardController& controller, std::set<NoteId> notes, const PropertyForm& form, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_notes(std::move(notes))
    , m_form(form)
    , m_type(notePropertyEntry(form.property)->type)
    , m_line(new QLineEdit)
    , m_complaint(new QLabel)
    , m_merge{controller.beginGesture()}
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_line);
    column->addWidget(m_complaint);
    setFocusProxy(m_line);
    setLook(m_complaint, "error");
    m_complaint->setWordWrap(true);
    m_complaint->hide();
    m_line->setToolTip(QString::fromUtf8(form.help));
    m_line->setAccessibleName(QString::fromUtf8(form.label));
    m_line->setAccessibleDescription(QString::fromUtf8(form.help));
    connect(m_line, &QLineEdit::textEdited, this, &QuantityEdit::typed);
    connect(m_line, &QLineEdit::editingFinished, this, &QuantityEdit::finished);
    read();
}

QuantityEdit::~QuantityEdit()
{
    // A line that dies with the focus still says that its editing is finished.
    m_line->disconnect(this);
}

QString QuantityEdit::complaint() const
{
    return m_complaint->isHidden() ? QString() : m_complaint->text();
}

void QuantityEdit::read()
{
    if (m_line->hasFocus() || !complaint().isEmpty())
        return;
    const CommonValue common = commonValue(notesOf(m_controller.board(), m_notes), m_form.property);
    m_line->setPlaceholderText(common.mixed ? tr("mixed") : defaultText(m_form));
    const QString text = writeQuantity(m_form.quantity, common.value);
    if (m_line->text() != text)
        m_line->setText(text);
}

void QuantityEdit::typed(const QString& text)
{
    complain({});
    if (const auto value = readQuantity(m_form.quantity, m_type, text))
        m_controller.setProperty(m_notes, m_form.property, *value, m_merge);
}

void QuantityEdit::finished()
{
    m_merge = {m_controller.beginGesture()};
    if (!m_line->isModified())
        return;
    m_line->setModified(false);
    const auto value = readQuantity(m_form.quantity, m_type, m_line->text());
    complain(value ? QString() : value.error().message);
    if (value)
        m_line->setText(writeQuantity(m_form.quantity, *value));
}

void QuantityEdit::complain(const QString& text)
{
    m_complaint->setText(text);
    m_complaint->setVisible(!text.isEmpty());
}

}  // namespace stormbench::storming
