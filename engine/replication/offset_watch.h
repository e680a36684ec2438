// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>

namespace stormbench::replication {

/// Who wants to know when a partition has moved: delayed fetches, mostly. Runs on: the broker's
/// strand.
class OffsetWatch {
public:
    using Callback = std::function<void()>;

    /// Ends its callback when destroyed; may outlive the watch.
    class Subscription {
    public:
        Subscription() = default;
        ~Subscription() { cancel(); }
        Subscription(Subscription&& other) noexcept;
        Subscription& operator=(Subscription&& other) noexcept;
        void cancel();
        [[nodiscard]] bool active() const { return !m_callbacks.expired(); }

    private:
        friend class OffsetWatch;
        struct Callbacks;
        std::weak_ptr<Callbacks> m_callbacks;
        std::uint64_t m_id = 0;
    };

    OffsetWatch();
    [[nodiscard]] Subscription subscribe(Callback callback);

    /// Calls everyone who was subscribed when it began and still is; callbacks may subscribe and
    /// cancel.
    void notify();
    [[nodiscard]] bool empty() const;

private:
    std::shared_ptr<Subscription::Callbacks> m_callbacks;
};

}  // namespace stormbench::replication
