// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/settings_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>

#include "app/settings/setting_editors.h"
#include "app/settings/setting_store.h"
#include "app/settings/setting_table.h"
#include "resources/ui/icons.h"
#include "resources/ui/tokens.h"

namespace stormbench::app {
namespace {

constexpr QSize kSize{640, 660};
constexpr int kEditorWidth = 260;
constexpr int kFilterFrom = 10;  // fewer entries are seen at a glance

QLabel* makeLabel(const QString& text, const char* look)
{
    auto* label = new QLabel(text);
    label->setProperty("look", QLatin1String(look));
    return label;
}

}  // namespace

SettingsDialog::SettingsDialog(SettingStore& store, QWidget* parent)
    : QDialog(parent)
    , m_store(store)
    , m_nothing(makeLabel(tr("No setting has these words."), "muted"))
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    auto* page = new QWidget;
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(
        ui::size::kGapLarge, ui::size::kGap, ui::size::kGapLarge, ui::size::kGap);
    rows->setSpacing(ui::size::kGap);
    for (const auto& spec : settingTable()) {
        if (!m_headings.contains(spec.group)) {
            if (!m_headings.isEmpty())
                rows->addSpacing(ui::size::kGapSmall);
            m_headings[spec.group] = makeLabel(spec.group, "heading");
            rows->addWidget(m_headings[spec.group]);
        }
        rows->addWidget(makeRow(spec));
    }
    m_nothing->hide();
    rows->addWidget(m_nothing);
    rows->addStretch();
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* reset = buttons->addButton(tr("Restore defaults"), QDialogButtonBox::ResetRole);
    reset->setAutoDefault(false);
    // Enter ends the editing of a field, not of the dialog.
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(reset, &QPushButton::clicked, &store, &SettingStore::resetAll);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    QWidget* first = editorOf(settingTable().first().id);
    if (m_rows.size() > kFilterFrom) {
        auto* box = new QLineEdit;
        box->setObjectName(QStringLiteral("settingsFilter"));
        box->setPlaceholderText(tr("Find a setting"));
        box->setClearButtonEnabled(true);
        box->addAction(
            ui::icon(QStringLiteral("search"), ui::Token::Muted), QLineEdit::LeadingPosition);
        connect(box, &QLineEdit::textChanged, this, &SettingsDialog::filter);
        auto* top = new QHBoxLayout;
        top->setContentsMargins(ui::size::kGapLarge, ui::size::kGap, ui::size::kGapLarge, 0);
        top->addWidget(box);
        column->addLayout(top);
        first = box;
    }
    column->addWidget(area, 1);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(
        ui::size::kGapLarge, ui::size::kGapSmall, ui::size::kGapLarge, ui::size::kGap);
    bottom->addWidget(buttons);
    column->addLayout(bottom);
    resize(kSize);
    first->setFocus();
}

QWidget* SettingsDialog::makeRow(const ui::SettingSpec& spec)
{
    auto* row = new QWidget;
    auto* editor = makeSettingEditor(spec, m_store, row);
    editor->setFixedWidth(kEditorWidth);
    auto* name = new QLabel(spec.text);
    name->setBuddy(editor);
    auto* description = makeLabel(spec.description, "small");
    description->setWordWrap(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(name);
    words->addWidget(description);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(ui::size::kGapLarge);
    line->addLayout(words, 1);
    line->addWidget(editor, 0, Qt::AlignTop);
    m_rows.append({spec.id, spec.group,
        spec.group + u' ' + spec.text + u' ' + spec.description + u' '
            + spec.choiceTexts.join(u' '),
        row, editor});
    return row;
}

QWidget* SettingsDialog::editorOf(const QString& id) const
{
    const auto found
        = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.id == id; });
    return found == m_rows.end() ? nullptr : found->editor;
}

void SettingsDialog::filter(const QString& typed)
{
    const auto wanted = typed.split(u' ', Qt::SkipEmptyParts);
    QSet<QString> shown;
    for (const Row& row : m_rows) {
        const bool fits = std::all_of(wanted.begin(), wanted.end(),
            [&](const QString& word) { return row.words.contains(word, Qt::CaseInsensitive); });
        row.widget->setVisible(fits);
        if (fits)
            shown.insert(row.group);
    }
    for (auto it = m_headings.begin(); it != m_headings.end(); ++it)
        it.value()->setVisible(shown.contains(it.key()));
    m_nothing->setVisible(shown.isEmpty());
}

}  // namespace stormbench::app
