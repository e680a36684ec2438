// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/canvas_bar.h"

#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "storming/scene/board_view.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

namespace stormbench::storming {
namespace {

constexpr int kWidest = 560;
constexpr int kLineWidth = 200;

}  // namespace

CanvasBar::CanvasBar(BoardView& view, const QString& placeholder)
    : QFrame(&view)
    , m_view(view)
    , m_row(new QHBoxLayout(this))
    , m_leading(new QLabel(this))
    , m_line(new QLineEdit(this))
    , m_words(new QLabel(this))
{
    m_row->setContentsMargins(
        ui::size::kGap, ui::size::kGapSmall, ui::size::kGapSmall, ui::size::kGapSmall);
    m_row->setSpacing(ui::size::kGapSmall);
    m_line->setPlaceholderText(placeholder);
    m_line->setAccessibleName(placeholder);
    m_line->setMinimumWidth(kLineWidth);
    m_line->setClearButtonEnabled(true);
    m_line->installEventFilter(this);
    m_row->addWidget(m_leading);
    m_row->addWidget(m_line, 1);
    m_row->addWidget(m_words);
    m_leading->hide();
    connect(m_line, &QLineEdit::textEdited, this, &CanvasBar::textEdited);
    view.installEventFilter(this);
    hide();
}

void CanvasBar::setLeadingText(const QString& words)
{
    m_leading->setText(words);
    m_leading->setVisible(!words.isEmpty());
}

QToolButton* CanvasBar::addButton(const char* icon, const QString& tip)
{
    auto* button = new QToolButton(this);
    button->setIcon(ui::icon(QString::fromLatin1(icon)));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);
    m_row->addWidget(button);
    return button;
}

void CanvasBar::say(const QString& words)
{
    m_words->setText(words);
    settle();
}

void CanvasBar::open()
{
    show();
    raise();
    settle();
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

void CanvasBar::close()
{
    if (!isVisible())
        return;
    hide();
    m_view.setFocus(Qt::OtherFocusReason);
    emit closed();
}

void CanvasBar::settle()
{
    const int room = m_view.width() - 2 * ui::size::kGapLarge;
    resize(qMin(room, qMax(sizeHint().width(), qMin(kWidest, room))), sizeHint().height());
    move((m_view.width() - width()) / 2, ui::size::kGapLarge);
    m_row->activate();
}

bool CanvasBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_view) {
        if (event->type() == QEvent::Resize && isVisible())
            settle();
        return false;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        // Esc, Enter and arrows are the bar's, whatever else they do in the window.
        const auto& key = static_cast<const QKeyEvent&>(*event);
        if (!(key.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)))
            event->accept();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    auto& key = static_cast<QKeyEvent&>(*event);
    if (key.key() != Qt::Key_Escape)
        return lineKey(key);
    close();
    return true;
}

void CanvasBar::keyPressEvent(QKeyEvent* event)
{
    event->accept();
}

void CanvasBar::paintEvent(QPaintEvent*)
{
    const ui::Theme& theme = ui::theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(ui::Token::BorderStrong), 1));
    painter.setBrush(theme.color(ui::Token::PanelRaised));
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), ui::size::kRadius, ui::size::kRadius);
}

}  // namespace stormbench::storming
