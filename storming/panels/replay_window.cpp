// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/replay_window.h"

#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/tokens.h"
#include "storming/panels/kind_look.h"
#include "storming/scene/board_view.h"
#include "storming/workshop/step_words.h"

#include <QKeyEvent>
#include <QLabel>
#include <QSlider>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

constexpr int kFilmMs = 60'000;  // a long history plays in about a minute
constexpr int kShortestStepMs = 40, kLongestStepMs = 500;
constexpr qsizetype kFewSteps = 20;  // farther jumps show the whole board anew
constexpr QSize kSize{1100, 720};

}  // namespace

ReplayWindow::ReplayWindow(BoardHistory history, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_history(std::make_shared<const BoardHistory>(std::move(history)))
    , m_cursor(m_history)
    , m_view(new BoardView(m_controller, this))
    , m_bar(new QSlider(Qt::Horizontal))
    , m_toggle(new QToolButton)
    , m_what(new QLabel)
    , m_when(new QLabel)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("How the board came to be"));
    setLook(this, "panel");
    setAttribute(Qt::WA_StyledBackground);
    resize(kSize);
    m_controller.setIgnoringLocks(true);
    m_controller.undoStack()->setUndoLimit(1);  // the history itself is the way back
    m_view->setInteractive(false);
    m_view->setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    if (!m_history->whyShort().isEmpty()) {
        auto* shortened = new QLabel(m_history->whyShort());
        setLook(shortened, "warn");
        shortened->setWordWrap(true);
        column->addWidget(shortened);
    }
    buildFoot(*column);
    m_play.setInterval(qBound(kShortestStepMs, kFilmMs / qMax(1, length()), kLongestStepMs));
    connect(&m_play, &QTimer::timeout, this, [this] {
        seek(position() + 1);
        if (position() >= length())
            setPlaying(false);
    });
    setFocusPolicy(Qt::StrongFocus);
    setFocus();
    // The view is fitted to what the board becomes, so that it does not jump about.
    m_cursor.seek(length());
    m_controller.replaceBoard(m_cursor.board());
    QTimer::singleShot(0, m_view, &BoardView::fitAll);
    showPosition();
}

ReplayWindow::~ReplayWindow()
{
    delete m_view;  // before the controller that it follows
}

void ReplayWindow::buildFoot(QVBoxLayout& column)
{
    m_bar->setRange(0, length());
    m_bar->setFocusPolicy(Qt::NoFocus);
    m_bar->setAccessibleName(tr("Place in the history"));
    m_toggle->setFocusPolicy(Qt::NoFocus);
    m_toggle->setEnabled(length() > 0);
    setLook(m_when, "muted");
    m_what->setMinimumWidth(
        m_what->fontMetrics().horizontalAdvance(QStringLiteral("12 elements moved, 1 note added")));
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(
        ui::size::kGapLarge, ui::size::kGapSmall, ui::size::kGapLarge, ui::size::kGapSmall);
    foot->setSpacing(ui::size::kGap);
    foot->addWidget(m_toggle);
    foot->addWidget(m_bar, 1);
    foot->addWidget(m_what);
    foot->addWidget(m_when);
    column.addLayout(foot);
    connect(m_toggle, &QToolButton::clicked, this, [this] { setPlaying(!isPlaying()); });
    connect(m_bar, &QSlider::valueChanged, this, &ReplayWindow::seek);
}

void ReplayWindow::seek(int wanted)
{
    const qsizetype from = m_cursor.position();
    const qsizetype to = qBound(0, wanted, length());
    if (to == from)
        return;
    if (std::abs(to - from) > kFewSteps) {
        m_cursor.seek(to);
        m_controller.replaceBoard(m_cursor.board());
    } else {
        const auto& steps = m_history->steps();
        for (qsizetype at = from; at < to; ++at)
            m_controller.edit({}, steps[static_cast<size_t>(at)].operations);
        for (qsizetype at = from; at > to; --at)
            m_controller.edit({}, steps[static_cast<size_t>(at - 1)].undo);
        m_cursor.seek(to);
    }
    showPosition();
}

void ReplayWindow::showPosition()
{
    const QSignalBlocker quiet(m_bar);
    m_bar->setValue(position());
    m_toggle->setIcon(ui::icon(isPlaying() ? QStringLiteral("pause") : QStringLiteral("play")));
    m_toggle->setToolTip(isPlaying() ? tr("Pause (Space)") : tr("Play from here (Space)"));
    m_toggle->setAccessibleName(isPlaying() ? tr("Pause") : tr("Play"));
    m_what->setText(length() == 0 ? tr("Nothing has happened on this board yet")
            : position() == 0
            ? tr("As it began")
            : stepInWords(m_history->steps()[static_cast<size_t>(position() - 1)].operations));
    m_when->setText(tr("%1 of %2 · %3")
                        .arg(position())
                        .arg(ui::formatPlural(length(), tr("step")),
                            ui::formatDateTime(m_cursor.atMs()).section(u'.', 0, 0)));
}

void ReplayWindow::setPlaying(bool playing)
{
    if (playing && position() >= length())
        seek(0);
    if (playing && length() > 0)
        m_play.start();
    else
        m_play.stop();
    showPosition();
}

void ReplayWindow::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Escape: close(); return;
    case Qt::Key_Space: setPlaying(!isPlaying()); return;
    case Qt::Key_Right: seek(position() + 1); return;
    case Qt::Key_Left: seek(position() - 1); return;
    case Qt::Key_Home: seek(0); return;
    case Qt::Key_End: seek(length()); return;
    default: QWidget::keyPressEvent(event);
    }
}

}  // namespace stormbench::storming
