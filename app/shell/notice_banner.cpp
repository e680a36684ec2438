// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/notice_banner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include "resources/ui/icons.h"
#include "resources/ui/theme.h"

namespace stormbench::app {
namespace {

struct Look {
    const char* icon;
    ui::Token mark;
    ui::Token ground;
};

Look lookOf(NoticeBanner::Kind kind)
{
    switch (kind) {
    case NoticeBanner::Kind::Info: return {"info", ui::Token::Accent, ui::Token::AccentSoft};
    case NoticeBanner::Kind::Warning: return {"warn", ui::Token::Warn, ui::Token::WarnSoft};
    case NoticeBanner::Kind::Failure: return {"error", ui::Token::Error, ui::Token::ErrorSoft};
    }
    return {"info", ui::Token::Accent, ui::Token::AccentSoft};
}

}  // namespace

NoticeBanner::NoticeBanner(QWidget* parent)
    : QWidget(parent)
    , m_mark(new QLabel)
    , m_text(new QLabel)
    , m_choices(new QHBoxLayout)
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* close = new QToolButton;
    close->setIcon(ui::icon(QStringLiteral("close")));
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(tr("Close this message"));
    connect(close, &QToolButton::clicked, this, &NoticeBanner::hush);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(ui::size::kGap, ui::size::kGrid, ui::size::kGrid, ui::size::kGrid);
    row->setSpacing(ui::size::kGapSmall);
    m_choices->setSpacing(ui::size::kGapSmall);
    row->addWidget(m_mark);
    row->addWidget(m_text, 1);
    row->addLayout(m_choices);
    row->addWidget(close);
    setVisible(false);
    connect(&ui::theme(), &ui::Theme::changed, this, &NoticeBanner::paintMark);
}

void NoticeBanner::say(Kind kind, const QString& text, const QList<Choice>& choices)
{
    m_kind = kind;
    m_text->setText(text);
    setAccessibleDescription(text);
    // A banner is replaced from within its own button's slot: the old ones go later.
    while (auto* item = m_choices->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Choice& choice : choices) {
        auto* button = new QPushButton(choice.text);
        connect(button, &QPushButton::clicked, this, [this, run = choice.run] {
            hush();
            run();
        });
        m_choices->addWidget(button);
    }
    paintMark();
    setVisible(true);
}

void NoticeBanner::hush()
{
    m_text->clear();
    setVisible(false);
}

QString NoticeBanner::text() const
{
    return m_text->text();
}

void NoticeBanner::paintMark()
{
    const Look look = lookOf(m_kind);
    m_mark->setPixmap(ui::iconPixmap(QString::fromLatin1(look.icon), ui::theme().color(look.mark),
        ui::size::kIcon, devicePixelRatioF()));
    update();
}

void NoticeBanner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), ui::theme().color(lookOf(m_kind).ground));
    painter.setPen(ui::theme().color(ui::Token::Border));
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

}  // namespace stormbench::app
