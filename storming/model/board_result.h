// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <tl/expected.hpp>

namespace stormbench::storming {

enum class BoardErrorCode {
    NotFound,  ///< the element or the file is not there
    Conflict,  ///< the id is taken, or something still depends on the element
    Invalid,   ///< the value does not fit the property
    Corrupt,   ///< the file's bytes do not decode
    TooNew,    ///< the file was written by a later version
    Busy,      ///< another program owns the file
    ReadOnly,  ///< opened without the right to write
    Io,        ///< the disk or the file system said no
};

/// What went wrong with a board, as a sentence for its user.
struct BoardError {
    BoardErrorCode code = BoardErrorCode::Invalid;
    QString message;
};

template <typename T = void> using BoardResult = tl::expected<T, BoardError>;

[[nodiscard]] inline tl::unexpected<BoardError> boardFail(BoardErrorCode code, QString message)
{
    return tl::unexpected<BoardError>(BoardError{code, std::move(message)});
}

}  // namespace stormbench::storming
