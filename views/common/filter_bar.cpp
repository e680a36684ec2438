// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/filter_bar.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>

#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/tokens.h"

namespace stormbench::views {
namespace {

constexpr int kBoxWidth = 220;

}  // namespace

FilterBar::FilterBar(const QString& placeholder, QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_box(new QLineEdit)
    , m_count(new QLabel)
{
    m_row->setContentsMargins(
        ui::size::kGapSmall, ui::size::kGrid, ui::size::kGapSmall, ui::size::kGrid);
    m_row->setSpacing(ui::size::kGapSmall);
    m_box->setPlaceholderText(placeholder);
    m_box->setAccessibleName(placeholder);
    m_box->setClearButtonEnabled(true);
    m_box->addAction(
        ui::icon(QStringLiteral("filter"), ui::Token::Muted), QLineEdit::LeadingPosition);
    m_box->setMinimumWidth(kBoxWidth / 2);
    m_box->setMaximumWidth(kBoxWidth);
    m_box->installEventFilter(this);
    m_count->setProperty("look", QStringLiteral("muted"));
    m_row->addWidget(m_box, 1);
    m_row->addWidget(m_count);
    m_row->addStretch(1);
    connect(m_box, &QLineEdit::textChanged, this, &FilterBar::textChanged);
}

QString FilterBar::text() const
{
    return m_box->text();
}
void FilterBar::setText(const QString& text)
{
    m_box->setText(text);
}
QString FilterBar::countText() const
{
    return m_count->text();
}

void FilterBar::setCount(int shown, int all)
{
    m_count->setText(shown == all
            ? ui::formatCount(all)
            : tr("%1 of %2").arg(ui::formatCount(shown), ui::formatCount(all)));
}

QCheckBox* FilterBar::addSwitch(const QString& text, const QString& settingsKey, bool on)
{
    auto* box = new QCheckBox(text);
    box->setChecked(QSettings().value(settingsKey, on).toBool());
    connect(box, &QCheckBox::toggled, this,
        [settingsKey](bool checked) { QSettings().setValue(settingsKey, checked); });
    m_row->insertWidget(m_leading + 2 + m_switches++, box);
    return box;
}

void FilterBar::addTool(QWidget* tool)
{
    m_row->addWidget(tool);
}
void FilterBar::addLeading(QWidget* widget)
{
    m_row->insertWidget(m_leading++, widget);
}

/// Escape clears the box first.
bool FilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && !m_box->text().isEmpty()) {
            if (event->type() == QEvent::KeyPress)
                m_box->clear();
            event->accept();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace stormbench::views
