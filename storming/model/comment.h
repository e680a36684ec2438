// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

namespace stormbench::storming {

/// What somebody remarked on a note. The order of a note's comments is the order of the talk.
struct Comment {
    QString author;
    QString text;
    qint64 atMs = 0;  ///< wall clock in milliseconds since 1970, UTC
    bool resolved = false;

    friend bool operator==(const Comment&, const Comment&) = default;
};

}  // namespace stormbench::storming
