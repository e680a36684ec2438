// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace stormbench::cluster {

struct Property {
    std::string name;
    std::string value;
    int line = 0;  ///< on which it begins, from 1

    friend bool operator==(const Property&, const Property&) = default;
};

/// Reads the syntax of Java's java.util.Properties, in which server.properties are written, as
/// UTF-8:
///
///     # comment            ! comment
///     name=value           name: value            name value
///     list=one,\           a line goes on after an odd number of backslashes; what the next
///          two             one is indented by is dropped
///     path=C\:\\logs       \t \n \r \f, \u20AC; any other character behind a backslash is itself
///
/// Values keep the blanks at their end, as Java does. InvalidArgument, beginning with the line's
/// number and a colon: a malformed \u, or a name that is there twice (Java would keep the last).
[[nodiscard]] Result<std::vector<Property>> readProperties(std::string_view text);

}  // namespace stormbench::cluster
