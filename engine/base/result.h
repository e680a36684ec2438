// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace stormbench {

/// What can go wrong in operation. Kafka's wire errors have an enum of their own
/// (protocol/error_code.h) and are mapped from these at the broker's edge; bugs are assertions.
enum class ErrorCode {
    InvalidArgument,  ///< the caller's words are off: name, range, format
    NotFound,
    AlreadyExists,
    Conflict,  ///< someone else holds it or changed it first
    PermissionDenied,
    Unsupported,  ///< understood, but not offered here (version, codec, feature)
    Corrupt,      ///< bytes that do not decode or do not match their checksum
    IoError,
    OutOfSpace,
    TimedOut,
    Unavailable,  ///< the other side is not there (now)
    Cancelled,
    Closed,    ///< used after stop or close
    Rejected,  ///< the broker answered with an error: see Error::wireCode
    Internal,
};

/// The name of a code as it is shown to people, e.g. "not found".
[[nodiscard]] std::string_view toString(ErrorCode code);

/// An error of operation: what happened, to what, and why if known. `message` is a sentence a user
/// can read.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;
    int wireCode = 0;  ///< Kafka's error code where a broker sent one, otherwise 0

    [[nodiscard]] Error withContext(std::string_view context) const;
    friend bool operator==(const Error&, const Error&) = default;
};

template <typename T = void> using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message)
{
    return tl::unexpected<Error>(Error{code, std::move(message), 0});
}
[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

}  // namespace stormbench

// Evaluates an expression of type Result<…>; returns its error from the enclosing function, if it
// has one.
#define SB_TRY(expression)                                                                         \
    do {                                                                                           \
        if (auto sbResult_ = (expression); !sbResult_)                                             \
            return ::stormbench::fail(std::move(sbResult_).error());                               \
    } while (false)

#define SB_CONCAT_(a, b) a##b
#define SB_CONCAT(a, b) SB_CONCAT_(a, b)

// SB_TRY_ASSIGN(auto file, files.open(path)): declares or assigns the value, or returns the error.
#define SB_TRY_ASSIGN(target, expression)                                                          \
    SB_TRY_ASSIGN_(SB_CONCAT(sbResult_, __LINE__), target, expression)
#define SB_TRY_ASSIGN_(name, target, expression)                                                   \
    auto name = (expression);                                                                      \
    if (!name)                                                                                     \
        return ::stormbench::fail(std::move(name).error());                                        \
    target = *std::move(name)
