// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <map>
#include <tuple>

namespace stormbench::storming {

/// A line of the text form, named so that it stays the same line while the board changes. Where
/// there is no such line any more, the remark stands at the next best of the same element.
struct RemarkPlace {
    quint64 element = 0;  ///< the number of a note, frame or connector; 0 = the board itself
    QString part;  ///< the line's first words ("title", "weight", "field 2", "details"); empty: the
                   ///< line with the element's place, or the end of the text

    friend bool operator==(const RemarkPlace&, const RemarkPlace&) = default;
    friend bool operator<(const RemarkPlace& a, const RemarkPlace& b)
    {
        return std::tie(a.element, a.part) < std::tie(b.element, b.part);
    }
};

/// What people wrote for other readers of the text form: "# …" and blank lines. Means nothing to
/// the board, but goes wherever its line goes.
struct Remark {
    QString above;   ///< lines of their own, each with its line feed: blank, or from # on
    QString behind;  ///< at the line's end, from # on

    friend bool operator==(const Remark&, const Remark&) = default;
};

using Remarks = std::map<RemarkPlace, Remark>;

/// Whether every line of it reads back from the text form as it is.
[[nodiscard]] bool isReadable(const Remark& remark);
/// A comment or blank line as a remark may hold it: without outer blanks and control characters.
[[nodiscard]] QString remarkLine(QStringView text);

}  // namespace stormbench::storming
