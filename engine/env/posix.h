// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/result.h"

namespace stormbench::env {

/// The Error of a failed system call: "cannot <action> <path>: <reason>", its code by errno (ENOSPC
/// gives OutOfSpace).
[[nodiscard]] Error systemError(std::string_view action, const std::string& subject, int code);

/// Repeats a system call while a signal interrupts it.
template <typename Call> [[nodiscard]] auto uninterrupted(Call call)
{
    auto result = call();
    while (result == -1 && errno == EINTR)
        result = call();
    return result;
}

/// Owns a file descriptor.
class FileDescriptor {
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int value)
        : m_value(value)
    {
    }
    FileDescriptor(FileDescriptor&& other) noexcept
        : m_value(other.release())
    {
    }
    FileDescriptor& operator=(FileDescriptor&& other) noexcept;
    ~FileDescriptor();

    [[nodiscard]] int get() const { return m_value; }
    [[nodiscard]] bool valid() const { return m_value >= 0; }
    [[nodiscard]] int release() { return std::exchange(m_value, -1); }

private:
    int m_value = -1;
};

}  // namespace stormbench::env
