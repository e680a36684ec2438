// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/workshop_bar.h"

#include "resources/ui/fonts.h"
#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "storming/panels/kind_look.h"
#include "storming/panels/workshop.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

#include <cmath>

namespace stormbench::storming {
namespace {

constexpr int kBetween = 2 * ui::size::kGapLarge;
constexpr int kShareWidth = 120;
constexpr int kShareSteps = 1000;

QString digits(Workshop::Ms left)
{
    // The last second is shown until it is over.
    const auto seconds = (left.count() + 999) / 1000;
    return QStringLiteral("%1:%2")
        .arg(seconds / 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QHBoxLayout* rowOf(QWidget* box)
{
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(ui::size::kGapSmall);
    return row;
}

}  // namespace

WorkshopBar::WorkshopBar(Workshop& workshop, QWidget* parent)
    : QFrame(parent)
    , m_workshop(workshop)
    , m_strips(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_timer = buildTimer();
    m_voting = buildVoting();
    m_writing = buildWriting();
    setObjectName(QStringLiteral("workshopBar"));
    setAccessibleName(tr("Workshop"));
    m_strips->setSizeConstraint(QLayout::SetNoConstraint);
    m_strips->setContentsMargins(
        ui::size::kGapLarge, ui::size::kGrid, ui::size::kGapLarge, ui::size::kGrid);
    for (QWidget* strip : {m_timer, m_voting, m_writing})
        m_strips->addWidget(strip, 0, Qt::AlignLeft);
    m_strips->addStretch();
    connect(&workshop, &Workshop::timerChanged, this, &WorkshopBar::showTimer);
    connect(&workshop, &Workshop::votingChanged, this, &WorkshopBar::showVoting);
    connect(&workshop, &Workshop::writingChanged, this, &WorkshopBar::showWriting);
    connect(&ui::theme(), &ui::Theme::changed, this, [this] { update(); });
    showTimer();
    showVoting();
    showWriting();
}

QToolButton* WorkshopBar::button(const char* icon, const QString& tip, void (Workshop::*act)())
{
    auto* button = new QToolButton;
    button->setIcon(ui::icon(QString::fromLatin1(icon)));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    connect(button, &QToolButton::clicked, &m_workshop, act);
    return button;
}

QPushButton* WorkshopBar::push(const QString& text, const QString& tip, void (Workshop::*act)())
{
    auto* button = new QPushButton(text);
    button->setToolTip(tip);
    connect(button, &QPushButton::clicked, &m_workshop, act);
    return button;
}

QWidget* WorkshopBar::buildTimer()
{
    auto* box = new QWidget;
    auto* row = rowOf(box);
    m_digits = new QLabel;
    m_digits->setFont(ui::font(ui::Face::Display));
    setLook(m_digits, "display");
    m_digits->setObjectName(QStringLiteral("timerDigits"));
    m_digits->setAccessibleName(tr("Time left"));
    m_digits->setMinimumWidth(m_digits->fontMetrics().horizontalAdvance(QStringLiteral("00:00 ")));
    m_share = new QProgressBar;
    m_share->setRange(0, kShareSteps);
    m_share->setTextVisible(false);
    m_share->setFixedWidth(kShareWidth);
    m_timeUp = new QLabel(tr("Time is up"));
    setLook(m_timeUp, "heading");
    m_toggle = button("pause", tr("Pause the timer"), &Workshop::toggleTimer);
    row->addWidget(m_digits);
    row->addWidget(m_share);
    row->addWidget(m_timeUp);
    row->addWidget(m_toggle);
    auto* more = push(tr("+1 min"), tr("One minute more"), &Workshop::addMinute);
    setLook(more, "flat");
    row->addWidget(more);
    row->addWidget(button("close", tr("Put the timer away"), &Workshop::stopTimer));
    return box;
}

QWidget* WorkshopBar::buildVoting()
{
    auto* box = new QWidget;
    auto* row = rowOf(box);
    auto* mark = new QLabel;
    mark->setPixmap(ui::icon(QStringLiteral("kind-vote")).pixmap(ui::size::kIcon));
    m_votes = new QLabel;
    setLook(m_votes, "strong");
    row->addWidget(mark);
    row->addWidget(m_votes);
    row->addWidget(push(tr("Next person"),
        tr("The dots given so far stay, out of sight; the next person has all of theirs"),
        &Workshop::nextPerson));
    auto* close = push(
        tr("Close voting"), tr("Put everybody's dots onto the notes"), &Workshop::closeVoting);
    setLook(close, "primary");
    row->addWidget(close);
    row->addWidget(button("close", tr("Drop this round and its dots"), &Workshop::cancelVoting));
    return box;
}

QWidget* WorkshopBar::buildWriting()
{
    auto* box = new QWidget;
    auto* row = rowOf(box);
    auto* mark = new QLabel;
    mark->setPixmap(ui::icon(QStringLiteral("hidden")).pixmap(ui::size::kIcon));
    m_written = new QLabel;
    setLook(m_written, "strong");
    row->addWidget(mark);
    row->addWidget(m_written);
    m_end = new QPushButton(tr("Stop writing"));
    m_end->setToolTip(tr("New notes are for everyone again; the others stay folded"));
    connect(m_end, &QPushButton::clicked, this, [this] { m_workshop.setWritingPrivately(false); });
    row->addWidget(m_end);
    auto* reveal
        = push(tr("Reveal"), tr("Unfold what was written, for everyone"), &Workshop::reveal);
    setLook(reveal, "primary");
    row->addWidget(reveal);
    return box;
}

QString WorkshopBar::timerText() const
{
    return m_timer->isHidden() ? QString() : m_digits->text();
}

QString WorkshopBar::votingText() const
{
    return m_voting->isHidden() ? QString() : m_votes->text();
}

QString WorkshopBar::writingText() const
{
    return m_writing->isHidden() ? QString() : m_written->text();
}

void WorkshopBar::showTimer()
{
    const bool set = m_workshop.countdown().isSet();
    const bool up = m_workshop.isTimeUp();
    const bool running = m_workshop.countdown().isRunning() && !up;
    m_timer->setVisible(set);
    m_digits->setText(digits(m_workshop.left()));
    m_share->setValue(static_cast<int>(std::lround(m_workshop.leftShare() * kShareSteps)));
    m_share->setVisible(!up);
    m_timeUp->setVisible(up);
    m_toggle->setIcon(ui::icon(running ? QStringLiteral("pause")
            : up                       ? QStringLiteral("reset")
                                       : QStringLiteral("play")));
    m_toggle->setToolTip(running ? tr("Pause the timer") : up ? tr("Start it again") : tr("Go on"));
    m_toggle->setAccessibleName(m_toggle->toolTip());
    showAny();
}

void WorkshopBar::showVoting()
{
    const Ballot* ballot = m_workshop.ballot();
    m_voting->setVisible(ballot != nullptr);
    if (ballot)
        m_votes->setText(tr("Person %1: %2 of %3 dots left")
                             .arg(ballot->person())
                             .arg(ballot->left())
                             .arg(ballot->votesEach()));
    showAny();
}

void WorkshopBar::showWriting()
{
    const int hidden = m_workshop.hiddenCount();
    const bool writing = m_workshop.isWritingPrivately();
    m_writing->setVisible(writing || hidden > 0);
    m_end->setVisible(writing);
    const QString count = ui::formatPlural(hidden, tr("private note"));
    m_written->setText(writing ? tr("Writing in private · %1").arg(count) : count);
    showAny();
}

void WorkshopBar::showAny()
{
    setVisible(!m_timer->isHidden() || !m_voting->isHidden() || !m_writing->isHidden());
    arrange();
    update();
}

/// Side by side where there is room, else one below the other: the bar never widens the window.
void WorkshopBar::arrange()
{
    int wanted = 2 * ui::size::kGapLarge;
    int shown = 0;
    for (const QWidget* strip : {m_timer, m_voting, m_writing}) {
        if (strip->isHidden())
            continue;
        wanted += strip->sizeHint().width() + (shown++ > 0 ? kBetween : 0);
    }
    const bool fits = wanted <= width();
    m_strips->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_strips->setSpacing(fits ? kBetween : ui::size::kGrid);
    updateGeometry();
}

void WorkshopBar::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    arrange();
}

QSize WorkshopBar::minimumSizeHint() const
{
    int widest = 0;
    for (const QWidget* strip : {m_timer, m_voting, m_writing})
        if (!strip->isHidden())
            widest = qMax(widest, strip->minimumSizeHint().width());
    return {widest + 2 * ui::size::kGapLarge, m_strips->minimumSize().height()};
}

/// Time that is up shows from afar, and calmly.
void WorkshopBar::paintEvent(QPaintEvent*)
{
    const ui::Theme& theme = ui::theme();
    const bool up = m_workshop.isTimeUp();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(up ? ui::Token::WarnSoft : ui::Token::Panel));
    painter.fillRect(
        QRect(0, height() - 1, width(), 1), theme.color(up ? ui::Token::Warn : ui::Token::Border));
}

}  // namespace stormbench::storming
