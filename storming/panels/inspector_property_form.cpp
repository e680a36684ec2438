// SPDX-License-Identifier: GPL-3.0-or-later
// The editors of what only some kinds have, derived from the declared properties.
#include "storming/panels/inspector_forms.h"

#include "storming/panels/kind_look.h"
#include "storming/panels/quantity_edit.h"
#include "storming/panels/steps_table.h"
#include "storming/workshop/sizing.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

bool offeredForAll(const std::vector<const Note*>& notes, NoteProperty property)
{
    const NotePropertyEntry* entry = notePropertyEntry(property);
    return !notes.empty() && std::ranges::all_of(notes, [&](const Note* note) {
        return (entry->kinds & kindBit(note->kind)) != 0;
    });
}

}  // namespace

void InspectorForms::properties(QVBoxLayout& column, const Ids& ids)
{
    const std::vector<const Note*> notes = notesOf(m_controller.board(), ids);
    std::optional<FormSection> shown;
    for (const PropertyForm& form : propertyForms()) {
        if (!offeredForAll(notes, form.property))
            continue;
        if (shown != form.section)
            section(column, QString::fromUtf8(formSectionName(form.section)));
        shown = form.section;
        property(column, ids, form);
        if (ids.size() == 1)
            afterProperty(column, *ids.begin(), form.property);
    }
}

void InspectorForms::property(QVBoxLayout& column, const Ids& ids, const PropertyForm& form)
{
    const QString label = QString::fromUtf8(form.label);
    const QString help = QString::fromUtf8(form.help);
    const NotePropertyEntry* entry = notePropertyEntry(form.property);
    if (form.property == NoteProperty::KeyField) {
        labelled(column, label, keyField(ids, form), help);
    } else if (entry->type == PropertyType::Flag) {
        column.addWidget(propertyFlag(ids, form));
    } else if (entry->type == PropertyType::Choice) {
        labelled(column, label, propertyChoice(ids, form), help);
    } else if (form.quantity == Quantity::None) {
        labelled(column, label,
            textProperty(ids, form.property, {}, form.property == NoteProperty::Rule ? 2 : 1),
            help);
    } else {
        auto* edit = new QuantityEdit(m_controller, ids, form);
        m_readers.quick.emplace_back([edit] { edit->read(); });
        labelled(column, label, edit);
    }
}

QWidget* InspectorForms::propertyFlag(const Ids& ids, const PropertyForm& form)
{
    BoardController& controller = m_controller;
    const NoteProperty property = form.property;
    return flag(
        QString::fromUtf8(form.label),
        [&controller, ids, property] {
            const auto notes = notesOf(controller.board(), ids);
            const auto on = std::ranges::count_if(
                notes, [&](const Note* note) { return note->flag(property); });
            return on == 0                                ? Qt::Unchecked
                : on == static_cast<qint64>(notes.size()) ? Qt::Checked
                                                          : Qt::PartiallyChecked;
        },
        [&controller, ids, property](bool on) {
            controller.setProperty(ids, property, on ? PropertyValue(true) : PropertyValue());
        },
        QString::fromUtf8(form.help));
}

QWidget* InspectorForms::propertyChoice(const Ids& ids, const PropertyForm& form)
{
    const NotePropertyEntry* entry = notePropertyEntry(form.property);
    const QStringList words = QString::fromUtf8(entry->choices).split(u'|');
    QStringList texts;
    for (const QString& word : words)
        texts += choiceText(word);
    BoardController& controller = m_controller;
    const NoteProperty property = form.property;
    return choices(
        texts,
        [&controller, ids, property, words] {
            const auto notes = notesOf(controller.board(), ids);
            if (notes.empty())
                return -1;
            const QString first = notes.front()->string(property);
            const bool same = std::ranges::all_of(
                notes, [&](const Note* note) { return note->string(property) == first; });
            return same ? static_cast<int>(words.indexOf(first)) : -1;
        },
        [&controller, ids, property, words](
            int index) { controller.setProperty(ids, property, words.at(index)); });
}

/// Any name may be written; the note's own fields are offered.
QWidget* InspectorForms::keyField(const Ids& ids, const PropertyForm& form)
{
    if (ids.size() > 1)
        return textProperty(ids, form.property);
    auto* box = new QComboBox;
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->lineEdit()->setPlaceholderText(tr("a field's name"));
    BoardController& controller = m_controller;
    const NoteId id = *ids.begin();
    const auto read = [&controller, box, id] {
        const Note* note = controller.board().note(id);
        if (!note || box->lineEdit()->hasFocus())
            return;
        const QSignalBlocker quiet(box);
        box->clear();
        for (const NoteField& field : note->fields)
            box->addItem(field.name);
        box->setCurrentText(note->string(NoteProperty::KeyField));
    };
    read();
    m_readers.quick.emplace_back(read);
    const MergeKey merge{controller.beginGesture()};
    QObject::connect(
        box, &QComboBox::currentTextChanged, box, [&controller, id, merge](const QString& text) {
            controller.setProperty({id}, NoteProperty::KeyField,
                text.isEmpty() ? PropertyValue() : PropertyValue(text), merge);
        });
    return box;
}

/// What belongs below an editor when one note is shown.
void InspectorForms::afterProperty(QVBoxLayout& column, NoteId id, NoteProperty property)
{
    BoardController& controller = m_controller;
    const auto forNote = [&controller, id](auto&& tell) {
        return [&controller, id, tell] {
            const Note* note = controller.board().note(id);
            return note ? tell(*note) : QString();
        };
    };
    switch (property) {
    case NoteProperty::IntervalMs: remark(column, forNote(timerInWords)); return;
    case NoteProperty::Partitions:
        return suggestion(column, id, property,
            [&controller, id] { return suggestedPartitions(controller.board(), id); });
    case NoteProperty::RetentionMs:
        suggestion(column, id, property,
            [&controller, id] { return suggestedRetention(controller.board(), id); });
        remark(
            column, [&controller, id] { return expectedVolume(controller.board(), id); }, true);
        return;
    case NoteProperty::Rule:
        if (controller.board().note(id)->kind == NoteKind::Saga) {
            auto* steps = new StepsTable(controller, id);
            column.addWidget(steps);
            m_readers.quick.emplace_back([steps] { steps->read(); });
        }
        return;
    default: return;
    }
}

/// "Suggested: 12", why, and a button that takes it.
void InspectorForms::suggestion(QVBoxLayout& column, NoteId id, NoteProperty property,
    std::function<std::optional<Suggestion>()> suggest)
{
    const Quantity quantity
        = std::ranges::find(propertyForms(), property, &PropertyForm::property)->quantity;
    const auto written
        = [quantity](const Suggestion& s) { return writeQuantity(quantity, s.value); };
    remark(
        column,
        [suggest, written] {
            const auto found = suggest();
            return found ? tr("Suggested: %1. %2").arg(written(*found), found->why) : QString();
        },
        true);
    auto* take = new QPushButton;
    column.addWidget(take, 0, Qt::AlignLeft);
    BoardController& controller = m_controller;
    QObject::connect(take, &QPushButton::clicked, take, [&controller, id, property, suggest] {
        if (const auto found = suggest())
            controller.setProperty({id}, property, found->value);
    });
    const auto read = [&controller, take, id, property, suggest, written] {
        const auto found = suggest();
        const Note* note = controller.board().note(id);
        take->setVisible(found && note && note->integer(property) != found->value);
        if (found)
            take->setText(tr("Use %1").arg(written(*found)));
    };
    take->hide();
    m_readers.slow.emplace_back(read);
}

}  // namespace stormbench::storming
