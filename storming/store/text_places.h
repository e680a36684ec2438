// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QStringView>

#include <vector>

namespace stormbench::storming {

/// An element that a line of the text form names.
struct TextPlace {
    quint64 id = 0;
    int from = 0;  ///< column of its first word
    int to = 0;    ///< behind its number, or its text
};

/// The elements a line names, from left to right: those of a flow, or the one that the line is
/// about. Says what it can of a line with mistakes in it.
[[nodiscard]] std::vector<TextPlace> placesIn(QStringView line);

}  // namespace stormbench::storming
