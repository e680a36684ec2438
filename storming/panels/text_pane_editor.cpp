// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/text_pane_editor.h"

#include "resources/ui/fonts.h"
#include "resources/ui/icons.h"
#include "resources/ui/theme.h"

#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QTextBlock>

namespace stormbench::storming {

namespace {

constexpr int kFewestDigits = 2;

}  // namespace

TextPaneEditor::TextPaneEditor(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_gutter(new QWidget(this))
{
    setFont(ui::font(ui::Face::Mono));
    m_gutter->setObjectName(QStringLiteral("lineNumbers"));
    m_gutter->setCursor(Qt::ArrowCursor);
    m_gutter->installEventFilter(this);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &TextPaneEditor::placeGutter);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        m_gutter->update();
        viewport()->update();
    });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& area, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, area.y(), m_gutter->width(), area.height());
    });
    placeGutter();
}

void TextPaneEditor::setMistakeLine(int line)
{
    m_mistakeLine = line;
    m_gutter->update();
}

int TextPaneEditor::gutterWidth() const
{
    const int digits = std::max<int>(kFewestDigits, QString::number(blockCount()).size());
    return ui::size::kIconSmall + ui::size::kGapSmall
        + digits * fontMetrics().horizontalAdvance(u'9') + ui::size::kGapSmall;
}

void TextPaneEditor::placeGutter()
{
    const int width = gutterWidth();
    setViewportMargins(width, 0, 0, 0);
    const QRect inside = contentsRect();
    m_gutter->setGeometry(inside.left(), inside.top(), width, inside.height());
    m_gutter->update();
}

void TextPaneEditor::paintEvent(QPaintEvent* event)
{
    // Below the text, so that what is marked in it stays as it is.
    if (hasFocus()) {
        const QRectF row = blockBoundingGeometry(textCursor().block()).translated(contentOffset());
        QPainter painter(viewport());
        painter.fillRect(QRectF(0, row.top(), viewport()->width(), row.height()),
            ui::theme().color(ui::Token::Hover));
    }
    QPlainTextEdit::paintEvent(event);
}

void TextPaneEditor::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

void TextPaneEditor::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        placeGutter();
}

bool TextPaneEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_gutter)
        return QPlainTextEdit::eventFilter(watched, event);
    if (event->type() == QEvent::Paint) {
        paintGutter(static_cast<QPaintEvent*>(event)->rect());
        return true;
    }
    if (event->type() == QEvent::MouseButtonPress) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        setFocus(Qt::MouseFocusReason);
        setTextCursor(cursorForPosition({0, mouse->pos().y()}));
        return true;
    }
    if (event->type() == QEvent::Wheel) {
        wheelEvent(static_cast<QWheelEvent*>(event));
        return true;
    }
    return false;
}

void TextPaneEditor::paintGutter(const QRect& exposed)
{
    QPainter painter(m_gutter);
    painter.fillRect(exposed, ui::theme().color(ui::Token::Panel));
    painter.setFont(font());
    QTextBlock block = firstVisibleBlock();
    QRectF row = blockBoundingGeometry(block).translated(contentOffset());
    while (block.isValid() && row.top() <= exposed.bottom()) {
        if (block.isVisible() && row.bottom() >= exposed.top())
            paintLine(painter, block.blockNumber() + 1, row);
        block = block.next();
        row = blockBoundingGeometry(block).translated(contentOffset());
    }
}

void TextPaneEditor::paintLine(QPainter& painter, int line, const QRectF& row)
{
    const ui::Theme& theme = ui::theme();
    const bool isCurrent = line == textCursor().blockNumber() + 1;
    const bool isMistake = line == m_mistakeLine;
    const QRectF whole(0, row.top(), m_gutter->width(), row.height());
    // A line that wraps has its number at its first row.
    const QRectF first(
        0, row.top(), m_gutter->width() - ui::size::kGapSmall, fontMetrics().height());
    if (isMistake || isCurrent)
        painter.fillRect(whole, theme.color(isMistake ? ui::Token::ErrorSoft : ui::Token::Hover));
    if (isMistake)
        ui::paintIcon(painter,
            QRectF(ui::size::kGrid, first.center().y() - ui::size::kIconSmall / 2.0,
                ui::size::kIconSmall, ui::size::kIconSmall),
            QStringLiteral("error"), theme.color(ui::Token::Error));
    painter.setPen(theme.color(isCurrent || isMistake ? ui::Token::Text : ui::Token::Muted));
    painter.drawText(first, Qt::AlignRight | Qt::AlignTop, QString::number(line));
}

}  // namespace stormbench::storming
