// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace stormbench::bench {

/// What this thread has computed so far, in ms. Others on the machine do not count, as they would
/// on the wall's clock.
inline double processorMs()
{
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    const auto ms = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

/// Times of one thing done often, by the processor's clock and by the wall's.
class Meter {
public:
    template <typename Work> void time(Work work)
    {
        const double processor = processorMs();
        const auto wall = std::chrono::steady_clock::now();
        work();
        m_wall.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - wall)
                .count());
        m_processor.push_back(processorMs() - processor);
    }

    [[nodiscard]] double processor(double share) const { return at(m_processor, share); }
    [[nodiscard]] double wall(double share) const { return at(m_wall, share); }

private:
    static double at(std::vector<double> times, double share)
    {
        if (times.empty())
            return 0;
        std::ranges::sort(times);
        return times[std::min(
            times.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times.size())))];
    }

    std::vector<double> m_processor;
    std::vector<double> m_wall;
};

/// The process' memory in MB, as the kernel sees it.
inline double residentMegabytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (!line.starts_with("VmRSS:"))
            continue;
        double kilobytes = 0;
        std::istringstream(line.substr(6)) >> kilobytes;
        return kilobytes / 1024;
    }
    return 0;
}

}  // namespace stormbench::bench
