// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/topic_chooser.h"

#include <QEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include "resources/ui/icons.h"
#include "resources/ui/tokens.h"

namespace stormbench::views {
namespace {

constexpr int kListWidth = 300;
constexpr int kListHeight = 320;
constexpr int kNamesShown = 2;

}  // namespace

TopicChooser::TopicChooser(QWidget* parent)
    : QToolButton(parent)
    , m_popup(new QFrame(this, Qt::Popup))
    , m_box(new QLineEdit)
    , m_list(new QListWidget)
{
    setIcon(ui::icon(QStringLiteral("topic")));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("Choose the topics to follow"));
    m_box->setPlaceholderText(tr("Find a topic"));
    m_box->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Topics"));
    auto* column = new QVBoxLayout(m_popup);
    column->setContentsMargins(
        ui::size::kGapSmall, ui::size::kGapSmall, ui::size::kGapSmall, ui::size::kGapSmall);
    column->addWidget(m_box);
    column->addWidget(m_list, 1);
    m_popup->setProperty("look", QStringLiteral("card"));
    m_popup->resize(kListWidth, kListHeight);
    m_popup->installEventFilter(this);
    connect(this, &QToolButton::clicked, this, &TopicChooser::openList);
    connect(m_box, &QLineEdit::textChanged, this, &TopicChooser::filter);
    connect(m_list, &QListWidget::itemActivated, this, [](QListWidgetItem* item) {
        item->setCheckState(item->checkState() == Qt::Checked ? Qt::Unchecked : Qt::Checked);
    });
    label();
}

void TopicChooser::setTopics(const QStringList& all)
{
    if (all == m_all)
        return;
    m_all = all;
    if (!m_popup->isVisible())
        fill();
}

void TopicChooser::setChosen(const QStringList& topics)
{
    m_chosen = topics;
    fill();
    label();
}

void TopicChooser::openList()
{
    fill();
    m_box->clear();
    m_popup->move(mapToGlobal(QPoint(0, height() + 2)));
    m_popup->show();
    m_box->setFocus();
}

void TopicChooser::fill()
{
    m_list->clear();
    QStringList names = m_all;
    for (const QString& name : m_chosen) {
        if (!names.contains(name))
            names.prepend(name);
    }
    for (const QString& name : names) {
        auto* item = new QListWidgetItem(name, m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(m_chosen.contains(name) ? Qt::Checked : Qt::Unchecked);
    }
}

void TopicChooser::filter(const QString& text)
{
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setHidden(
            !m_list->item(row)->text().contains(text, Qt::CaseInsensitive));
}

bool TopicChooser::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_popup && event->type() == QEvent::Hide)
        takeOver();
    return QToolButton::eventFilter(watched, event);
}

void TopicChooser::takeOver()
{
    QStringList ticked;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            ticked += m_list->item(row)->text();
    }
    if (ticked == m_chosen)
        return;
    m_chosen = ticked;
    label();
    emit chosenChanged(m_chosen);
}

void TopicChooser::label()
{
    if (m_chosen.isEmpty())
        return setText(tr("Choose topics"));
    const QString names = m_chosen.mid(0, kNamesShown).join(QLatin1String(", "));
    setText(m_chosen.size() > kNamesShown
            ? tr("%1 and %2 more").arg(names).arg(m_chosen.size() - kNamesShown)
            : names);
}

}  // namespace stormbench::views
