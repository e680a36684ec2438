// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/zen_mode.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QMainWindow>
#include <QMenuBar>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>

#include "app/shell/perspectives.h"
#include "resources/ui/tokens.h"

namespace stormbench::app {

ZenMode::ZenMode(QMainWindow& window, Perspectives& perspectives, QAction& action, QWidget& page)
    : QObject(&window)
    , m_window(window)
    , m_perspectives(perspectives)
    , m_action(action)
    , m_page(page)
    , m_hint(new QLabel(tr("Esc or F11 brings the rest back"), &page))
{
    m_hint->setObjectName(QStringLiteral("zenHint"));
    m_hint->setProperty("look", QStringLiteral("hint"));
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->hide();
    window.installEventFilter(this);
    page.installEventFilter(this);
    connect(&action, &QAction::triggered, this, &ZenMode::set);
}

void ZenMode::set(bool on)
{
    m_action.setChecked(on);
    if (on == m_on)
        return;
    m_on = on;
    if (on)
        m_wasFullScreen = m_window.isFullScreen();
    m_perspectives.setHidden(on);
    m_window.menuBar()->setVisible(!on);
    m_window.statusBar()->setVisible(!on);
    for (auto* bar : m_window.findChildren<QToolBar*>(QString(), Qt::FindDirectChildrenOnly))
        bar->setVisible(!on);
    if (!m_wasFullScreen)
        m_window.setWindowState(m_window.windowState().setFlag(Qt::WindowFullScreen, on));
    m_hint->setVisible(on);
    if (!on)
        return;
    placeHint();
    QTimer::singleShot(ui::duration::kHint, m_hint, &QWidget::hide);
}

void ZenMode::placeHint()
{
    m_hint->adjustSize();
    // At the foot: above may stand the workshop's bar.
    m_hint->move((m_page.width() - m_hint->width()) / 2,
        m_page.height() - m_hint->height() - ui::size::kGapLarge);
    m_hint->raise();
}

bool ZenMode::eventFilter(QObject* watched, QEvent* event)
{
    if (!m_on)
        return false;
    if (watched == &m_page && event->type() == QEvent::Resize)
        placeHint();
    if (watched != &m_window || event->type() != QEvent::KeyPress
        || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return false;
    set(false);
    return true;
}

}  // namespace stormbench::app
