// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/fault_choice.h"

#include <QAbstractItemView>
#include <QWheelEvent>

#include <algorithm>

#include "views/models/fault_words.h"

namespace stormbench::views {

FaultChoice::FaultChoice(const QString& sound, QWidget* parent)
    : QComboBox(parent)
{
    addItem(sound);
    m_faults.emplace_back();
    connect(this, &QComboBox::activated, this, [this] { emit chosen(); });
}

void FaultChoice::addFault(const QString& text, const api::Fault& fault)
{
    addItem(text);
    m_faults.emplace_back(fault);
}

void FaultChoice::showActive(const std::optional<api::Fault>& active)
{
    if (view()->isVisible())
        return;  // the user is about to choose
    auto found = std::find(m_faults.begin(), m_faults.end(), active);
    if (found == m_faults.end()) {
        if (std::exchange(m_hasOther, true)) {
            removeItem(count() - 1);
            m_faults.pop_back();
        }
        addFault(faultMark(*active), *active);
        found = std::prev(m_faults.end());
    }
    setCurrentIndex(static_cast<int>(found - m_faults.begin()));
}

const std::optional<api::Fault>& FaultChoice::fault() const
{
    return m_faults.at(static_cast<std::size_t>(currentIndex()));
}

/// Scrolling over the panel must not break a cluster.
void FaultChoice::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

}  // namespace stormbench::views
