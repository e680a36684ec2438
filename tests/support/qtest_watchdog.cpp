// SPDX-License-Identifier: GPL-3.0-or-later
// Waits at the exit for Qt Test's watchdog to end; in tests under AddressSanitizer only.
// QThread::wait() returns before its thread has let go of its data, and Qt deletes the key under
// which that data hangs when it is unloaded: a thread that is slower than main() then leaks it.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace {

bool hasWatchdog()
{
    std::error_code gone;  // a thread may end while one looks
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", gone)) {
        std::string name;
        std::ifstream comm(task.path() / "comm");
        if (std::getline(comm, name) && name == "QtTest Watchdog")
            return true;
    }
    return false;
}

struct WatchdogEnd {
    ~WatchdogEnd()
    {
        const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(2);
        while (hasWatchdog() && std::chrono::steady_clock::now() < limit)
            std::this_thread::yield();
    }
};

const WatchdogEnd watchdogEnd;

}  // namespace
