// SPDX-License-Identifier: GPL-3.0-or-later
// The editors of what only some kinds have, derived from the declared properties.
#include "storming/panels/inspector_forms.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

QString written(const Note& note, const NotePropertyEntry& entry)
{
    if (!note.isSet(entry.property))
        return {};
    if (entry.type == PropertyType::Integer)
        return QString::number(note.integer(entry.property));
    return QString::number(note.number(entry.property));
}

}  // namespace

void InspectorForms::property(QVBoxLayout& column, NoteId id, const NotePropertyEntry& entry)
{
    const QString name = QString::fromUtf8(entry.name);
    BoardController& controller = m_controller;
    const NoteProperty property = entry.property;
    switch (entry.type) {
    case PropertyType::Flag: {
        auto* box = new QCheckBox(name);
        const auto read = [&controller, box, id, property] {
            if (const Note* note = controller.board().note(id))
                box->setChecked(note->flag(property));
        };
        read();
        m_readers.emplace_back(read);
        QObject::connect(box, &QCheckBox::clicked, box, [&controller, id, property](bool on) {
            controller.setProperty({id}, property, on ? PropertyValue(true) : PropertyValue());
        });
        column.addWidget(box);
        return;
    }
    case PropertyType::Choice: labelled(column, name, choice(id, entry)); return;
    case PropertyType::Integer:
    case PropertyType::Number: labelled(column, name, number(id, entry)); return;
    case PropertyType::Text:
        labelled(column, name,
            line(
                [&controller, id, property] {
                    const Note* n = controller.board().note(id);
                    return n ? n->string(property) : QString();
                },
                [&controller, id, property](const QString& text, MergeKey merge) {
                    controller.setProperty({id}, property,
                        text.isEmpty() ? PropertyValue() : PropertyValue(text), merge);
                }));
        return;
    case PropertyType::Rect:
    case PropertyType::Kind:
    case PropertyType::Fields: return;
    }
}

QWidget* InspectorForms::choice(NoteId id, const NotePropertyEntry& entry)
{
    auto* box = new QComboBox;
    box->addItems(QString::fromUtf8(entry.choices).split(u'|'));
    BoardController& controller = m_controller;
    const NoteProperty property = entry.property;
    const auto read = [&controller, box, id, property] {
        if (const Note* note = controller.board().note(id))
            box->setCurrentText(note->string(property));
    };
    read();
    m_readers.emplace_back(read);
    QObject::connect(box, &QComboBox::activated, box, [&controller, box, id, property] {
        controller.setProperty({id}, property, box->currentText());
    });
    return box;
}

// An empty field means the default, which stands there in grey.
QWidget* InspectorForms::number(NoteId id, const NotePropertyEntry& entry)
{
    BoardController& controller = m_controller;
    const NotePropertyEntry* declared = &entry;
    auto* edit = new QLineEdit;
    edit->setPlaceholderText(QString::fromUtf8(entry.fallback));
    const auto read = [&controller, edit, id, declared] {
        const Note* note = controller.board().note(id);
        if (note && !edit->hasFocus())
            edit->setText(written(*note, *declared));
    };
    read();
    m_readers.emplace_back(read);
    const MergeKey merge{controller.beginGesture()};
    QObject::connect(edit, &QLineEdit::textEdited, edit,
        [&controller, edit, id, declared, merge](const QString& text) {
            bool valid = text.isEmpty();
            PropertyValue value;
            if (!valid && declared->type == PropertyType::Integer)
                value = static_cast<qint64>(QLocale::c().toLongLong(text, &valid));
            else if (!valid)
                value = QLocale::c().toDouble(text, &valid);
            edit->setToolTip(valid ? QString() : tr("Not a number"));
            if (valid)
                controller.setProperty({id}, declared->property, value, merge);
        });
    return edit;
}

}  // namespace stormbench::storming
