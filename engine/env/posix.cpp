// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/env/posix.h"

#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace stormbench::env {
namespace {

ErrorCode codeOf(int code)
{
    switch (code) {
    case ENOENT:
    case ENOTDIR: return ErrorCode::NotFound;
    case EEXIST:
    case ENOTEMPTY: return ErrorCode::AlreadyExists;
    case EACCES:
    case EPERM:
    case EROFS: return ErrorCode::PermissionDenied;
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return ErrorCode::OutOfSpace;
    case EADDRINUSE: return ErrorCode::Conflict;
    case EINVAL:
    case ENAMETOOLONG:
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT: return ErrorCode::InvalidArgument;
    case ETIMEDOUT: return ErrorCode::TimedOut;
    case ECONNREFUSED:
    case ECONNRESET:
    case ECONNABORTED:
    case EPIPE:
    case ENETUNREACH:
    case EHOSTUNREACH: return ErrorCode::Unavailable;
    default: return ErrorCode::IoError;
    }
}

}  // namespace

Error systemError(std::string_view action, const std::string& subject, int code)
{
    return {codeOf(code),
        fmt::format("cannot {} {}: {}", action, subject, std::generic_category().message(code))};
}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept
{
    if (this != &other) {
        if (valid())
            ::close(m_value);
        m_value = other.release();
    }
    return *this;
}

FileDescriptor::~FileDescriptor()
{
    if (valid())
        ::close(m_value);
}

}  // namespace stormbench::env
