// SPDX-License-Identifier: GPL-3.0-or-later
// What every form of the inspector is put together from.
#include "storming/panels/inspector_forms.h"

#include "resources/ui/icons.h"
#include "resources/ui/tokens.h"
#include "storming/scene/paper.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace stormbench::storming {

void InspectorForms::setLook(QWidget* widget, const char* look)
{
    widget->setProperty("look", QString::fromLatin1(look));
}

QWidget* InspectorForms::page(QVBoxLayout*& column, const QString& title, const QString& subtitle)
{
    auto* form = new QWidget;
    setLook(form, "panel");
    form->setAttribute(Qt::WA_StyledBackground);
    column = new QVBoxLayout(form);
    column->setContentsMargins(
        ui::size::kGapLarge, ui::size::kGapLarge, ui::size::kGapLarge, ui::size::kGapLarge);
    column->setSpacing(ui::size::kGap);
    if (title.isEmpty())
        return form;
    auto* heading = new QLabel(title);
    setLook(heading, "heading");
    heading->setWordWrap(true);
    column->addWidget(heading);
    if (!subtitle.isEmpty()) {
        auto* text = new QLabel(subtitle);
        setLook(text, "muted");
        text->setWordWrap(true);
        column->addWidget(text);
    }
    return form;
}

void InspectorForms::labelled(
    QVBoxLayout& column, const QString& text, QWidget* editor, const QString& help)
{
    auto* box = new QVBoxLayout;
    box->setSpacing(ui::size::kGrid);
    auto* label = new QLabel(text);
    setLook(label, "muted");
    label->setBuddy(editor);
    editor->setAccessibleName(text);
    if (!help.isEmpty())
        editor->setToolTip(help);
    box->addWidget(label);
    box->addWidget(editor);
    column.addLayout(box);
}

QWidget* InspectorForms::line(Getter get, Setter set, const QString& placeholder)
{
    auto* edit = new QLineEdit(get());
    edit->setPlaceholderText(placeholder);
    const MergeKey merge{m_controller.beginGesture()};
    QObject::connect(edit, &QLineEdit::textEdited, edit,
        [set, merge](const QString& text) { set(text, merge); });
    m_readers.emplace_back([edit, get] {
        if (!edit->hasFocus() && edit->text() != get())
            edit->setText(get());
    });
    return edit;
}

QWidget* InspectorForms::paragraph(Getter get, Setter set, const QString& placeholder, int lines)
{
    auto* edit = new QPlainTextEdit(get());
    edit->setPlaceholderText(placeholder);
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(edit->fontMetrics().lineSpacing() * lines + 18);
    const MergeKey merge{m_controller.beginGesture()};
    QObject::connect(edit, &QPlainTextEdit::textChanged, edit, [edit, get, set, merge] {
        if (edit->toPlainText() != get())
            set(edit->toPlainText(), merge);
    });
    m_readers.emplace_back([edit, get] {
        if (edit->hasFocus() || edit->toPlainText() == get())
            return;
        const QSignalBlocker quiet(edit);
        edit->setPlainText(get());
    });
    return edit;
}

QWidget* InspectorForms::kindBox(std::set<NoteId> notes)
{
    auto* box = new QComboBox;
    for (const NotationEntry& entry : notation()) {
        box->addItem(ui::icon(glyphOf(entry.kind)), QString::fromUtf8(entry.name),
            static_cast<int>(entry.kind));
    }
    const auto read = [this_ = &m_controller, box, notes] {
        const Note* first = this_->board().note(*notes.begin());
        if (first)
            box->setCurrentIndex(box->findData(static_cast<int>(first->kind)));
    };
    read();
    QObject::connect(box, &QComboBox::activated, box, [controller = &m_controller, box, notes] {
        controller->setKind(notes, static_cast<NoteKind>(box->currentData().toInt()));
    });
    m_readers.emplace_back(read);
    return box;
}

}  // namespace stormbench::storming
