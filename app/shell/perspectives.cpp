// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/perspectives.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QSettings>
#include <QTimer>

namespace stormbench::app {
namespace {

constexpr int kStateVersion
    = 6;  // raised when docks are added or renamed: old arrangements no longer fit

constexpr int kLowestCharts = 260;  // tabs, time range and a row of charts with their axes

bool opensIn(const DockSpec& spec, Perspective perspective)
{
    switch (perspective) {
    case Perspective::Storm: return spec.inStorm;
    case Perspective::Run: return spec.inRun;
    case Perspective::Operate: return spec.inOperate;
    }
    return false;
}

}  // namespace

Perspectives::Perspectives(QMainWindow& window)
    : QObject(&window)
    , m_window(window)
{
    window.setDockNestingEnabled(true);
    window.setDockOptions(QMainWindow::AllowTabbedDocks | QMainWindow::AllowNestedDocks
        | QMainWindow::GroupedDragging);
    window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    window.setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    window.setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
}

QDockWidget* Perspectives::addDock(const QString& id, QWidget* content)
{
    for (const DockSpec& spec : dockTable()) {
        if (id != QLatin1String(spec.id))
            continue;
        auto* dock = new QDockWidget(QCoreApplication::translate("Docks", spec.title), &m_window);
        dock->setObjectName(id);
        dock->setWidget(content);
        // The row's tabs say the title already; they can be dragged as well as a title bar.
        if (spec.area == Qt::BottomDockWidgetArea)
            dock->setTitleBarWidget(new QWidget(dock));
        m_window.addDockWidget(spec.area, dock);
        // Side by side, the bottom row's panes would stretch the window before a perspective
        // arranges them.
        for (auto* other : m_docks) {
            if (spec.area == Qt::BottomDockWidgetArea
                && m_window.dockWidgetArea(other) == spec.area) {
                m_window.tabifyDockWidget(other, dock);
                break;
            }
        }
        m_docks[id] = dock;
        return dock;
    }
    Q_ASSERT_X(false, "Perspectives", "a dock that the table does not declare");
    return nullptr;
}

QString Perspectives::keyOf(Perspective perspective)
{
    switch (perspective) {
    case Perspective::Storm: return QStringLiteral("layout/storm");
    case Perspective::Run: return QStringLiteral("layout/run");
    case Perspective::Operate: return QStringLiteral("layout/operate");
    }
    return {};
}

void Perspectives::show(Perspective perspective)
{
    if (m_shown && perspective != m_current)
        save();
    m_shown = true;
    m_current = perspective;
    if (m_hidden) {
        hideAll();
        emit changed(perspective);
        return;
    }
    const auto state = QSettings().value(keyOf(perspective)).toByteArray();
    if (state.isEmpty() || !m_window.restoreState(state, kStateVersion))
        arrange(perspective);
    emit changed(perspective);
}

void Perspectives::resetCurrent()
{
    QSettings().remove(keyOf(m_current));
    arrange(m_current);
}

/// Bottom docks are tabs of one row; Storm keeps it low, Run leaves the board most of the height,
/// Operate half of it.
void Perspectives::arrange(Perspective perspective)
{
    QList<QDockWidget*> bottom;
    QDockWidget* right = nullptr;
    for (const DockSpec& spec : dockTable()) {
        auto* dock = m_docks.value(QString::fromLatin1(spec.id));
        if (!dock)
            continue;
        dock->setFloating(false);
        m_window.removeDockWidget(dock);
        m_window.addDockWidget(spec.area, dock);
        dock->hide();
        if (spec.area == Qt::BottomDockWidgetArea) {
            if (!bottom.isEmpty())
                m_window.tabifyDockWidget(bottom.last(), dock);
            bottom.append(dock);
        }
        if (spec.area == Qt::RightDockWidgetArea) {
            if (right)
                m_window.tabifyDockWidget(right, dock);
            right = dock;
        }
    }
    // Only now: side by side, docks not yet tabbed would stretch the window.
    for (const DockSpec& spec : dockTable()) {
        if (auto* dock = m_docks.value(QString::fromLatin1(spec.id)))
            dock->setVisible(opensIn(spec, perspective));
    }
    const int height = m_window.height();
    const int share = perspective == Perspective::Storm ? height / 6
        : perspective == Perspective::Run               ? qMax(height * 3 / 10, kLowestCharts)
                                                        : height / 2;
    if (!bottom.isEmpty())
        m_window.resizeDocks({bottom.first()}, {share}, Qt::Vertical);
    for (const DockSpec& spec : dockTable()) {
        auto* dock = m_docks.value(QString::fromLatin1(spec.id));
        if (dock && spec.width > 0 && opensIn(spec, perspective))
            m_window.resizeDocks({dock}, {spec.width}, Qt::Horizontal);
    }
    raise(perspective == Perspective::Storm   ? QStringLiteral("problems")
            : perspective == Perspective::Run ? QStringLiteral("throughput")
                                              : QStringLiteral("topics"));
}

void Perspectives::raise(const QString& id)
{
    if (auto* dock = m_docks.value(id)) {
        dock->show();
        dock->raise();
    }
}

bool Perspectives::isInFront(const QDockWidget* dock)
{
    // One behind another's tab is "visible", but lies outside the window.
    return dock->isVisible() && !dock->visibleRegion().isEmpty();
}

void Perspectives::open(const DockSpec& spec)
{
    auto* dock = m_docks.value(QString::fromLatin1(spec.id));
    if (!dock)
        return;
    const auto area = m_window.dockWidgetArea(dock);
    int width = spec.width;
    for (auto* other : std::as_const(m_docks)) {
        if (m_window.dockWidgetArea(other) == area && isInFront(other) && !other->isFloating())
            width = qMax(width, other->width());
    }
    raise(dock->objectName());
    if (dock->isFloating() || area == Qt::BottomDockWidgetArea || area == Qt::TopDockWidgetArea)
        return;
    // When the window has laid out what is new by everybody's wishes.
    QTimer::singleShot(
        0, dock, [this, dock, width] { m_window.resizeDocks({dock}, {width}, Qt::Horizontal); });
}

void Perspectives::save()
{
    if (!m_shown || m_hidden)
        return;
    QSettings settings;
    settings.setValue(keyOf(m_current), m_window.saveState(kStateVersion));
    settings.setValue(QStringLiteral("layout/current"), static_cast<int>(m_current));
}

void Perspectives::setHidden(bool hidden)
{
    if (hidden == m_hidden)
        return;
    if (hidden)
        save();
    m_hidden = hidden;
    if (hidden)
        hideAll();
    else if (m_shown)
        show(m_current);
}

void Perspectives::hideAll()
{
    for (auto* dock : std::as_const(m_docks))
        dock->hide();
}

}  // namespace stormbench::app
