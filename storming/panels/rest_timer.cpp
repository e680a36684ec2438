// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/rest_timer.h"

#include "resources/ui/tokens.h"

#include <QWidget>

#include <algorithm>
#include <chrono>

namespace stormbench::storming {
namespace {

constexpr auto kRest = ui::duration::kHover;
constexpr auto kLatest = 4 * ui::duration::kHover;

}  // namespace

RestTimer::RestTimer(QObject* parent)
    : QObject(parent)
{
    m_rests.setSingleShot(true);
    connect(&m_rests, &QTimer::timeout, this, &RestTimer::due);
}

void RestTimer::touch()
{
    if (!m_rests.isActive())
        m_since.start();
    const auto left = kLatest - std::chrono::milliseconds(m_since.elapsed());
    m_rests.start(std::clamp(left, std::chrono::milliseconds(0), kRest));
}

void RestTimer::hurry()
{
    if (!m_rests.isActive())
        m_since.start();
    m_rests.start(std::chrono::milliseconds(0));
}

void RestTimer::stop()
{
    m_rests.stop();
}

bool isInSight(const QWidget& widget)
{
    return widget.isVisible() && !widget.visibleRegion().isEmpty();
}

}  // namespace stormbench::storming
