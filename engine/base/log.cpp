// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/log.h"

#include <atomic>
#include <cstdlib>
#include <mutex>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "engine/base/assert.h"

namespace stormbench {
namespace log {
namespace {

std::atomic<Level> g_level{Level::Warn};
std::mutex g_sinkMutex;
Sink g_sink;

spdlog::logger& logger()
{
    // Never destroyed: brokers may log while the process shuts down.
    static auto* instance = [] {
        auto* made = new spdlog::logger(
            "stormbench", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
        made->set_level(spdlog::level::trace);
        made->set_pattern("%H:%M:%S.%e %^%l%$ %v");
        made->flush_on(spdlog::level::warn);
        return made;
    }();
    return *instance;
}

spdlog::level::level_enum toSpdlog(Level level)
{
    switch (level) {
    case Level::Debug: return spdlog::level::debug;
    case Level::Info: return spdlog::level::info;
    case Level::Warn: return spdlog::level::warn;
    case Level::Error: return spdlog::level::err;
    case Level::Off: break;
    }
    return spdlog::level::off;
}

}  // namespace

void setLevel(Level level)
{
    g_level = level;
}

bool enabled(Level level)
{
    return level >= g_level.load(std::memory_order_relaxed) && level != Level::Off;
}

void setSink(Sink sink)
{
    const std::lock_guard lock(g_sinkMutex);
    g_sink = std::move(sink);
}

void write(Level level, std::string_view component, std::string_view line)
{
    logger().log(toSpdlog(level), "[{}] {}", component, line);
    const std::lock_guard lock(g_sinkMutex);
    if (g_sink)
        g_sink(level, component, line);
}

}  // namespace log

void assertionFailed(const char* expression, const char* file, int line, const char* why)
{
    log::write(
        log::Level::Error, "assert", fmt::format("{}:{}: {} ({})", file, line, why, expression));
    std::abort();
}

}  // namespace stormbench
