// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/result.h"

namespace stormbench {

std::string_view toString(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument: return "invalid argument";
    case ErrorCode::NotFound: return "not found";
    case ErrorCode::AlreadyExists: return "already exists";
    case ErrorCode::Conflict: return "conflict";
    case ErrorCode::PermissionDenied: return "permission denied";
    case ErrorCode::Unsupported: return "unsupported";
    case ErrorCode::Corrupt: return "corrupt";
    case ErrorCode::IoError: return "I/O error";
    case ErrorCode::OutOfSpace: return "out of space";
    case ErrorCode::TimedOut: return "timed out";
    case ErrorCode::Unavailable: return "unavailable";
    case ErrorCode::Cancelled: return "cancelled";
    case ErrorCode::Closed: return "closed";
    case ErrorCode::Rejected: return "rejected";
    case ErrorCode::Internal: return "internal error";
    }
    return "unknown";
}

Error Error::withContext(std::string_view context) const
{
    Error error = *this;
    error.message = std::string(context) + ": " + message;
    return error;
}

}  // namespace stormbench
