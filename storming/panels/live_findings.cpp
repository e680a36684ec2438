// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/live_findings.h"

#include "resources/ui/tokens.h"
#include "storming/edit/board_controller.h"

#include <utility>

namespace stormbench::storming {

LiveFindings::LiveFindings(BoardController& controller, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
    , m_checker(controller.board())
    , m_told(shownFindings(controller.board(), m_checker.findings()))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(ui::duration::kHover);
    connect(&m_timer, &QTimer::timeout, this, &LiveFindings::settle);
    connect(&controller, &BoardController::changed, this, [this](const ChangeSet& changes) {
        m_pending.merge(changes);
        m_timer.start();
    });
    connect(&controller, &BoardController::reset, this, [this] {
        m_pending = {};
        m_timer.stop();
        m_checker.reset();
        tell();
    });
}

const std::vector<Finding>& LiveFindings::now()
{
    if (!m_pending.isEmpty())
        settle();
    return m_told;
}

void LiveFindings::settle()
{
    m_timer.stop();
    m_checker.update(std::exchange(m_pending, {}));
    tell();
}

void LiveFindings::tell()
{
    m_told = shownFindings(m_controller.board(), m_checker.findings());
    emit changed(m_told);
}

}  // namespace stormbench::storming
