// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/vote_canvas.h"

#include "resources/ui/fonts.h"
#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/geometry/geometry.h"
#include "storming/panels/workshop.h"
#include "storming/scene/board_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>

namespace stormbench::storming {
namespace {

constexpr qreal kDot = 14;
constexpr qreal kDotPitch = 17;
constexpr int kDotsShown = 5;  // more are a figure

}  // namespace

VoteCanvas::VoteCanvas(BoardView& view, Workshop& workshop)
    : QWidget(view.viewport())
    , m_view(view)
    , m_workshop(workshop)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    hide();
    // After the canvas' own tools, so that these events come here first.
    view.viewport()->installEventFilter(this);
    view.installEventFilter(this);
    connect(&workshop, &Workshop::votingChanged, this, &VoteCanvas::follow);
    connect(&view, &BoardView::viewMoved, this, &VoteCanvas::place);
    connect(&view, &BoardView::zoomChanged, this, &VoteCanvas::place);
    connect(&workshop.controller(), &BoardController::changed, this, [this] { update(); });
}

void VoteCanvas::follow()
{
    const bool open = m_workshop.ballot() != nullptr;
    if (open)
        setGeometry(m_view.viewport()->rect());
    setVisible(open);
    if (open)
        raise();
    update();
}

/// A viewport that scrolls takes its children along.
void VoteCanvas::place()
{
    setGeometry(m_view.viewport()->rect());
    update();
}

bool VoteCanvas::eventFilter(QObject* watched, QEvent* event)
{
    if (!m_workshop.ballot())
        return false;
    if (watched == &m_view)
        return key(*event);
    if (watched != m_view.viewport())
        return false;
    switch (event->type()) {
    case QEvent::Resize:
        setGeometry(m_view.viewport()->rect());
        // Once more when the view has fitted the board to its new size.
        QTimer::singleShot(0, this, &VoteCanvas::place);
        return false;
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick: {
        const auto& mouse = *static_cast<QMouseEvent*>(event);
        m_taken = press(mouse.position().toPoint(), mouse.button(), mouse.modifiers());
        return m_taken;
    }
    case QEvent::MouseMove: return m_taken;
    case QEvent::MouseButtonRelease: return std::exchange(m_taken, false);
    case QEvent::ContextMenu: return true;
    default: return false;
    }
}

bool VoteCanvas::press(const QPoint& at, Qt::MouseButton button, Qt::KeyboardModifiers modifiers)
{
    if (button != Qt::LeftButton && button != Qt::RightButton)
        return false;
    const NoteId note = hitTest(m_workshop.controller().board(), m_view.toScene(at)).note;
    if (!note.isValid())
        return false;
    m_view.setFocus(Qt::MouseFocusReason);
    m_workshop.vote(note, button == Qt::LeftButton && !(modifiers & Qt::ShiftModifier));
    return true;
}

bool VoteCanvas::key(QEvent& event)
{
    const bool override = event.type() == QEvent::ShortcutOverride;
    if (!override && event.type() != QEvent::KeyPress)
        return false;
    const auto& press = static_cast<QKeyEvent&>(event);
    const bool plus = press.key() == Qt::Key_Plus || press.key() == Qt::Key_Equal;
    const bool minus = press.key() == Qt::Key_Minus;
    const bool modified
        = press.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    if ((!plus && !minus) || modified)
        return false;
    if (override)
        event.accept();
    else
        m_workshop.voteForSelection(plus);
    return true;
}

void VoteCanvas::paintEvent(QPaintEvent*)
{
    const Ballot* ballot = m_workshop.ballot();
    if (!ballot)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ui::Theme& theme = ui::theme();
    painter.setFont(ui::font(ui::Face::Small));
    for (const auto& [id, votes] : ballot->mine()) {
        const Note* note = m_workshop.controller().board().note(id);
        if (!note)
            continue;
        const QRectF rect = m_view.viewportTransform().mapRect(note->rect);
        const int dots = votes > kDotsShown ? 1 : votes;
        for (int i = 0; i < dots; ++i) {
            const QRectF dot(
                rect.left() + kDot / 2 + i * kDotPitch, rect.bottom() - kDot * 1.5, kDot, kDot);
            painter.setPen(QPen(theme.color(ui::Token::OnAccent), 1.5));
            painter.setBrush(theme.color(ui::Token::Accent));
            painter.drawEllipse(dot);
            if (votes > kDotsShown)
                painter.drawText(dot, Qt::AlignCenter, QString::number(votes));
        }
    }
}

}  // namespace stormbench::storming
