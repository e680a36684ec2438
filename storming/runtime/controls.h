// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace stormbench::storming {

/// Pause, speed and the stop signal of one service's thread. Thread-safe.
class Controls {
public:
    void setPaused(bool paused);
    void setSpeed(double factor);
    void requestStop();

    [[nodiscard]] bool stopping() const;
    [[nodiscard]] bool paused() const;
    [[nodiscard]] double speed() const;

    /// Returns after `time`, or earlier when one of the above changes. False when the thread shall
    /// end.
    bool waitFor(std::chrono::microseconds time);

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_stopping = false;
    bool m_paused = false;
    double m_speed = 1;
    std::uint64_t m_changes = 0;
};

/// Ids that are alive in the running domain, by the name of the field that carries them
/// ("orderId"), so that an actor's later commands speak of things that exist. Keeps the newest few
/// hundred of each. Thread-safe.
class KeyPool {
public:
    void add(const std::string& field, const std::string& key);
    /// `choice` in [0, 1) picks one; empty when none is known.
    [[nodiscard]] std::string pick(const std::string& field, double choice) const;

private:
    static constexpr std::size_t kKept = 256;
    struct Ring {
        std::vector<std::string> keys;
        std::size_t next = 0;
    };
    mutable std::mutex m_mutex;
    std::map<std::string, Ring> m_rings;
};

}  // namespace stormbench::storming
