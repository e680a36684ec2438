// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/tool.h"

namespace stormbench::storming {

void Tool::move(const CanvasMouse& mouse)
{
    if (m_gesture)
        m_gesture->move(mouse);
    else
        hover(mouse);
}

void Tool::release(const CanvasMouse& mouse)
{
    // The gesture may switch tools while it ends.
    if (const auto gesture = std::move(m_gesture))
        gesture->finish(mouse);
}

bool Tool::cancel()
{
    const auto gesture = std::move(m_gesture);
    if (!gesture)
        return false;
    gesture->cancel();
    return true;
}

QCursor Tool::gestureCursor() const
{
    return m_gesture ? m_gesture->cursor() : QCursor();
}

GestureFeedback Tool::feedback() const
{
    return m_gesture ? m_gesture->feedback() : GestureFeedback{};
}

}  // namespace stormbench::storming
