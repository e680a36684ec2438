// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/runtime/controls.h"

#include <algorithm>

namespace stormbench::storming {

void Controls::setPaused(bool paused)
{
    const std::lock_guard lock(m_mutex);
    m_paused = paused;
    ++m_changes;
    m_changed.notify_all();
}

void Controls::setSpeed(double factor)
{
    const std::lock_guard lock(m_mutex);
    m_speed = std::clamp(factor, 0.0, 1000.0);
    ++m_changes;
    m_changed.notify_all();
}

void Controls::requestStop()
{
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
    m_changed.notify_all();
}

bool Controls::stopping() const
{
    const std::lock_guard lock(m_mutex);
    return m_stopping;
}

bool Controls::paused() const
{
    const std::lock_guard lock(m_mutex);
    return m_paused;
}

double Controls::speed() const
{
    const std::lock_guard lock(m_mutex);
    return m_speed;
}

bool Controls::waitFor(std::chrono::microseconds time)
{
    std::unique_lock lock(m_mutex);
    const auto before = m_changes;
    m_changed.wait_for(lock, time, [&] { return m_stopping || m_changes != before; });
    return !m_stopping;
}

void KeyPool::add(const std::string& field, const std::string& key)
{
    if (field.empty() || key.empty())
        return;
    const std::lock_guard lock(m_mutex);
    Ring& ring = m_rings[field];
    if (ring.keys.size() < kKept) {
        ring.keys.push_back(key);
    } else {
        ring.keys[ring.next] = key;
        ring.next = (ring.next + 1) % kKept;
    }
}

std::string KeyPool::pick(const std::string& field, double choice) const
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_rings.find(field);
    if (it == m_rings.end() || it->second.keys.empty())
        return {};
    const auto& keys = it->second.keys;
    return keys[std::min(
        keys.size() - 1, static_cast<std::size_t>(choice * static_cast<double>(keys.size())))];
}

}  // namespace stormbench::storming
