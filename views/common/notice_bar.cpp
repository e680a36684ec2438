// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/notice_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include "resources/ui/icons.h"
#include "resources/ui/theme.h"

namespace stormbench::views {

NoticeBar::NoticeBar(QWidget* parent)
    : QWidget(parent)
    , m_mark(new QLabel)
    , m_text(new QLabel)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(ui::size::kGap, ui::size::kGrid, ui::size::kGap, ui::size::kGrid);
    row->setSpacing(ui::size::kGapSmall);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_mark, 0, Qt::AlignVCenter);
    row->addWidget(m_text, 1);
    setVisible(false);
    connect(&ui::theme(), &ui::Theme::changed, this, &NoticeBar::paintMark);
}

void NoticeBar::say(Kind kind, const QString& text)
{
    m_kind = kind;
    if (text != m_text->text())
        m_text->setText(text);
    setAccessibleDescription(text);
    paintMark();
    setVisible(true);
}

void NoticeBar::hush()
{
    m_text->clear();
    setVisible(false);
}

QString NoticeBar::text() const
{
    return m_text->text();
}

void NoticeBar::paintMark()
{
    const bool failure = m_kind == Kind::Failure;
    m_mark->setPixmap(ui::iconPixmap(failure ? QStringLiteral("error") : QStringLiteral("warn"),
        ui::theme().color(failure ? ui::Token::Error : ui::Token::Warn), ui::size::kIconSmall,
        devicePixelRatioF()));
    QWidget::update();
}

void NoticeBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(),
        ui::theme().color(m_kind == Kind::Failure ? ui::Token::ErrorSoft : ui::Token::WarnSoft));
    painter.setPen(ui::theme().color(ui::Token::Border));
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

}  // namespace stormbench::views
