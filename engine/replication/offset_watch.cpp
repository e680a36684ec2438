// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/offset_watch.h"

#include <utility>
#include <vector>

namespace stormbench::replication {

struct OffsetWatch::Subscription::Callbacks {
    std::map<std::uint64_t, Callback> byId;
    std::uint64_t nextId = 1;
};

OffsetWatch::Subscription::Subscription(Subscription&& other) noexcept
    : m_callbacks(std::move(other.m_callbacks))
    , m_id(std::exchange(other.m_id, 0))
{
}

OffsetWatch::Subscription& OffsetWatch::Subscription::operator=(Subscription&& other) noexcept
{
    if (this != &other) {
        cancel();
        m_callbacks = std::move(other.m_callbacks);
        m_id = std::exchange(other.m_id, 0);
    }
    return *this;
}

void OffsetWatch::Subscription::cancel()
{
    if (const auto callbacks = m_callbacks.lock())
        callbacks->byId.erase(m_id);
    m_callbacks.reset();
}

OffsetWatch::OffsetWatch()
    : m_callbacks(std::make_shared<Subscription::Callbacks>())
{
}

OffsetWatch::Subscription OffsetWatch::subscribe(Callback callback)
{
    Subscription subscription;
    subscription.m_callbacks = m_callbacks;
    subscription.m_id = m_callbacks->nextId++;
    m_callbacks->byId.emplace(subscription.m_id, std::move(callback));
    return subscription;
}

void OffsetWatch::notify()
{
    if (m_callbacks->byId.empty())
        return;
    const auto callbacks = m_callbacks;  // a callback may destroy the watch
    std::vector<std::uint64_t> ids;
    ids.reserve(callbacks->byId.size());
    for (const auto& [id, callback] : callbacks->byId)
        ids.push_back(id);
    for (const auto id : ids) {
        const auto found = callbacks->byId.find(id);
        if (found == callbacks->byId.end())
            continue;
        const auto callback = found->second;  // it may cancel itself while it runs
        callback();
    }
}

bool OffsetWatch::empty() const
{
    return m_callbacks->byId.empty();
}

}  // namespace stormbench::replication
