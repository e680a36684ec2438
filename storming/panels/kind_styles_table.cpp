// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/kind_styles_table.h"

#include "resources/ui/icons.h"
#include "resources/ui/tokens.h"
#include "storming/panels/kind_look.h"

#include <QColorDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace stormbench::storming {

KindStylesTable::KindStylesTable(BoardController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_resetAll(new QPushButton(tr("Reset all names and colours")))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(ui::size::kGrid);
    for (const NotationEntry& entry : notation()) {
        const Row row = makeRow(entry.kind);
        auto* line = new QHBoxLayout;
        line->setSpacing(ui::size::kGrid);
        line->addWidget(row.color);
        line->addWidget(row.name, 1);
        line->addWidget(row.reset);
        column->addLayout(line);
        m_rows.push_back(row);
    }
    setLook(m_resetAll, "flat");
    connect(m_resetAll, &QPushButton::clicked, this, &KindStylesTable::resetAll);
    column->addWidget(m_resetAll, 0, Qt::AlignLeft);
    read();
}

KindStylesTable::Row KindStylesTable::makeRow(NoteKind kind)
{
    const QString standard = QString::fromUtf8(notationOf(kind).name);
    Row row{kind, new QToolButton, new QLineEdit, new QToolButton};
    row.color->setToolTip(tr("Choose the colour of \"%1\"").arg(standard));
    row.color->setAccessibleName(tr("Colour of %1").arg(standard));
    row.name->setPlaceholderText(standard);
    row.name->setAccessibleName(tr("Name of %1").arg(standard));
    row.reset->setIcon(ui::icon(QStringLiteral("reset")));
    row.reset->setToolTip(tr("Back to \"%1\" and its colour").arg(standard));
    row.reset->setAccessibleName(tr("Reset %1").arg(standard));
    connect(row.color, &QToolButton::clicked, this, [this, kind] { chooseColor(kind); });
    connect(row.reset, &QToolButton::clicked, this, [this, kind] { reset(kind); });
    const auto merge = std::make_shared<MergeKey>(MergeKey{m_controller.beginGesture()});
    connect(row.name, &QLineEdit::textEdited, this,
        [this, kind, merge](const QString& text) { setName(kind, text.simplified(), *merge); });
    connect(row.name, &QLineEdit::editingFinished, this,
        [this, merge] { *merge = {m_controller.beginGesture()}; });
    return row;
}

void KindStylesTable::read()
{
    const BoardSettings& settings = m_controller.board().settings();
    for (const Row& row : m_rows) {
        const auto own = settings.kinds.find(row.kind);
        const bool changed = own != settings.kinds.end();
        row.color->setIcon(kindIcon(settings, row.kind));
        const QString name = changed ? own->second.name : QString();
        if (!row.name->hasFocus() && row.name->text() != name)
            row.name->setText(name);
        row.reset->setEnabled(changed);
    }
    m_resetAll->setVisible(!settings.kinds.empty());
}

void KindStylesTable::change(
    NoteKind kind, const QString& what, MergeKey merge, const std::function<void(KindStyle&)>& edit)
{
    BoardSettings settings = m_controller.board().settings();
    edit(settings.kinds[kind]);
    if (settings.kinds[kind] == KindStyle())
        settings.kinds.erase(kind);
    m_controller.edit(what, {ChangeSettings{settings}}, merge);
    read();
}

void KindStylesTable::setName(NoteKind kind, const QString& name, MergeKey merge)
{
    // The notation's own name is no name of the board's own.
    const bool same = name == QString::fromUtf8(notationOf(kind).name);
    change(kind, tr("Rename a kind"), merge,
        [&](KindStyle& style) { style.name = same ? QString() : name; });
}

void KindStylesTable::setColor(NoteKind kind, const QString& color)
{
    change(kind, tr("Change a kind's colour"), {}, [&](KindStyle& style) { style.color = color; });
}

void KindStylesTable::reset(NoteKind kind)
{
    change(kind, tr("Reset a kind"), {}, [](KindStyle& style) { style = {}; });
}

void KindStylesTable::resetAll()
{
    BoardSettings settings = m_controller.board().settings();
    settings.kinds.clear();
    m_controller.edit(tr("Reset kinds"), {ChangeSettings{settings}});
    read();
}

void KindStylesTable::chooseColor(NoteKind kind)
{
    const QColor now = kindColor(m_controller.board().settings(), kind);
    auto* dialog = new QColorDialog(now, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Colour of %1").arg(m_controller.board().settings().nameOf(kind)));
    connect(dialog, &QColorDialog::colorSelected, this,
        [this, kind](const QColor& color) { setColor(kind, color.name().toUpper()); });
    dialog->open();
}

}  // namespace stormbench::storming
