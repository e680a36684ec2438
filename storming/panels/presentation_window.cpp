// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/presentation_window.h"

#include "resources/ui/fonts.h"
#include "resources/ui/tokens.h"
#include "storming/edit/board_controller.h"
#include "storming/panels/kind_look.h"
#include "storming/panels/laser_pointer.h"
#include "storming/scene/board_view.h"
#include "storming/workshop/slides.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QProgressBar>
#include <QTimer>

namespace stormbench::storming {
namespace {

constexpr qreal kAround = 40;  // of the board, beside a frame and its title

}  // namespace

PresentationWindow::PresentationWindow(BoardController& controller, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_controller(controller)
    , m_view(new BoardView(controller, this))
    , m_pointer(new LaserPointer(*m_view->viewport()))
    , m_title(new QLabel)
    , m_count(new QLabel)
    , m_progress(new QProgressBar)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Presentation"));
    setLook(this, "panel");
    setAttribute(Qt::WA_StyledBackground);
    m_view->setMinimapVisible(false);
    m_view->setInteractive(false);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->viewport()->installEventFilter(this);
    m_title->setFont(ui::font(ui::Face::Heading));
    setLook(m_title, "heading");
    setLook(m_count, "muted");
    m_progress->setTextVisible(false);
    auto* hint = new QLabel(tr("← → to go, L to point, Esc to end"));
    setLook(hint, "muted");
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(
        ui::size::kGapLarge, ui::size::kGapSmall, ui::size::kGapLarge, ui::size::kGapSmall);
    foot->setSpacing(ui::size::kGapLarge);
    foot->addWidget(m_title);
    foot->addWidget(m_progress, 1);
    foot->addWidget(m_count);
    foot->addWidget(hint);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addLayout(foot);
    connect(&controller, &BoardController::changed, this, &PresentationWindow::readSlides);
    connect(&controller, &BoardController::reset, this, &PresentationWindow::close);
    setFocusPolicy(Qt::StrongFocus);
    setFocus();
    readSlides();
}

void PresentationWindow::readSlides()
{
    m_slides = slides(m_controller.board());
    m_progress->setRange(0, qMax(1, slideCount()));
    showSlide(m_current);
}

void PresentationWindow::showSlide(int index)
{
    m_current = qBound(0, index, qMax(0, slideCount() - 1));
    if (m_slides.empty()) {
        m_title->setText(m_controller.board().settings().title);
        m_count->setText(tr("No frames: the whole board"));
        m_progress->setValue(1);
        m_view->fitAll();
        return;
    }
    const Frame& frame = *m_controller.board().frame(m_slides[static_cast<size_t>(m_current)]);
    m_title->setText(
        frame.name.isEmpty() ? QString::fromUtf8(frameKindEntry(frame.kind).name) : frame.name);
    m_count->setText(tr("%1 of %2").arg(m_current + 1).arg(slideCount()));
    m_progress->setValue(m_current + 1);
    m_view->fitRect(frame.rect.adjusted(-kAround, -kAround, kAround, kAround));
}

void PresentationWindow::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Escape: close(); return;
    case Qt::Key_Right:
    case Qt::Key_Down:
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_PageDown: showSlide(m_current + 1); return;
    case Qt::Key_Left:
    case Qt::Key_Up:
    case Qt::Key_Backspace:
    case Qt::Key_PageUp: showSlide(m_current - 1); return;
    case Qt::Key_L: m_pointer->setOn(!m_pointer->isOn()); return;
    case Qt::Key_Home: showSlide(0); return;
    case Qt::Key_End: showSlide(slideCount() - 1); return;
    default: QWidget::keyPressEvent(event);
    }
}

bool PresentationWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_view->viewport())
        return QWidget::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        showSlide(
            m_current + (static_cast<QMouseEvent*>(event)->button() == Qt::RightButton ? -1 : 1));
        return true;
    case QEvent::MouseMove:
        m_pointer->moveTo(static_cast<QMouseEvent*>(event)->position());
        return true;
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseButtonRelease:
    case QEvent::ContextMenu:
    case QEvent::Wheel: return true;
    default: return false;
    }
}

void PresentationWindow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // Once the view has its size too.
    QTimer::singleShot(0, this, [this] { showSlide(m_current); });
}

}  // namespace stormbench::storming
