// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace stormbench::log {

enum class Level { Debug, Info, Warn, Error, Off };

/// Lines below this level are dropped before they are formatted. Default: Warn. Thread-safe.
void setLevel(Level level);
[[nodiscard]] bool enabled(Level level);

/// Where lines go besides standard error, e.g. the application's log pane. Called on the thread
/// that logs. Thread-safe.
using Sink = std::function<void(Level, std::string_view component, std::string_view line)>;
void setSink(Sink sink);

/// Writes one line. `component` is the part that speaks: "broker 1", "storage", "net". Thread-safe.
void write(Level level, std::string_view component, std::string_view line);

template <typename... Args>
void debug(std::string_view component, fmt::format_string<Args...> format, Args&&... args)
{
    if (enabled(Level::Debug))
        write(Level::Debug, component, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void info(std::string_view component, fmt::format_string<Args...> format, Args&&... args)
{
    if (enabled(Level::Info))
        write(Level::Info, component, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void warn(std::string_view component, fmt::format_string<Args...> format, Args&&... args)
{
    if (enabled(Level::Warn))
        write(Level::Warn, component, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void error(std::string_view component, fmt::format_string<Args...> format, Args&&... args)
{
    if (enabled(Level::Error))
        write(Level::Error, component, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace stormbench::log
