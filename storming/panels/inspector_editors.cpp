// SPDX-License-Identifier: GPL-3.0-or-later
// What every form of the inspector is put together from.
#include "storming/panels/inspector_forms.h"

#include "resources/ui/tokens.h"
#include "storming/panels/kind_look.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

constexpr int kParagraphMargin = 18;

}  // namespace

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

void InspectorForms::section(QVBoxLayout& column, const QString& title)
{
    auto* rule = new QFrame;
    setLook(rule, "line");
    column.addWidget(rule);
    auto* label = new QLabel(title);
    setLook(label, "strong");
    column.addWidget(label);
}

void InspectorForms::labelled(
    QVBoxLayout& column, const QString& text, QWidget* editor, const QString& help)
{
    auto* box = new QVBoxLayout;
    box->setSpacing(ui::size::kGrid);
    auto* label = new QLabel(text);
    setLook(label, "muted");
    label->setBuddy(editor);
    if (editor->accessibleName().isEmpty())
        editor->setAccessibleName(text);
    if (!help.isEmpty())
        editor->setToolTip(help);
    box->addWidget(label);
    box->addWidget(editor);
    column.addLayout(box);
}

/// A muted sentence that follows the board; hidden while it has nothing to say.
QLabel* InspectorForms::remark(QVBoxLayout& column, std::function<QString()> get, bool slow)
{
    auto* label = new QLabel;
    setLook(label, "muted");
    label->setWordWrap(true);
    const auto read = [label, get = std::move(get)] {
        label->setText(get());
        label->setVisible(!label->text().isEmpty());
    };
    column.addWidget(label);
    label->hide();
    if (!slow)
        read();
    (slow ? m_readers.slow : m_readers.quick).emplace_back(read);
    return label;
}

QWidget* InspectorForms::line(Getter get, Setter set, const QString& placeholder)
{
    auto* edit = new QLineEdit(get());
    edit->setPlaceholderText(placeholder);
    edit->setCursorPosition(0);
    const auto merge = std::make_shared<MergeKey>(MergeKey{m_controller.beginGesture()});
    QObject::connect(edit, &QLineEdit::textEdited, edit,
        [set, merge](const QString& text) { set(text, *merge); });
    QObject::connect(edit, &QLineEdit::editingFinished, edit,
        [merge, controller = &m_controller] { *merge = {controller->beginGesture()}; });
    m_readers.quick.emplace_back([edit, get] {
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
    edit->setFixedHeight(edit->fontMetrics().lineSpacing() * lines + kParagraphMargin);
    const MergeKey merge{m_controller.beginGesture()};
    QObject::connect(edit, &QPlainTextEdit::textChanged, edit, [edit, get, set, merge] {
        if (edit->toPlainText() != get())
            set(edit->toPlainText(), merge);
    });
    m_readers.quick.emplace_back([edit, get] {
        if (edit->hasFocus() || edit->toPlainText() == get())
            return;
        const QSignalBlocker quiet(edit);
        edit->setPlainText(get());
    });
    return edit;
}

QWidget* InspectorForms::flag(const QString& text, std::function<Qt::CheckState()> get,
    std::function<void(bool)> set, const QString& help)
{
    auto* box = new QCheckBox(text);
    box->setToolTip(help);
    const auto read = [box, get = std::move(get)] {
        const Qt::CheckState state = get();
        box->setTristate(state == Qt::PartiallyChecked);
        box->setCheckState(state);
    };
    read();
    m_readers.quick.emplace_back(read);
    // A click on "some of them" means all of them.
    QObject::connect(box, &QCheckBox::clicked, box,
        [box, set = std::move(set)] { set(box->checkState() != Qt::Unchecked); });
    return box;
}

/// A box of choices; -1 shows none of them, for what differs.
QComboBox* InspectorForms::choices(
    const QStringList& texts, std::function<int()> get, std::function<void(int)> set)
{
    auto* box = new QComboBox;
    box->addItems(texts);
    box->setPlaceholderText(tr("mixed"));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    const auto read = [box, get = std::move(get)] { box->setCurrentIndex(get()); };
    read();
    m_readers.quick.emplace_back(read);
    QObject::connect(box, &QComboBox::activated, box, std::move(set));
    return box;
}

}  // namespace stormbench::storming
