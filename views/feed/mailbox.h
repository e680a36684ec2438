// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace stormbench::feed {

/// Carries values from any thread to the thread of a QObject, newest first: what the receiver has
/// not taken yet is replaced, so a slow receiver never builds a queue. After the receiver is gone,
/// posts do nothing. The mailbox itself may be copied into callbacks; copies share one slot.
template <typename T> class Mailbox {
public:
    /// `receive` runs on the receiver's thread. Runs on: the receiver's thread.
    Mailbox(QObject* receiver, std::function<void(T)> receive)
        : m_slot(std::make_shared<Slot>())
    {
        m_slot->receiver = receiver;
        m_slot->receive = std::move(receive);
        QObject::connect(
            receiver, &QObject::destroyed, receiver, [slot = m_slot] { close(*slot); },
            Qt::DirectConnection);
    }

    /// Thread-safe.
    void post(T value) const
    {
        const std::lock_guard lock(m_slot->mutex);
        const bool waiting = m_slot->value.has_value();
        m_slot->value = std::move(value);
        if (!waiting && m_slot->receiver)
            QMetaObject::invokeMethod(
                m_slot->receiver, [slot = m_slot] { deliver(*slot); }, Qt::QueuedConnection);
    }

private:
    struct Slot {
        std::mutex mutex;
        QObject* receiver = nullptr;
        std::function<void(T)> receive;
        std::optional<T> value;
    };

    static void deliver(Slot& slot)
    {
        std::unique_lock lock(slot.mutex);
        if (!slot.value || !slot.receiver)
            return;
        T value = std::move(*slot.value);
        slot.value.reset();
        lock.unlock();
        slot.receive(std::move(value));
    }
    static void close(Slot& slot)
    {
        const std::lock_guard lock(slot.mutex);
        slot.receiver = nullptr;
        slot.value.reset();
    }

    std::shared_ptr<Slot> m_slot;
};

}  // namespace stormbench::feed
